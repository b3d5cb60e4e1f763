package io.isobar.cli.process;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The processes that this one started. All of them are stopped by {@link #close}, the last one started first; a JVM that
 * is told to stop while they run does the same from its shutdown hook.
 */
public final class ChildProcesses implements AutoCloseable {
    private final Duration grace;
    private final LongSupplier nanoTime;
    private final Thread hook = new Thread(this::stopAll, "stop-children");
    private final List<Child> running = new ArrayList<>();
    private boolean stopping;

    /**
     * None yet.
     *
     * @param grace what a process gets to stop by itself before it is killed
     * @param nanoTime the clock by which {@link Child#awaitReady} gives up
     */
    public ChildProcesses(Duration grace, LongSupplier nanoTime) {
        this.grace = grace;
        this.nanoTime = nanoTime;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Starts a process; the caller decides when it is ready. */
    public synchronized Child start(ChildSpec spec) throws IOException {
        if (stopping) {
            throw new IOException("Process [" + spec.name() + "] isn't started: everything is being stopped");
        }
        Child child = Child.start(spec, nanoTime);
        running.add(child);
        return child;
    }

    /** Stops one process and forgets it. */
    public void stop(Child child) throws InterruptedException {
        synchronized (this) {
            running.remove(child);
        }
        child.requestStop();
        child.awaitStop(grace);
    }

    /** A process that ended although nobody asked it to; {@link Child#exitCode} 0 counts as well. */
    public synchronized Optional<Child> firstDead() {
        return stopping
                ? Optional.empty()
                : running.stream().filter(child -> !child.isAlive()).findFirst();
    }

    /** Forgets a process that has done its work and ended. */
    public synchronized void forget(Child child) {
        running.remove(child);
    }

    @Override
    public void close() {
        stopAll();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyShuttingDown) {
            // The hook is running or has run: it found nothing left to stop.
            return;
        }
    }

    /** All are asked in turn from the last to the first, each one waited for: what it uses must outlive it. */
    private synchronized void stopAll() {
        stopping = true;
        Collections.reverse(running);
        boolean interrupted = false;
        for (Child child : running) {
            child.requestStop();
            try {
                child.awaitStop(grace);
            } catch (InterruptedException e) {
                interrupted = true;
                child.requestStop();
            }
        }
        running.clear();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
