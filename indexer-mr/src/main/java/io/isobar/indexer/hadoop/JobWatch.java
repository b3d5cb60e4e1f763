package io.isobar.indexer.hadoop;

import io.isobar.catalog.CrashPoint;
import io.isobar.indexer.input.RowOutcome;
import io.isobar.indexer.progress.IndexListener;
import io.isobar.indexer.progress.RunStoppedException;
import io.isobar.indexer.progress.StageJob;
import io.isobar.indexer.progress.StageProgress;
import io.isobar.indexer.progress.StageReport;
import io.isobar.indexer.progress.StopSwitch;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Counters;
import org.apache.hadoop.mapreduce.Job;

/**
 * Sees the jobs of a run through, one after the other: submits each, or takes up what an earlier driver left of it, tells a
 * listener how far it is, and enters it into the ledger of stages. A job that fails ends in one error with the reason of its
 * task.
 */
final class JobWatch {
    private static final long POLL_MILLIS = 200;
    private static final long TELL_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long LONGEST_KILL_NANOS = Duration.ofSeconds(30).toNanos();
    private static final float REDUCE_SHARE = 0.6f;

    private final Path run;
    private final StageLedger ledger;
    private final LeftoverJobs leftovers;
    private final IndexListener listener;
    private final StopSwitch stop;
    private final LongSupplier nanoTime;

    /** {@code nanoTime} is the clock by which a stage is timed, its progress is told, and a kill is waited for. */
    JobWatch(
            Path run,
            StageLedger ledger,
            LeftoverJobs leftovers,
            IndexListener listener,
            StopSwitch stop,
            LongSupplier nanoTime) {
        this.run = run;
        this.ledger = ledger;
        this.leftovers = leftovers;
        this.listener = listener;
        this.stop = stop;
        this.nanoTime = nanoTime;
    }

    /** What a finished job counted. */
    record Result(String stageKey, StageReport report, Map<RowOutcome, Long> rows) {}

    Result run(String stage, Job job) throws IOException {
        String key = StageConf.stageKey(job.getConfiguration());
        Optional<Result> done = ledger.find(key, stage);
        if (done.isPresent()) {
            listener.resumed(done.get().report());
            return done.get();
        }
        stop.check();
        listener.started(stage);
        long start = nanoTime.getAsLong();
        Job running = start(stage, key, job, start);
        Result result = result(key, stage, running, Duration.ofNanos(nanoTime.getAsLong() - start));
        CrashPoint.reached("index.job.before-enter");
        ledger.enter(result, String.valueOf(running.getJobID()));
        listener.finished(result.report());
        CrashPoint.reached("index.job.after-act");
        return result;
    }

    /** Submits the job, or attaches to the one that runs, and waits for its end. */
    private Job start(String stage, String key, Job job, long start) throws IOException {
        Job running = job;
        try {
            Optional<Job> left = leftovers.take(key, job);
            if (left.isPresent()) {
                running = left.get();
            } else {
                job.submit();
                CrashPoint.reached("index.job.after-submit");
            }
            // a job that is attached to has a configuration without the cluster's
            boolean isLocal = HadoopSetup.isLocal(job.getConfiguration());
            await(new Watched(stage, running, left.isPresent(), isLocal), start);
            BadRowsFile.settle(run, key, job.getConfiguration());
            if (!running.isSuccessful()) {
                throw new IOException("Stage [%s] failed: %s"
                        .formatted(stage, TaskFailure.reason(run, key, running, job.getConfiguration())));
            }
            return running;
        } catch (InterruptedException e) {
            running.killJob();
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted in stage [" + stage + "]; its job is killed", e);
        } catch (ClassNotFoundException e) {
            throw new IOException("Stage [" + stage + "] can't be submitted: " + e.getMessage(), e);
        }
    }

    private record Watched(String stage, Job job, boolean attached, boolean isLocal) {
        String application() {
            return String.valueOf(job.getJobID()).replaceFirst("^job_(?=\\d)", "application_");
        }

        StageJob told() {
            String url = job.getTrackingURL();
            return new StageJob(
                    stage,
                    application(),
                    url == null || url.isEmpty() || url.equals("N/A") ? Optional.empty() : Optional.of(url),
                    attached);
        }
    }

    private void await(Watched watched, long start) throws IOException, InterruptedException {
        Job job = watched.job();
        Optional<StageJob> told = Optional.empty();
        long lastTold = start;
        while (!job.isComplete()) {
            if (!watched.isLocal() && told.flatMap(StageJob::trackingUrl).isEmpty()) {
                StageJob now = watched.told();
                if (!told.equals(Optional.of(now))) {
                    listener.submitted(now);
                    told = Optional.of(now);
                }
            }
            long now = nanoTime.getAsLong();
            if (now - lastTold >= TELL_NANOS) {
                lastTold = now;
                listener.progress(progress(watched, Duration.ofNanos(now - start)));
            }
            StopSwitch.Wish wish = stop.await(POLL_MILLIS);
            if (wish != StopSwitch.Wish.GO_ON && !job.isComplete()) {
                throw stopped(watched, wish == StopSwitch.Wish.DETACH && !watched.isLocal());
            }
        }
    }

    private static StageProgress progress(Watched watched, Duration elapsed) throws IOException {
        Job job = watched.job();
        float done = job.mapProgress() * (1 - REDUCE_SHARE) + job.reduceProgress() * REDUCE_SHARE;
        Counters counters = job.getCounters();
        long rows = counters == null
                ? 0
                : counters.findCounter(RunCounter.ROWS_READ).getValue();
        return new StageProgress(watched.stage(), done, rows, elapsed);
    }

    private RunStoppedException stopped(Watched watched, boolean detach) throws IOException, InterruptedException {
        if (detach) {
            return RunStoppedException.detached(watched.stage(), watched.application());
        }
        Job job = watched.job();
        job.killJob();
        long patience = nanoTime.getAsLong() + LONGEST_KILL_NANOS;
        while (!job.isComplete() && nanoTime.getAsLong() - patience < 0) {
            synchronized (job) {
                job.wait(POLL_MILLIS);
            }
        }
        return new RunStoppedException("Stopped in stage [%s]: [%s] is killed, nothing is published"
                .formatted(watched.stage(), watched.application()));
    }

    private static Result result(String key, String stage, Job job, Duration took) throws IOException {
        Counters counters = job.getCounters();
        if (counters == null) {
            throw new IOException(
                    "Job [%s] of stage [%s] has succeeded, but nobody knows its counters: is the history server up?"
                            .formatted(job.getJobID(), stage));
        }
        StageReport report = new StageReport(
                stage,
                counters.findCounter(RunCounter.ROWS_READ).getValue(),
                counters.findCounter(RunCounter.ROWS_WRITTEN).getValue(),
                took);
        return new Result(key, report, OutcomeCounters.read(counters));
    }
}
