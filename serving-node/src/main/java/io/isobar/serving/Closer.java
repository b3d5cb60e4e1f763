package io.isobar.serving;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes the parts of a node in the reverse of the order in which they were added. One that fails doesn't stop it. */
public final class Closer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Closer.class);
    private static final long EXECUTOR_SECONDS = 10;

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    public synchronized <T extends AutoCloseable> T add(T part) {
        parts.push(part);
        return part;
    }

    /** Interrupts what runs in {@code executor} when it is its turn. */
    public <T extends ExecutorService> T addExecutor(T executor) {
        add(() -> {
            executor.shutdownNow();
            if (!executor.awaitTermination(EXECUTOR_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("Threads still run [{}] s after they were told to stop", EXECUTOR_SECONDS);
            }
        });
        return executor;
    }

    @Override
    public synchronized void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                LOG.warn("A part of this node did not stop cleanly", e);
            }
        }
    }
}
