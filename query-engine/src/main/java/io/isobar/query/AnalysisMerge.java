package io.isobar.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.query.json.IntervalJson;
import io.isobar.segment.Interval;
import java.util.ArrayList;
import java.util.List;

/** Merges the analyses of two segments as Druid does: what they don't agree in is null. */
final class AnalysisMerge {
    private AnalysisMerge() {}

    static ObjectNode merge(ObjectNode left, ObjectNode right, boolean lenient) {
        ObjectNode merged = left.deepCopy();
        merged.set("intervals", intervals(left.path("intervals"), right.path("intervals")));
        ObjectNode columns = merged.putObject("columns");
        left.path("columns").properties().forEach(column -> columns.set(column.getKey(), column.getValue()));
        right.path("columns").properties().forEach(column -> {
            JsonNode known = columns.get(column.getKey());
            columns.set(column.getKey(), known == null ? column.getValue() : column(known, column.getValue()));
        });
        merged.put("size", left.path("size").asLong() + right.path("size").asLong());
        merged.put(
                "numRows", left.path("numRows").asLong() + right.path("numRows").asLong());
        merged.set("aggregators", aggregators(left.path("aggregators"), right.path("aggregators"), lenient));
        for (String field : List.of("timestampSpec", "queryGranularity", "rollup")) {
            if (!left.path(field).equals(right.path(field))) {
                merged.putNull(field);
            }
        }
        return merged;
    }

    private static JsonNode intervals(JsonNode left, JsonNode right) {
        if (!left.isArray() || !right.isArray()) {
            return JsonNodeFactory.instance.nullNode();
        }
        List<Interval> intervals = new ArrayList<>();
        left.forEach(text -> intervals.add(Interval.parse(text.asText())));
        right.forEach(text -> intervals.add(Interval.parse(text.asText())));
        ArrayNode condensed = JsonNodeFactory.instance.arrayNode();
        IntervalJson.condense(intervals).forEach(interval -> condensed.add(interval.toString()));
        return condensed;
    }

    private static JsonNode column(JsonNode left, JsonNode right) {
        ObjectNode merged = left.deepCopy();
        if (!left.path("errorMessage").isNull()) {
            return merged;
        }
        if (!left.path("typeSignature").equals(right.path("typeSignature"))) {
            merged.put("type", "STRING");
            merged.put("typeSignature", "STRING");
            merged.putNull("cardinality");
            merged.putNull("minValue");
            merged.putNull("maxValue");
            merged.put(
                    "errorMessage",
                    "error:cannot_merge_diff_types: [%s] and [%s]"
                            .formatted(
                                    left.path("type").asText(),
                                    right.path("type").asText()));
            return merged;
        }
        for (String flag : List.of("hasMultipleValues", "hasNulls")) {
            merged.put(flag, left.path(flag).asBoolean() || right.path(flag).asBoolean());
        }
        merged.put("size", left.path("size").asLong() + right.path("size").asLong());
        if (!left.path("cardinality").isNull() && !right.path("cardinality").isNull()) {
            merged.put(
                    "cardinality",
                    Math.max(
                            left.path("cardinality").asInt(),
                            right.path("cardinality").asInt()));
        }
        merged.set("minValue", extreme(left.path("minValue"), right.path("minValue"), -1));
        merged.set("maxValue", extreme(left.path("maxValue"), right.path("maxValue"), 1));
        return merged;
    }

    /** The lesser ({@code sign} -1) or the greater of two texts; of a text and null the text. */
    private static JsonNode extreme(JsonNode left, JsonNode right, int sign) {
        if (left.isNull() || right.isNull()) {
            return left.isNull() ? right : left;
        }
        return left.asText().compareTo(right.asText()) * sign >= 0 ? left : right;
    }

    private static JsonNode aggregators(JsonNode left, JsonNode right, boolean lenient) {
        if (left.equals(right)) {
            return left;
        }
        if (!lenient || left.isNull() || right.isNull()) {
            return lenient && left.isNull() ? right : lenient ? left : JsonNodeFactory.instance.nullNode();
        }
        ObjectNode merged = left.deepCopy();
        right.properties().forEach(aggregator -> {
            JsonNode known = merged.get(aggregator.getKey());
            boolean agree = known == null || known.equals(aggregator.getValue());
            merged.set(aggregator.getKey(), agree ? aggregator.getValue() : JsonNodeFactory.instance.nullNode());
        });
        return merged;
    }
}
