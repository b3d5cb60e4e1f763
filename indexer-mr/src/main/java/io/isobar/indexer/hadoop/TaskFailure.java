package io.isobar.indexer.hadoop;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.TaskCompletionEvent;

/**
 * The reason why a task attempt failed, in a file of its own under the run's directory: the driver tells it as its one error.
 * Neither runner hands a task's exception to the driver as such.
 */
final class TaskFailure {
    private static final String DIRECTORY = "failures";
    private static final int MOST_EVENTS = 100_000;
    private static final long LITTLE_SPACE = 32L << 20;
    private static final List<String> DISK_FULL =
            List.of("No space left on device", "Disk quota exceeded", "File too large");

    /** By run: what couldn't be written. Reaches the driver only from the local runner, which shares its JVM. */
    private static final Map<String, String> UNWRITTEN = new ConcurrentHashMap<>();

    private TaskFailure() {}

    static Path directory(Path run, String stageKey) {
        return new Path(new Path(run, DIRECTORY), stageKey);
    }

    /** Writes the reason down, and returns what to throw. */
    static IOException record(Throwable failure, TaskAttemptContext context) {
        return record(failure, context.getConfiguration(), context.getTaskAttemptID());
    }

    static IOException record(Throwable failure, Configuration conf, TaskAttemptID attempt) {
        String reason = reason(failure, conf);
        IOException toThrow = failure instanceof IOException io ? io : new IOException(reason, failure);
        Path file = new Path(directory(StageConf.run(conf), StageConf.stageKey(conf)), attempt.toString());
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
            if (cause instanceof OutOfMemoryError) {
                return "the heap of [%d] MB is too small (%s): give more, by -Xmx on the local runner and by"
                                .formatted(Runtime.getRuntime().maxMemory() >> 20, cause.getMessage())
                        + " mapreduce.map.java.opts and mapreduce.reduce.java.opts in [jobProperties] on a cluster";
            }
            String text = String.valueOf(cause.getMessage());
            Optional<String> full = DISK_FULL.stream().filter(text::contains).findFirst();
            if (full.isPresent()) {
                return "%s: no more can be written below [%s], or to the store: make room, and run again"
                        .formatted(full.get(), conf.get("mapreduce.cluster.local.dir", "the task's directory"));
            }
        }
        String message = failure.getMessage();
        if (message != null && failure instanceof IOException) {
            return ClusterProblem.text(message);
        }
        StackTraceElement[] trace = failure.getStackTrace();
        return failure + (trace.length == 0 ? "" : " at " + trace[0]);
    }

    /** Why a job failed: what one of its attempts wrote down, else what Hadoop knows. */
    static String reason(Path run, String stageKey, Job job, Configuration conf)
            throws IOException, InterruptedException {
        TaskCompletionEvent[] events = job.getTaskCompletionEvents(0, MOST_EVENTS);
        List<TaskCompletionEvent> failed = Stream.of(events)
                .filter(event -> event.getStatus() == TaskCompletionEvent.Status.FAILED
                        || event.getStatus() == TaskCompletionEvent.Status.TIPFAILED)
                .toList();
        Optional<String> told = told(run, stageKey, conf, failed);
        if (told.isPresent()) {
            return told.get();
        }
        for (TaskCompletionEvent event : failed) {
            String[] diagnostics = job.getTaskDiagnostics(event.getTaskAttemptId());
            if (diagnostics != null && diagnostics.length > 0) {
                return ClusterProblem.text(diagnostics[0]);
            }
        }
        long space = run.getFileSystem(conf).getStatus(run).getRemaining();
        if (space < LITTLE_SPACE) {
            return "the disk of [%s] is full: [%d] bytes are left".formatted(run, space);
        }
        String info = job.getStatus().getFailureInfo();
        return info.isBlank() || info.equals("NA")
                ? "job [%s] gave no reason; its log has it".formatted(job.getJobID())
                : "job [%s]: %s".formatted(job.getJobID(), info.strip());
    }

    /** An attempt that was killed may have left a reason as well, which isn't the job's: those that failed come first. */
    private static Optional<String> told(
            Path run, String stageKey, Configuration conf, List<TaskCompletionEvent> failed) throws IOException {
        Optional<String> unwritten = Optional.ofNullable(UNWRITTEN.remove(run.toString()));
        Path directory = directory(run, stageKey);
        FileSystem fileSystem = directory.getFileSystem(conf);
        if (!fileSystem.exists(directory)) {
            return unwritten;
        }
        Set<String> first = failed.stream()
                .map(event -> event.getTaskAttemptId().toString())
                .collect(Collectors.toSet());
        List<Path> files = Stream.of(fileSystem.listStatus(directory))
                .map(FileStatus::getPath)
                .sorted(Comparator.comparing((Path file) -> !first.contains(file.getName()))
                        .thenComparing(Path::getName))
                .toList();
        for (Path file : files) {
            try (var in = fileSystem.open(file)) {
                String reason = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                if (!reason.isBlank()) {
                    return Optional.of(reason);
                }
            }
        }
        return unwritten;
    }
}
