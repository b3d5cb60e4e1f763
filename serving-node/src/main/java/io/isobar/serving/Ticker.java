package io.isobar.serving;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one task again and again on a thread of its own, whatever it throws. */
public final class Ticker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Ticker.class);
    private static final long STOP_SECONDS = 10;

    private final String name;
    private final Runnable task;
    private final ScheduledExecutorService executor;
    private final ScheduledFuture<?> runs;

    private Ticker(String name, Duration firstDelay, Duration interval, Runnable task) {
        this.name = name;
        this.task = task;
        this.executor = Executors.newSingleThreadScheduledExecutor(NamedThreads.of(name));
        this.runs = executor.scheduleWithFixedDelay(
                this::run, firstDelay.toMillis(), Math.max(1, interval.toMillis()), TimeUnit.MILLISECONDS);
    }

    /** Runs {@code task} at once, and then each time {@code interval} after it ended. */
    public static Ticker start(String name, Duration interval, Runnable task) {
        return new Ticker(name, Duration.ZERO, interval, task);
    }

    /** Runs {@code task} for the first time after {@code interval}. */
    public static Ticker startLater(String name, Duration interval, Runnable task) {
        return new Ticker(name, interval, interval, task);
    }

    /** Runs the task once more as soon as the thread is free. */
    public void soon() {
        try {
            executor.execute(this::run);
        } catch (RejectedExecutionException e) {
            LOG.debug("[{}] has stopped", name, e);
        }
    }

    private void run() {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            // An executor would keep this to itself and never run the task again.
            LOG.error("[{}] failed; it runs again", name, e);
        }
    }

    /** Interrupts the task and waits until it has ended. */
    @Override
    public void close() {
        runs.cancel(true);
        executor.shutdownNow();
        try {
            if (!executor.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("[{}] still runs [{}] s after it was told to stop", name, STOP_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
