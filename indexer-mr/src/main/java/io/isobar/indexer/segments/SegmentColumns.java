package io.isobar.indexer.segments;

import io.isobar.indexer.spec.FilterColumns;
import io.isobar.indexer.spec.IngestionSpec;
import io.isobar.indexer.spec.MetricSpec;
import io.isobar.indexer.spec.SegmentsSpec;
import io.isobar.query.expression.Expression;
import io.isobar.segment.Segment;
import io.isobar.segment.build.Dimension;
import io.isobar.segment.build.Metric;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which columns of a segment a spec needs: its dimensions, or all of the segment's if it lists none; what its metrics and
 * transforms read; and what the filter looks at. The rest is never unpacked from its blocks.
 */
public final class SegmentColumns {
    private final IngestionSpec spec;
    private final SegmentsSpec segments;
    private final Set<String> combined;

    /**
     * The columns for a spec.
     *
     * @param spec as {@link IngestionSpec#overSegments} gives it
     * @param combined names of the metrics whose columns are combined
     */
    public SegmentColumns(IngestionSpec spec, SegmentsSpec segments, Set<String> combined) {
        this.spec = spec;
        this.segments = segments;
        this.combined = Set.copyOf(combined);
    }

    /** The rows of an open segment. */
    public SegmentRows rows(Segment segment, InputSegment input) throws IOException {
        Set<String> columns = new LinkedHashSet<>();
        if (spec.dimensions().discovers()) {
            columns.addAll(segment.dimensions());
            columns.removeAll(spec.dimensions().exclusions());
        }
        spec.dimensions().listed().stream().map(Dimension::name).forEach(columns::add);
        spec.transform().columns().stream()
                .map(column -> Expression.parse(column.expression()).requiredColumns())
                .forEach(columns::addAll);
        List<Metric> aggregates = new ArrayList<>();
        for (MetricSpec metric : spec.metricSpecs()) {
            if (metric.metric().settings() != null && combined.contains(metric.name())) {
                aggregates.add(metric.metric());
            } else {
                columns.addAll(metric.aggregated());
            }
        }
        restrict(columns, segment);
        spec.metricSpecs().forEach(metric -> columns.addAll(metric.filtered()));
        spec.transform().filter().map(FilterColumns::of).ifPresent(columns::addAll);
        segments.filter().map(FilterColumns::of).ifPresent(columns::addAll);
        aggregates.forEach(metric -> columns.remove(metric.name()));
        if (!segments.metrics().isEmpty()) {
            aggregates.removeIf(metric -> !segments.metrics().contains(metric.name()));
        }
        return new SegmentRows(segment, input.intervals(), columns, aggregates);
    }

    /** What the owner of the spec named is all that is read; a filter sees what it names besides. */
    private void restrict(Set<String> columns, Segment segment) {
        if (!segments.dimensions().isEmpty()) {
            columns.removeIf(name -> segment.dimensions().contains(name)
                    && !segments.dimensions().contains(name));
        }
        if (!segments.metrics().isEmpty()) {
            columns.removeIf(name ->
                    segment.metrics().contains(name) && !segments.metrics().contains(name));
        }
    }
}
