package io.isobar.catalog;

import java.util.Collection;

/**
 * How much a view holds.
 *
 * @param rows after rollup
 * @param bytes of the zips
 */
public record Totals(int segments, long rows, long bytes) {
    /** The sums over these segments. */
    public static Totals of(Collection<ReleaseSegment> segments) {
        long rows = 0;
        long bytes = 0;
        for (ReleaseSegment segment : segments) {
            rows = Math.addExact(rows, segment.rows());
            bytes = Math.addExact(bytes, segment.bytes());
        }
        return new Totals(segments.size(), rows, bytes);
    }
}
