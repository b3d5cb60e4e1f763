package io.isobar.segment.build;

import io.isobar.segment.Segment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Makes one segment of several. */
public final class SegmentMerger {
    private static final long MOST_HEAP_BYTES = 64L << 20;
    private static final int HEAP_SHARE = 6;

    private SegmentMerger() {}

    /**
     * Writes the rows of {@code segments} to {@code dir}, which must not exist yet, as {@code spec} asks.
     *
     * <p>The result is the same as of a build from all rows that the segments were built from, as far as aggregates can
     * be aggregated: sums of floating-point numbers are sums of sums, so their last digits may differ. Metrics are the
     * spec's, in their {@link Metric#combining} form; a column that a segment lacks is null there.
     */
    public static SegmentSummary merge(SegmentSpec spec, List<Segment> segments, Path scratch, Path dir)
            throws IOException {
        SegmentSpec combining = new SegmentSpec(
                spec.interval(),
                spec.queryGranularity(),
                spec.rollup(),
                spec.dimensions(),
                spec.metrics().stream().map(Metric::combining).toList(),
                spec.indexSpec(),
                spec.timestampSpec());
        long heap = Math.min(MOST_HEAP_BYTES, Runtime.getRuntime().maxMemory() / HEAP_SHARE);
        try (SegmentBuilder builder = new SegmentBuilder(combining, scratch, heap)) {
            for (Segment segment : segments) {
                new SegmentRows(segment, combining).forEach(builder::add);
            }
            return builder.writeTo(dir);
        }
    }
}
