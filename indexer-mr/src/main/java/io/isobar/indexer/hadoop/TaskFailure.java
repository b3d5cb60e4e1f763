package io.isobar.indexer.hadoop;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.TaskAttemptID;

/**
 * The reason why a task failed, in a file of its own under the run's directory: the driver tells it as its one error.
 * Neither runner hands a task's exception to the driver as such.
 */
final class TaskFailure {
    private static final String DIRECTORY = "failures";
    private static final List<String> DISK_FULL =
            List.of("No space left on device", "Disk quota exceeded", "File too large");

    /** By run: what couldn't be written. Reaches the driver only from the local runner, which shares its JVM. */
    private static final Map<String, String> UNWRITTEN = new ConcurrentHashMap<>();

    private TaskFailure() {}

    /** Writes the reason down, and returns what to throw. */
    static IOException record(Throwable failure, TaskAttemptContext context) {
        return record(failure, context.getConfiguration(), context.getTaskAttemptID());
    }

    static IOException record(Throwable failure, Configuration conf, TaskAttemptID attempt) {
        String reason = reason(failure, conf);
        IOException toThrow = failure instanceof IOException io ? io : new IOException(reason, failure);
        Path file = new Path(new Path(StageConf.run(conf), DIRECTORY), attempt.toString());
        try (OutputStream out = file.getFileSystem(conf).create(file, false)) {
            out.write(reason.getBytes(StandardCharsets.UTF_8));
        } catch (IOException | RuntimeException | Error e) {
            UNWRITTEN.putIfAbsent(StageConf.run(conf).toString(), reason); // a full disk takes no reason either
            toThrow.addSuppressed(e);
        }
        return toThrow;
    }

    private static String reason(Throwable failure, Configuration conf) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String text = String.valueOf(cause.getMessage());
            Optional<String> full = DISK_FULL.stream().filter(text::contains).findFirst();
            if (full.isPresent()) {
                return "%s: no more can be written below [%s], or to the store: make room, and run again"
                        .formatted(full.get(), conf.get("mapreduce.cluster.local.dir", "the task's directory"));
            }
        }
        String message = failure.getMessage();
        if (message != null && failure instanceof IOException) {
            return message;
        }
        StackTraceElement[] trace = failure.getStackTrace();
        return failure + (trace.length == 0 ? "" : " at " + trace[0]);
    }

    /** The first of the reasons that the tasks of a run left. */
    static Optional<String> first(Path run, Configuration conf) throws IOException {
        Path directory = new Path(run, DIRECTORY);
        FileSystem fileSystem = directory.getFileSystem(conf);
        Optional<String> unwritten = Optional.ofNullable(UNWRITTEN.remove(run.toString()));
        if (!fileSystem.exists(directory)) {
            return unwritten;
        }
        List<FileStatus> files = new ArrayList<>(List.of(fileSystem.listStatus(directory)));
        files.sort((a, b) -> a.getPath().getName().compareTo(b.getPath().getName()));
        for (FileStatus file : files) {
            try (var in = fileSystem.open(file.getPath())) {
                String reason = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                if (!reason.isBlank()) {
                    return Optional.of(reason);
                }
            }
        }
        return unwritten;
    }
}
