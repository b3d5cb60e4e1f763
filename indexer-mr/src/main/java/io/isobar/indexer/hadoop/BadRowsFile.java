package io.isobar.indexer.hadoop;

import io.isobar.indexer.input.BadRow;
import io.isobar.indexer.input.BadRows;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bad rows of one task, a line of JSON each, with their values. The file begins with the first bad row.
 *
 * <p>An attempt writes {@code bad-rows/<stage>/attempts/<attempt>.jsonl}, and one that gets to the end of its input renames
 * that to {@code bad-rows/<stage>/<task>.jsonl} unless another attempt has: two attempts of a task read the same rows, so
 * whichever is first has them all, and none is there twice. What other attempts leave is removed by the driver, which takes
 * the longest if the job fails before a task has finished. The same goes for a table that each task reads whole: the bad rows
 * are the table's then, and the file has its name.
 */
final class BadRowsFile implements BadRows.Sink, Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(BadRowsFile.class);
    private static final String DIRECTORY = "bad-rows";
    private static final String ATTEMPTS = "attempts";
    private static final String SUFFIX = ".jsonl";
    private static final String TABLE = ".table-";

    private final TaskAttemptContext context;
    private final boolean log;
    private final String table;
    private @Nullable OutputStream out;

    /** Those of a task's own input. */
    BadRowsFile(TaskAttemptContext context, boolean log) {
        this(context, log, "");
    }

    /** Those of a table that other tasks read too. */
    static BadRowsFile ofTable(String stage, TaskAttemptContext context, boolean log) {
        return new BadRowsFile(context, log, TABLE + stage.replaceAll("[^A-Za-z0-9_-]", "_"));
    }

    private BadRowsFile(TaskAttemptContext context, boolean log, String table) {
        this.context = context;
        this.log = log;
        this.table = table;
    }

    static Path directory(Path run) {
        return new Path(run, DIRECTORY);
    }

    static Path directory(Path run, String stageKey) {
        return new Path(directory(run), stageKey);
    }

    @Override
    public void accept(BadRow row) throws IOException {
        if (log) {
            LOG.warn("{}", row.message());
        }
        if (out == null) {
            Path file = ofAttempt();
            out = file.getFileSystem(context.getConfiguration()).create(file, true);
        }
        out.write((row.toJson() + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** The attempt has read all of its input. */
    void complete() throws IOException {
        if (out == null) {
            return;
        }
        close();
        Path file = ofAttempt();
        promote(file, file.getFileSystem(context.getConfiguration()));
    }

    private Path ofAttempt() {
        Configuration conf = context.getConfiguration();
        Path stage = directory(StageConf.run(conf), StageConf.stageKey(conf));
        return new Path(new Path(stage, ATTEMPTS), context.getTaskAttemptID() + table + SUFFIX);
    }

    private static void promote(Path file, FileSystem files) throws IOException {
        String name = file.getName().substring(0, file.getName().length() - SUFFIX.length());
        int table = name.indexOf(TABLE);
        String owner = table < 0 ? TaskAttemptID.forName(name).getTaskID().toString() : name.substring(table + 1);
        Path task = new Path(file.getParent().getParent(), owner + SUFFIX);
        if (!files.exists(task) && !files.rename(file, task) && !files.exists(task)) {
            throw new IOException("Can't rename file [%s] to [%s]".formatted(file, task));
        }
    }

    @Override
    public void close() throws IOException {
        if (out != null) {
            out.close();
        }
    }

    /** Once the job of a stage is over: leaves one file for each task that met bad rows. */
    static void settle(Path run, String stageKey, Configuration conf) throws IOException {
        Path attempts = new Path(directory(run, stageKey), ATTEMPTS);
        FileSystem files = attempts.getFileSystem(conf);
        if (!files.exists(attempts)) {
            return;
        }
        List<FileStatus> left = new ArrayList<>(List.of(files.listStatus(attempts)));
        left.sort(Comparator.comparingLong(FileStatus::getLen).reversed());
        for (FileStatus file : left) {
            String name = file.getPath().getName();
            if (file.getLen() > 0 && name.endsWith(SUFFIX)) {
                promote(file.getPath(), files);
            }
        }
        files.delete(attempts, true);
    }

    /** Removes what stages have left that read the same rows as others: each bad row is told once. */
    static void keepOnly(Path run, Set<String> stageKeys, Configuration conf) throws IOException {
        Path directory = directory(run);
        FileSystem files = directory.getFileSystem(conf);
        if (!files.exists(directory)) {
            return;
        }
        for (FileStatus stage : files.listStatus(directory)) {
            if (!stageKeys.contains(stage.getPath().getName())) {
                files.delete(stage.getPath(), true);
            }
        }
        if (files.listStatus(directory).length == 0) {
            files.delete(directory, true);
        }
    }
}
