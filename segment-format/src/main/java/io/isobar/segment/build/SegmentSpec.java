package io.isobar.segment.build;

import com.fasterxml.jackson.databind.JsonNode;
import io.isobar.segment.Interval;
import io.isobar.segment.time.Granularity;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a segment is to look like.
 *
 * @param interval the bucket it covers; rows outside are refused
 * @param queryGranularity what times are truncated to
 * @param rollup whether rows with equal time and dimensions become one
 * @param dimensions in the order in which rows sort by them
 * @param metrics in the order of {@link BuildRow#metrics}; the segment sorts them by name
 * @param indexSpec how columns are encoded
 * @param timestampSpec kept in the segment's metadata for later readers; Druid's {@code timestampSpec}
 */
public record SegmentSpec(
        Interval interval,
        Granularity queryGranularity,
        boolean rollup,
        List<Dimension> dimensions,
        List<Metric> metrics,
        IndexSpec indexSpec,
        Optional<JsonNode> timestampSpec) {
    public SegmentSpec {
        dimensions = List.copyOf(dimensions);
        metrics = List.copyOf(metrics);
        Set<String> names = new HashSet<>();
        dimensions.forEach(dimension -> requireNew(names, dimension.name()));
        metrics.forEach(metric -> requireNew(names, metric.name()));
    }

    private static void requireNew(Set<String> names, String name) {
        if (!names.add(name)) {
            throw new IllegalArgumentException(
                    "Two columns are called [%s]: give each dimension and metric a name of its own".formatted(name));
        }
    }

    /** The spec of what segments of this one are merged to: metrics in their {@link Metric#combining} form. */
    public SegmentSpec combining() {
        return new SegmentSpec(
                interval,
                queryGranularity,
                rollup,
                dimensions,
                metrics.stream().map(Metric::combining).toList(),
                indexSpec,
                timestampSpec);
    }
}
