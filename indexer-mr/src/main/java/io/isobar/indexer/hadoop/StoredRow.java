package io.isobar.indexer.hadoop;

import io.isobar.indexer.input.Row;
import io.isobar.indexer.shuffle.ByteSink;
import io.isobar.indexer.shuffle.RowBytes;
import org.apache.hadoop.io.BytesWritable;

/** Rows as values of a shuffle or a file; the writable is the same for each row. */
final class StoredRow {
    private final ByteSink bytes = new ByteSink();
    private final BytesWritable writable = new BytesWritable();
    private final RowBytes.Reader reader = new RowBytes.Reader();

    BytesWritable of(Row row) {
        RowBytes.write(row, bytes.clear());
        writable.set(bytes.array(), 0, bytes.size());
        return writable;
    }

    Row read(BytesWritable writable) {
        return reader.read(writable.getBytes(), 0, writable.getLength());
    }
}
