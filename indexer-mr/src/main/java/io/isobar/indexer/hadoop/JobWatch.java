package io.isobar.indexer.hadoop;

import io.isobar.catalog.CrashPoint;
import io.isobar.indexer.input.RowOutcome;
import io.isobar.indexer.progress.IndexListener;
import io.isobar.indexer.progress.StageProgress;
import io.isobar.indexer.progress.StageReport;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Counters;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.TaskCompletionEvent;

/** Submits jobs and tells a listener how far they are; a job that fails ends in one error with the reason of its task. */
final class JobWatch {
    private static final long POLL_MILLIS = 200;
    private static final long TELL_NANOS = Duration.ofSeconds(1).toNanos();
    private static final float REDUCE_SHARE = 0.6f;
    private static final long LITTLE_SPACE = 32L << 20;

    private final Path run;
    private final IndexListener listener;

    JobWatch(Path run, IndexListener listener) {
        this.run = run;
        this.listener = listener;
    }

    /** What a finished job counted. */
    record Result(StageReport report, Map<RowOutcome, Long> rows) {}

    Result run(String stage, Job job) throws IOException {
        listener.started(stage);
        long start = System.nanoTime();
        try {
            job.submit();
            await(stage, job, start);
        } catch (InterruptedException e) {
            job.killJob();
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted in stage [" + stage + "]; its job is killed", e);
        } catch (ClassNotFoundException e) {
            throw new IOException("Stage [" + stage + "] can't be submitted: " + e.getMessage(), e);
        }
        if (!job.isSuccessful()) {
            throw new IOException("Stage [%s] failed: %s".formatted(stage, reason(job)));
        }
        Counters counters = job.getCounters();
        Map<RowOutcome, Long> rows = new EnumMap<>(RowOutcome.class);
        for (RowOutcome outcome : RowOutcome.values()) {
            rows.put(outcome, counters.findCounter(outcome).getValue());
        }
        StageReport report = new StageReport(
                stage,
                counters.findCounter(RunCounter.ROWS_READ).getValue(),
                counters.findCounter(RunCounter.ROWS_WRITTEN).getValue(),
                Duration.ofNanos(System.nanoTime() - start));
        listener.finished(report);
        CrashPoint.reached("index.job.after-act");
        return new Result(report, rows);
    }

    private void await(String stage, Job job, long start) throws IOException, InterruptedException {
        long told = start;
        while (!job.isComplete()) {
            long now = System.nanoTime();
            if (now - told >= TELL_NANOS) {
                told = now;
                float done = job.mapProgress() * (1 - REDUCE_SHARE) + job.reduceProgress() * REDUCE_SHARE;
                Counters counters = job.getCounters();
                long rows = counters == null
                        ? 0
                        : counters.findCounter(RunCounter.ROWS_READ).getValue();
                listener.progress(new StageProgress(stage, done, rows, Duration.ofNanos(now - start)));
            }
            synchronized (this) {
                wait(POLL_MILLIS);
            }
        }
    }

    private String reason(Job job) throws IOException {
        var told = TaskFailure.first(run, job.getConfiguration());
        if (told.isPresent()) {
            return told.get();
        }
        for (TaskCompletionEvent event : job.getTaskCompletionEvents(0)) {
            if (event.getStatus() == TaskCompletionEvent.Status.FAILED) {
                String[] diagnostics = diagnostics(job, event);
                if (diagnostics.length > 0) {
                    return diagnostics[0];
                }
            }
        }
        FileSystem fileSystem = run.getFileSystem(job.getConfiguration());
        long space = fileSystem.getStatus(run).getRemaining();
        if (space < LITTLE_SPACE) {
            return "the disk of [%s] is full: [%d] bytes are left".formatted(run, space);
        }
        return "job [%s] gave no reason; its log has it".formatted(job.getJobID());
    }

    private static String[] diagnostics(Job job, TaskCompletionEvent event) throws IOException {
        try {
            String[] diagnostics = job.getTaskDiagnostics(event.getTaskAttemptId());
            return diagnostics == null ? new String[0] : diagnostics;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new String[0];
        }
    }
}
