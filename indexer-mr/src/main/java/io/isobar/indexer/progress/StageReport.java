package io.isobar.indexer.progress;

import java.time.Duration;

/**
 * What a stage has done.
 *
 * @param rowsIn rows that it read
 * @param rowsOut rows that it wrote; of segments: after rollup
 */
public record StageReport(String stage, long rowsIn, long rowsOut, Duration took) {
    public double rowsPerSecond() {
        return took.isZero() ? 0 : rowsIn * 1e9 / took.toNanos();
    }
}
