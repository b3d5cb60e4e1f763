package io.isobar.indexer.hadoop;

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
    private final ParquetReader<Map<String, @Nullable Object>> reader;
    private @Nullable Map<String, @Nullable Object> record;
    private boolean done;

    ParquetCursor(InputFormatSpec format, FileSplit split, Configuration conf) throws IOException {
        this.split = split;
        this.flattener = new Flattener(format.flatten());
        try {
            this.reader = ParquetReader.builder(new ParquetRowSupport(format.binaryAsString()), split.getPath())
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
        } catch (IOException | RuntimeException e) {
            throw corrupt(e);
        }
        done = record == null;
        return !done;
    }

    @Override
    public Row row() {
        return flattener.flatten(Objects.requireNonNull(record));
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

    /** Whatever the library throws at bytes that aren't Parquet; the innermost cause often names the column. */
    private IOException corrupt(Exception e) {
        StringBuilder why = new StringBuilder();
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
            if (why.indexOf(message) < 0) {
                why.append(why.length() == 0 ? "" : ": ")
                        .append(message.lines().findFirst().orElse(""));
            }
        }
        return new IOException(
                "Parquet file [%s] is damaged or no Parquet: %s. Replace the file, or leave it out"
                        .formatted(split.getPath(), why),
                e);
    }
}
