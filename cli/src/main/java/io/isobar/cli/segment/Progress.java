package io.isobar.cli.segment;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Tells on standard error how far a long piece of work is, and nothing about a short one. */
final class Progress {
    private static final long QUIET_NANOS = Duration.ofSeconds(3).toNanos();

    private final PrintWriter err;
    private final LongSupplier nanoTime;
    private final long begin;
    private long next;

    /** Begins now; {@code nanoTime} is the clock. */
    Progress(PrintWriter err, LongSupplier nanoTime) {
        this.err = err;
        this.nanoTime = nanoTime;
        this.begin = nanoTime.getAsLong();
        this.next = begin + QUIET_NANOS;
    }

    /** Says so, every three seconds, if {@code done} of {@code all} {@code units} are done. */
    void at(long done, long all, String units) {
        long now = nanoTime.getAsLong();
        if (now < next || done <= 0 || done >= all) {
            return;
        }
        next = now + QUIET_NANOS;
        double seconds = (now - begin) / 1e9;
        err.printf(
                "%,d of %,d %s, %,.0f a second, about %.0f s left%n",
                done, all, units, done / seconds, (all - done) * seconds / done);
        err.flush();
    }
}
