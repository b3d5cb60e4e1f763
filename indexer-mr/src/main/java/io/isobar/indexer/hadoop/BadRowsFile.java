package io.isobar.indexer.hadoop;

import io.isobar.indexer.input.BadRow;
import io.isobar.indexer.input.BadRows;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bad rows of one task attempt, a line of JSON each, with their values. The file begins with the first bad row. */
final class BadRowsFile implements BadRows.Sink, Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(BadRowsFile.class);
    private static final String DIRECTORY = "bad-rows";

    private final TaskAttemptContext context;
    private final boolean log;
    private @Nullable OutputStream out;

    BadRowsFile(TaskAttemptContext context, boolean log) {
        this.context = context;
        this.log = log;
    }

    static Path directory(Path run) {
        return new Path(run, DIRECTORY);
    }

    @Override
    public void accept(BadRow row) throws IOException {
        if (log) {
            LOG.warn("{}", row.message());
        }
        if (out == null) {
            Path directory = directory(StageConf.run(context.getConfiguration()));
            Path file = new Path(directory, context.getTaskAttemptID() + ".jsonl");
            out = file.getFileSystem(context.getConfiguration()).create(file, true);
        }
        out.write((row.toJson() + "\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        if (out != null) {
            out.close();
        }
    }
}
