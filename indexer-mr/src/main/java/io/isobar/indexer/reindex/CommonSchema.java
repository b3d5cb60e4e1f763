package io.isobar.indexer.reindex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.segment.SegmentId;
import io.isobar.segment.build.Metric;
import io.isobar.segment.time.Granularity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The schema that several segments have in common, the latest ones counting first: the dimensions of the latest segment in its
 * order, then those that only earlier ones have, going back. Metrics are in the order of their names, as segments keep them.
 */
final class CommonSchema {
    private final List<SegmentSchema> latestFirst;

    CommonSchema(List<SegmentSchema> schemas) {
        this.latestFirst =
                schemas.stream().sorted((a, b) -> b.id().compareTo(a.id())).toList();
    }

    /**
     * The dataSchema's parts that segments tell.
     *
     * @param given parts that somebody gives anew, so that segments needn't agree about them
     * @throws IllegalArgumentException naming two segments that don't agree
     */
    ObjectNode toJson(Set<String> given) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        Optional<JsonNode> timestamp = latestFirst.get(0).timestamp();
        timestamp.ifPresent(json -> schema.set("timestampSpec", json));
        if (!given.contains("dimensionsSpec")) {
            dimensions().forEach(schema.putObject("dimensionsSpec").putArray("dimensions")::add);
        }
        if (!given.contains("metricsSpec")) {
            metrics().forEach(metric -> schema.withArray("metricsSpec").add(metric.toJson()));
        }
        ObjectNode granularity = schema.putObject("granularitySpec");
        granularity.set("queryGranularity", queryGranularity().toJson());
        granularity.put("rollup", latestFirst.stream().allMatch(SegmentSchema::rollup));
        return schema;
    }

    private Iterable<JsonNode> dimensions() {
        Map<String, JsonNode> dimensions = new LinkedHashMap<>();
        Map<String, SegmentId> from = new LinkedHashMap<>();
        for (SegmentSchema schema : latestFirst) {
            for (JsonNode dimension : schema.dimensions()) {
                String name = SegmentSchema.name(dimension);
                JsonNode known = dimensions.putIfAbsent(name, dimension);
                if (known == null) {
                    from.put(name, schema.id());
                } else if (!SegmentSchema.type(known).equals(SegmentSchema.type(dimension))) {
                    throw new IllegalArgumentException(
                            ("Dimension [%s] is [%s] in segment [%s] and [%s] in segment [%s]: give [dataSchema.dimensionsSpec]"
                                            + " in the changes, or reindex an interval at a time")
                                    .formatted(
                                            name,
                                            SegmentSchema.type(known),
                                            from.get(name),
                                            SegmentSchema.type(dimension),
                                            schema.id()));
                }
            }
        }
        return dimensions.values();
    }

    private Iterable<Metric> metrics() {
        Map<String, Metric> metrics = new TreeMap<>();
        Map<String, SegmentId> from = new TreeMap<>();
        for (SegmentSchema schema : latestFirst) {
            for (Metric metric : schema.metrics()) {
                Metric known = metrics.putIfAbsent(metric.name(), metric);
                if (known == null) {
                    from.put(metric.name(), schema.id());
                } else if (!known.equals(metric)) {
                    throw new IllegalArgumentException(
                            ("Metric [%s] is %s in segment [%s] and %s in segment [%s]: give [dataSchema.metricsSpec] in the"
                                            + " changes, or reindex an interval at a time")
                                    .formatted(
                                            metric.name(),
                                            known.toJson(),
                                            from.get(metric.name()),
                                            metric.toJson(),
                                            schema.id()));
                }
            }
        }
        return metrics.values();
    }

    /** Where segments truncate differently, times stay as they are. */
    private Granularity queryGranularity() {
        Set<Granularity> all =
                latestFirst.stream().map(SegmentSchema::queryGranularity).collect(Collectors.toSet());
        return all.size() == 1 ? all.iterator().next() : Granularity.NONE;
    }
}
