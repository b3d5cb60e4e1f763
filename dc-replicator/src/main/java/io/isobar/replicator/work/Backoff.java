package io.isobar.replicator.work;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Delays between tries: twice as long each time up to a cap, and each drawn at random from the upper half, so that
 * those who failed together don't come back together.
 */
public final class Backoff {
    private static final int MOST_DOUBLINGS = 30;

    private final long baseMillis;
    private final long capMillis;
    private final RandomGenerator random;
    private int failures;

    /** Starts at {@code base} and never waits longer than {@code cap}. */
    public Backoff(Duration base, Duration cap, RandomGenerator random) {
        if (base.toMillis() < 1 || cap.compareTo(base) < 0) {
            throw new IllegalArgumentException(
                    "Back-off from [%s] to [%s]: give a base of at least 1 ms and a cap that isn't below it"
                            .formatted(base, cap));
        }
        baseMillis = base.toMillis();
        capMillis = cap.toMillis();
        this.random = random;
    }

    /** The delay after one more failure. */
    public Duration afterFailure() {
        long ceiling = Math.min(capMillis, baseMillis << Math.min(failures, MOST_DOUBLINGS));
        if (ceiling < capMillis) {
            failures++;
        }
        long half = ceiling / 2;
        return Duration.ofMillis(half + random.nextLong(ceiling - half + 1));
    }

    /** Something went well: the next failure is the first one again. */
    public void reset() {
        failures = 0;
    }
}
