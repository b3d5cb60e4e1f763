package io.isobar.indexer.reindex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.indexer.spec.MetricSpec;
import io.isobar.segment.build.Metric;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is to be different from the segments as they are: parts of {@code dataSchema} and {@code tuningConfig}, merged field by
 * field (a null removes a field, a list takes the place of a list), and three lists that spare writing the others down.
 *
 * <pre>
 *  dataSchema, tuningConfig  as in a spec
 *  dropDimensions            names
 *  dropMetrics               names
 *  addMetrics                as in a metricsSpec; a fieldName is a column of the segments
 * </pre>
 */
public record SpecChanges(ObjectNode json) {
    private static final Set<String> FIELDS =
            Set.of("dataSchema", "tuningConfig", "dropDimensions", "dropMetrics", "addMetrics");

    /** Nothing is to be different. */
    public static SpecChanges none() {
        return new SpecChanges(JsonNodeFactory.instance.objectNode());
    }

    /**
     * Takes an object with the fields above.
     *
     * @throws IllegalArgumentException naming a field that isn't one
     */
    public static SpecChanges of(JsonNode json) {
        if (!(json instanceof ObjectNode object)) {
            throw new IllegalArgumentException("The changes are not a JSON object");
        }
        List<String> problems = new ArrayList<>();
        for (String name : (Iterable<String>) object::fieldNames) {
            if (!FIELDS.contains(name)) {
                problems.add("Field [%s] of the changes is unknown: known are %s"
                        .formatted(name, FIELDS.stream().sorted().toList()));
            }
        }
        for (String field : List.of("dataSource", "parser")) {
            if (object.path("dataSchema").has(field)) {
                problems.add(
                        "Field [dataSchema.%s] of the changes is not possible: segments are reindexed where they are"
                                .formatted(field));
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join(". ", problems));
        }
        return new SpecChanges(object);
    }

    /** The parts of the dataSchema that the changes give whole. */
    Set<String> given() {
        Set<String> given = new HashSet<>();
        if (json.at("/dataSchema/dimensionsSpec/dimensions").isArray()) {
            given.add("dimensionsSpec");
        }
        if (json.at("/dataSchema/metricsSpec").isArray()) {
            given.add("metricsSpec");
        }
        return given;
    }

    /** Whether they say how time is cut. */
    boolean hasSegmentGranularity() {
        return json.at("/dataSchema/granularitySpec").has("segmentGranularity");
    }

    /** Changes a spec in place. */
    void apply(ObjectNode spec) {
        merge(spec.withObject("/dataSchema"), json.path("dataSchema"));
        merge(spec.withObject("/tuningConfig"), json.path("tuningConfig"));
        drop(spec.at("/dataSchema/dimensionsSpec/dimensions"), json.path("dropDimensions"));
        drop(spec.at("/dataSchema/metricsSpec"), json.path("dropMetrics"));
        addMetrics(spec.withObject("/dataSchema").withArray("metricsSpec"));
    }

    private static void merge(ObjectNode into, JsonNode changes) {
        changes.properties().forEach(change -> {
            JsonNode value = change.getValue();
            JsonNode before = into.get(change.getKey());
            if (value.isNull()) {
                into.remove(change.getKey());
            } else if (value.isObject() && before instanceof ObjectNode object && !value.has("type")) {
                merge(object, value);
            } else {
                into.set(change.getKey(), value.deepCopy());
            }
        });
    }

    /** A name that isn't there is fine: the same changes may have been made before. */
    private static void drop(JsonNode list, JsonNode names) {
        Set<String> dropped = new HashSet<>();
        names.forEach(name -> dropped.add(name.asText()));
        for (var elements = list.elements(); elements.hasNext(); ) {
            JsonNode element = elements.next();
            if (dropped.contains(name(element))) {
                elements.remove();
            }
        }
    }

    /** Of a dimension or a metric; a filtered metric may have its name from the one within. */
    private static String name(JsonNode element) {
        if (element.isTextual()) {
            return element.asText();
        }
        String name = element.path("name").asText();
        return name.isEmpty() && element.has("aggregator") ? name(element.get("aggregator")) : name;
    }

    private void addMetrics(ArrayNode metrics) {
        for (JsonNode added : json.path("addMetrics")) {
            MetricSpec metric = MetricSpec.fromJson(added, "addMetrics");
            JsonNode there = null;
            for (JsonNode other : metrics) {
                there = name(other).equals(metric.name()) ? other : there;
            }
            if (there == null) {
                metrics.add(metric.toJson());
            } else if (!combining(MetricSpec.fromJson(there, "metricsSpec")).equals(combining(metric))) {
                throw new IllegalArgumentException("Metric [%s] can't be added as %s: the segments have it as %s"
                        .formatted(metric.name(), added, there));
            }
        }
    }

    private static Metric combining(MetricSpec spec) {
        return spec.column().combining();
    }
}
