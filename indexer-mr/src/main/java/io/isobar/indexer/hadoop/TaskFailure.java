package io.isobar.indexer.hadoop;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.TaskAttemptContext;

/**
 * The reason why a task failed, in a file of its own under the run's directory: the driver tells it as its one error.
 * Neither runner hands a task's exception to the driver as such.
 */
final class TaskFailure {
    private static final String DIRECTORY = "failures";

    private TaskFailure() {}

    /** Writes the reason down, and returns what to throw. */
    static IOException record(Throwable failure, TaskAttemptContext context) {
        IOException toThrow = failure instanceof IOException io ? io : new IOException(reason(failure), failure);
        Configuration conf = context.getConfiguration();
        Path file = new Path(
                new Path(StageConf.run(conf), DIRECTORY),
                context.getTaskAttemptID().toString());
        try (OutputStream out = file.getFileSystem(conf).create(file, true)) {
            out.write(reason(failure).getBytes(StandardCharsets.UTF_8));
        } catch (IOException | RuntimeException e) {
            toThrow.addSuppressed(e);
        }
        return toThrow;
    }

    private static String reason(Throwable failure) {
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
        if (!fileSystem.exists(directory)) {
            return Optional.empty();
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
        return Optional.empty();
    }
}
