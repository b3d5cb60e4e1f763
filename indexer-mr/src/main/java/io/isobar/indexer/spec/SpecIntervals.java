package io.isobar.indexer.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.segment.Interval;
import java.util.List;

/** Puts other intervals into a spec, in the form in which equal ones are equal text. */
final class SpecIntervals {
    private SpecIntervals() {}

    /** Changes the tree in place, and returns it. */
    static JsonNode replace(JsonNode root, List<Interval> intervals) {
        List<JsonNode> schemas = root.findValues("dataSchema");
        if (schemas.isEmpty()) {
            throw new SpecException("dataSchema", "is missing: only an index_hadoop spec runs for an interval");
        }
        for (JsonNode schema : schemas) {
            if (schema instanceof ObjectNode object) {
                JsonNode granularity = object.path("granularitySpec");
                ObjectNode target =
                        granularity.isObject() ? (ObjectNode) granularity : object.putObject("granularitySpec");
                ArrayNode list = target.putArray("intervals");
                intervals.forEach(interval -> list.add(interval.toString()));
            }
        }
        return root;
    }
}
