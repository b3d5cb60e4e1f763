package io.isobar.cli.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** One started process. Its standard input stays open until it is stopped, see {@link ParentWatch}. */
public final class Child {
    private static final long POLL_MILLIS = 50;

    private final ChildSpec spec;
    private final Process process;
    private final LongSupplier nanoTime;

    private Child(ChildSpec spec, Process process, LongSupplier nanoTime) {
        this.spec = spec;
        this.process = process;
        this.nanoTime = nanoTime;
    }

    static Child start(ChildSpec spec, LongSupplier nanoTime) throws IOException {
        Files.createDirectories(spec.directory());
        ProcessBuilder builder = new ProcessBuilder(spec.command())
                .directory(spec.directory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(spec.console().toFile()));
        builder.environment().putAll(spec.environment());
        builder.environment().put(ParentWatch.VARIABLE, ParentWatch.STDIN);
        return new Child(spec, builder.start(), nanoTime);
    }

    public String name() {
        return spec.name();
    }

    public long pid() {
        return process.pid();
    }

    /** The file with what the process printed. */
    public Path console() {
        return spec.console();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** The exit code of a process that has ended. */
    public int exitCode() {
        return process.exitValue();
    }

    /**
     * Waits until {@code ready} holds.
     *
     * @throws ChildFailedException the process ended before, or {@code timeout} passed
     */
    public void awaitReady(BooleanSupplier ready, Duration timeout) throws ChildFailedException, InterruptedException {
        long deadline = nanoTime.getAsLong() + timeout.toNanos();
        while (!ready.getAsBoolean()) {
            if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new ChildFailedException(
                        spec, "ended with exit code [" + process.exitValue() + "] before it was ready");
            }
            if (nanoTime.getAsLong() - deadline > 0) {
                throw new ChildFailedException(spec, "wasn't ready after [" + timeout.toSeconds() + " s]");
            }
        }
    }

    /** Waits at most {@code timeout} for the end; true once it has ended. */
    public boolean awaitEnd(Duration timeout) throws InterruptedException {
        return process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Runs something once the process has ended, on a thread of the JDK's. */
    public void onEnd(Runnable action) {
        // The action has to deal with its own failures: there is nobody to tell them to.
        CompletableFuture<Void> unused = process.onExit().thenRun(action);
    }

    /** Asks the process to stop (SIGTERM) and returns at once. */
    public void requestStop() {
        process.destroy();
    }

    /** Waits for the end after {@link #requestStop} and kills the process if {@code grace} isn't enough. */
    boolean awaitStop(Duration grace) throws InterruptedException {
        boolean gone = process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS);
        if (!gone) {
            process.destroyForcibly();
            process.waitFor();
        }
        return gone;
    }
}
