package io.isobar.indexer.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** What Druid's filters may ask and can't be asked of rows here; all else is checked where filters are read. */
final class FilterFields {
    private static final String BY_EXPRESSION = "use a filter of type [expression], which computes the value";
    private static final Map<String, String> REFUSED = Map.of(
            "extraction",
            BY_EXPRESSION,
            "javascript",
            "no JavaScript engine is on the tasks' class path; " + BY_EXPRESSION,
            "spatial",
            "spatial columns can't be written; use bounds of the coordinates");

    static final Shape FILTER = FilterFields::check;

    private FilterFields() {}

    private static void check(JsonNode filter, String path, Findings findings) {
        String type = filter.path("type").asText("");
        if (REFUSED.containsKey(type)) {
            findings.refuse(path + ".type = " + type, REFUSED.get(type));
        } else if (filter.hasNonNull("extractionFn")) {
            findings.refuse(path + ".extractionFn", BY_EXPRESSION);
        }
        if (filter.path("field").isObject()) {
            check(filter.get("field"), path + ".field", findings);
        }
        JsonNode fields = filter.path("fields");
        for (int i = 0; i < fields.size(); i++) {
            check(fields.get(i), path + ".fields[" + i + "]", findings);
        }
    }
}
