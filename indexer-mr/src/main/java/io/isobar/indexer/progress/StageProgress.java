package io.isobar.indexer.progress;

import java.time.Duration;
import java.util.Optional;

/**
 * How far a stage is.
 *
 * @param fraction of the work that is done, from 0 to 1
 * @param rows read so far
 */
public record StageProgress(String stage, double fraction, long rows, Duration elapsed) {
    private static final double TOO_EARLY = 0.02;

    public double rowsPerSecond() {
        return elapsed.isZero() ? 0 : rows * 1e9 / elapsed.toNanos();
    }

    /** What is left if it goes on like this; empty while it is too early to tell. */
    public Optional<Duration> remaining() {
        if (fraction < TOO_EARLY) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofMillis((long) (elapsed.toMillis() * (1 - Math.min(1, fraction)) / fraction)));
    }
}
