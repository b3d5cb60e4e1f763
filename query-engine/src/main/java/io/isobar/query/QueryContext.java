package io.isobar.query;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.query.json.JsonFields;

/**
 * A query's {@code context}: settings that callers send along. Druid's many are accepted; those that have a meaning
 * here are read by name, each where its value is used.
 */
final class QueryContext {
    private final ObjectNode json;
    private final JsonFields fields;

    QueryContext(ObjectNode json) {
        this.json = json;
        this.fields = JsonFields.of(json, "$.context");
    }

    ObjectNode json() {
        return json;
    }

    boolean flag(String name) {
        return fields.flag(name, false);
    }

    int integer(String name, int otherwise) {
        return (int) fields.integer(name, otherwise, 0, Integer.MAX_VALUE);
    }

    String text(String name) {
        return fields.text(name, "");
    }

    /** Milliseconds that one run may take; 0 for no limit. */
    long timeoutMillis() {
        return fields.integer("timeout", 0, 0, Long.MAX_VALUE / 1_000_000);
    }

    /** How many groups one run, or one merge, may keep. */
    int maxGroups() {
        return (int) fields.integer("maxResults", 1_000_000, 1, 50_000_000);
    }
}
