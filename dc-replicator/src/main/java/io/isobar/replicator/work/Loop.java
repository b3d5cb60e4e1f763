package io.isobar.replicator.work;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does a piece of work again and again on a thread of its own: at once while it gets on, after an interval when there
 * is nothing to do, and after a growing delay when it fails. It never ends by an error.
 */
public final class Loop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
    private static final long STOP_SECONDS = 10;

    private final String name;
    private final Duration interval;
    private final Backoff backoff;
    private final Work work;
    private final Complaints complaints;
    private final ScheduledExecutorService thread;

    /** One piece of work. */
    @FunctionalInterface
    public interface Work {
        /** Whether it got on, and may get on further at once. */
        boolean advance() throws Exception;
    }

    private Loop(String name, Duration interval, Backoff backoff, Work work) {
        this.name = name;
        this.interval = interval;
        this.backoff = backoff;
        this.work = work;
        complaints = new Complaints(LOG);
        thread = Executors.newSingleThreadScheduledExecutor(task -> {
            var created = new Thread(task, name);
            created.setDaemon(true);
            return created;
        });
    }

    /** Begins at once. */
    public static Loop start(String name, Duration interval, Backoff backoff, Work work) {
        var loop = new Loop(name, interval, backoff, work);
        loop.in(Duration.ZERO);
        return loop;
    }

    private void once() {
        Duration delay;
        try {
            delay = work.advance() ? Duration.ZERO : interval;
            backoff.reset();
            complaints.settled(name);
        } catch (InterruptedException e) {
            if (thread.isShutdown()) {
                Thread.currentThread().interrupt();
                return;
            }
            delay = backoff.afterFailure();
            LOG.warn("[{}] was interrupted and goes on in [{} ms]", name, delay.toMillis());
        } catch (Exception e) {
            // Whatever it is, the next round starts from the rows again; only a closed loop ends.
            delay = backoff.afterFailure();
            complaints.about(name, "[%s] failed and tries again in [%d ms]".formatted(name, delay.toMillis()), e);
        } catch (Error e) {
            // A class that is missing or memory that ran out. A loop that is gone without a word would be worse.
            delay = backoff.afterFailure();
            LOG.error("[{}] failed and tries again in [{} ms]", name, delay.toMillis(), e);
        }
        in(delay);
    }

    private void in(Duration delay) {
        try {
            var unused = thread.schedule(this::once, delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            LOG.debug("[{}] ended", name);
        }
    }

    /** Interrupts the work and waits for it a while. */
    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("[{}] has not ended [{} s] after it was told to", name, STOP_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
