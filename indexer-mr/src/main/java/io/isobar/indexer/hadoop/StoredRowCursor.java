package io.isobar.indexer.hadoop;

import io.isobar.indexer.input.Row;
import io.isobar.indexer.input.RowPosition;
import io.isobar.indexer.shuffle.RowBytes;
import java.io.IOException;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.lib.input.FileSplit;
import org.apache.hadoop.mapreduce.lib.input.SequenceFileRecordReader;

/** Rows that an earlier job of the run wrote. */
final class StoredRowCursor implements RowCursor {
    private final SequenceFileRecordReader<NullWritable, BytesWritable> records = new SequenceFileRecordReader<>();
    private final RowBytes.Reader rows = new RowBytes.Reader();
    private final FileSplit split;
    private long number;

    StoredRowCursor(FileSplit split, TaskAttemptContext context) throws IOException {
        this.split = split;
        try {
            records.initialize(split, context);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while opening [" + split.getPath() + "]", e);
        }
    }

    @Override
    public boolean advance() throws IOException {
        try {
            number++;
            return records.nextKeyValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while reading [" + split.getPath() + "]", e);
        }
    }

    @Override
    public Row row() {
        BytesWritable bytes = records.getCurrentValue();
        return rows.read(bytes.getBytes(), 0, bytes.getLength());
    }

    @Override
    public RowPosition position() {
        return RowPosition.of(split.getPath().toString(), "row", number);
    }

    @Override
    public float progress() throws IOException {
        return records.getProgress();
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
