package io.isobar.indexer.hadoop;

import io.isobar.indexer.input.BadRowException;
import io.isobar.indexer.input.Flattener;
import io.isobar.indexer.input.Row;
import io.isobar.indexer.input.RowPosition;
import io.isobar.indexer.spec.InputFormatSpec;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.lib.input.FileSplit;
import org.apache.parquet.hadoop.ParquetReader;
import org.jspecify.annotations.Nullable;

/** Records of the row groups of a Parquet file whose middle is in the split. */
final class ParquetCursor implements RowCursor {
    private final FileSplit split;
    private final Flattener flattener;
    private final ParquetRowSupport rows;
    private final ParquetReader<Map<String, @Nullable Object>> reader;
    private @Nullable Map<String, @Nullable Object> record;
    private boolean done;

    ParquetCursor(InputFormatSpec format, FileSplit split, Configuration conf) throws IOException {
        this.split = split;
        ParquetView view = ParquetView.of(format.binary());
        this.flattener = view.throughAvro()
                ? new Flattener(format.flatten(), AvroValues::finished)
                : new Flattener(format.flatten());
        this.rows = new ParquetRowSupport(view, flattener.roots());
        try {
            this.reader = ParquetReader.builder(rows, split.getPath())
                    .withConf(conf)
                    .withFileRange(split.getStart(), split.getStart() + split.getLength())
                    .usePageChecksumVerification()
                    .build();
        } catch (RuntimeException e) {
            throw corrupt(e);
        }
    }

    @Override
    public boolean advance() throws IOException {
        try {
            record = reader.read();
        } catch (IOException | RuntimeException | LinkageError | OutOfMemoryError e) {
            // the last two: a codec that isn't here, and a damaged length that asks for more memory than there is
            throw corrupt(e);
        }
        done = record == null;
        return !done;
    }

    @Override
    public Row row() throws BadRowException {
        return flattener.flatten(Objects.requireNonNull(record), rows.discoverable()::contains);
    }

    @Override
    public RowPosition position() {
        return RowPosition.of(split.getPath().toString(), "row", reader.getCurrentRowIndex() + 1);
    }

    /** The reader doesn't say how far it is. */
    @Override
    public float progress() {
        return done ? 1 : 0.5f;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    private IOException corrupt(Throwable e) {
        return DamagedFile.of("Parquet", split.getPath(), e);
    }
}
