package io.isobar.cli.quickstart;

import io.isobar.cli.CommandFailedException;
import io.isobar.cli.process.Child;
import io.isobar.cli.process.ChildProcesses;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Waits for what other processes bring about, and notices when one of them is no longer there to do so. */
final class Await {
    private static final long POLL_MILLIS = 100;

    private final ChildProcesses processes;
    private final LongSupplier nanoTime;
    private final CountDownLatch never = new CountDownLatch(1);

    Await(ChildProcesses processes, LongSupplier nanoTime) {
        this.processes = processes;
        this.nanoTime = nanoTime;
    }

    /** A look at the world; empty = not yet. */
    @FunctionalInterface
    interface Look<T> {
        Optional<T> look() throws IOException, InterruptedException;
    }

    /**
     * Looks until there is something to see.
     *
     * @param what completes the sentence "… didn't happen"
     */
    <T> T until(String what, Duration timeout, Look<T> look) throws IOException, InterruptedException {
        long deadline = nanoTime.getAsLong() + timeout.toNanos();
        while (true) {
            Optional<T> seen = look.look();
            if (seen.isPresent()) {
                return seen.get();
            }
            Optional<Child> dead = processes.firstDead();
            if (dead.isPresent()) {
                throw new CommandFailedException(
                        "Process [%s] ended with exit code [%d] while waiting for: %s; see [%s]"
                                .formatted(
                                        dead.get().name(),
                                        dead.get().exitCode(),
                                        what,
                                        dead.get().console()));
            }
            if (nanoTime.getAsLong() - deadline > 0) {
                throw new CommandFailedException("Waited [%d s] in vain for: %s".formatted(timeout.toSeconds(), what));
            }
            never.await(POLL_MILLIS, TimeUnit.MILLISECONDS);
        }
    }
}
