package io.isobar.serving.router;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Stops calls to a data center that fails: after {@code failures} in a row none is let through for {@code pause}, then
 * one is, and its outcome decides. Thread-safe.
 */
final class CircuitBreaker {
    private final int failures;
    private final Duration pause;
    private final LongSupplier nanos;
    private int inARow;
    private long openedAt;
    private boolean probing;

    CircuitBreaker(int failures, Duration pause, LongSupplier nanos) {
        this.failures = failures;
        this.pause = pause;
        this.nanos = nanos;
    }

    /** Whether a call may go out now. After a pause it is true once, until the outcome of that call is known. */
    synchronized boolean tryCall() {
        if (inARow < failures) {
            return true;
        }
        if (pausing() || probing) {
            return false;
        }
        probing = true;
        return true;
    }

    /** Whether {@link #tryCall} would say no, without taking the one call that it lets through. */
    synchronized boolean isOpen() {
        return inARow >= failures && (pausing() || probing);
    }

    synchronized void succeeded() {
        inARow = 0;
        probing = false;
    }

    synchronized void failed() {
        inARow++;
        probing = false;
        openedAt = nanos.getAsLong();
    }

    private boolean pausing() {
        return nanos.getAsLong() - openedAt < pause.toNanos();
    }
}
