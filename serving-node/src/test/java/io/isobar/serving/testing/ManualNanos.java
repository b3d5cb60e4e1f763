package io.isobar.serving.testing;

import java.time.Duration;
import java.util.function.LongSupplier;

/** A clock that goes on when told to. */
public final class ManualNanos implements LongSupplier {
    private long now = 1_000_000_000_000L;

    @Override
    public synchronized long getAsLong() {
        return now;
    }

    public synchronized void pass(Duration time) {
        now += time.toNanos();
    }
}
