package io.isobar.indexer.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.segment.Interval;
import java.util.List;

/** Puts other intervals into a spec, in the form in which equal ones are equal text. */
final class SpecIntervals {
    private SpecIntervals() {}

    /**
     * Changes the tree in place, and returns it.
     *
     * @param intervals of each output, in their order; the last ones are those of all further outputs
     */
    static JsonNode replace(JsonNode root, List<List<Interval>> intervals) {
        List<JsonNode> schemas = root.findValues("dataSchema");
        if (schemas.isEmpty()) {
            throw new SpecException("dataSchema", "is missing: only an index_hadoop spec runs for an interval");
        }
        for (int i = 0; i < schemas.size(); i++) {
            if (schemas.get(i) instanceof ObjectNode schema) {
                replaceIn(schema, intervals.get(Math.min(i, intervals.size() - 1)));
            }
        }
        return root;
    }

    private static void replaceIn(ObjectNode schema, List<Interval> intervals) {
        JsonNode granularity = schema.path("granularitySpec");
        ObjectNode target = granularity.isObject() ? (ObjectNode) granularity : schema.putObject("granularitySpec");
        ArrayNode list = target.putArray("intervals");
        intervals.forEach(interval -> list.add(interval.toString()));
    }
}
