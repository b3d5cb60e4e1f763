package io.isobar.indexer.hadoop;

import java.io.Closeable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells Hadoop every half minute that a task is alive: finishing a large segment takes a while and emits nothing. */
final class KeepAlive implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(KeepAlive.class);
    private static final long PERIOD_SECONDS = 30;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "keep-alive");
        thread.setDaemon(true);
        return thread;
    });

    KeepAlive(Runnable progress) {
        var unused = timer.scheduleAtFixedRate(
                () -> {
                    try {
                        progress.run();
                    } catch (RuntimeException e) {
                        LOG.warn("Can't report progress; trying again", e);
                    }
                },
                PERIOD_SECONDS,
                PERIOD_SECONDS,
                TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
