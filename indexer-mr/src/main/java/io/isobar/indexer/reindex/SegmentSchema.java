package io.isobar.indexer.reindex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.isobar.segment.Segment;
import io.isobar.segment.SegmentId;
import io.isobar.segment.SegmentMetadata;
import io.isobar.segment.build.Dimension;
import io.isobar.segment.build.Metric;
import io.isobar.segment.column.Column;
import io.isobar.segment.column.NumericColumn;
import io.isobar.segment.column.StringColumn;
import io.isobar.segment.time.Granularity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What one segment says about how it was made.
 *
 * @param dimensions Druid's JSON of each, in the order of the rows' sorting
 * @param metrics in the form that combines columns
 * @param timestamp Druid's {@code timestampSpec}
 */
record SegmentSchema(
        SegmentId id,
        List<JsonNode> dimensions,
        List<Metric> metrics,
        Granularity queryGranularity,
        boolean rollup,
        Optional<JsonNode> timestamp) {
    SegmentSchema {
        dimensions = List.copyOf(dimensions);
        metrics = List.copyOf(metrics);
    }

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException if the segment's metadata don't tell how a metric was aggregated
     */
    static SegmentSchema of(SegmentId id, Segment segment) {
        SegmentMetadata metadata = segment.metadata();
        List<JsonNode> dimensions = new ArrayList<>();
        for (String name : segment.dimensions()) {
            dimensions.add(dimension(name, segment.column(name)));
        }
        List<Metric> metrics = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (JsonNode aggregator : metadata.aggregators()) {
            Metric metric = Metric.fromJson(aggregator).combining();
            known.add(metric.name());
            metrics.add(metric);
        }
        for (String name : segment.metrics()) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        "Segment [%s] doesn't say how metric [%s] was aggregated: give [dataSchema.metricsSpec] in the changes"
                                .formatted(id, name));
            }
        }
        return new SegmentSchema(
                id,
                dimensions,
                metrics,
                metadata.queryGranularity()
                        .filter(json -> !json.isObject() || !json.isEmpty())
                        .map(Granularity::fromJson)
                        .orElse(Granularity.NONE),
                Boolean.TRUE.equals(metadata.rollup()),
                metadata.timestampSpec());
    }

    /** A column that is null in every row could be of any type, and is a string, as Druid takes it. */
    private static JsonNode dimension(String name, Optional<Column> column) {
        if (column.isPresent() && column.get() instanceof NumericColumn numbers) {
            Dimension.Type type = Dimension.Type.valueOf(numbers.type().name());
            return Dimension.number(name, type).toJson();
        }
        if (column.isPresent() && !(column.get() instanceof StringColumn)) {
            // the reader of specs knows which types can be built, and refuses the others by name
            return JsonNodeFactory.instance.objectNode().put("type", "json").put("name", name);
        }
        boolean bitmaps =
                column.map(strings -> ((StringColumn) strings).hasBitmaps()).orElse(true);
        // several values stay in the order in which they are
        return new Dimension(name, Dimension.Type.STRING, bitmaps, Dimension.MultiValueHandling.ARRAY).toJson();
    }

    static String name(JsonNode dimension) {
        return dimension.path("name").asText();
    }

    static String type(JsonNode dimension) {
        return dimension.path("type").asText("string").toLowerCase(Locale.ROOT);
    }
}
