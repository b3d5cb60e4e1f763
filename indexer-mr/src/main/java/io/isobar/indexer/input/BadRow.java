package io.isobar.indexer.input;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with one row.
 *
 * @param field empty if the row as a whole is meant
 * @param value what stands there
 */
public record BadRow(
        RowPosition.Place place,
        String field,
        String problem,
        @Nullable String value) {
    private static final int LONGEST_VALUE = 1_000;

    /** For logs and errors: everything but the value. */
    public String message() {
        return "Field [%s] in %s %s".formatted(field, place, problem);
    }

    /** For the bad-rows file: one line of JSON, with the value. */
    public String toJson() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("file", place.file())
                .put(place.unit(), place.number())
                .put("field", field)
                .put("problem", problem);
        if (value != null) {
            json.put("value", value.length() > LONGEST_VALUE ? value.substring(0, LONGEST_VALUE) + "…" : value);
        }
        return json.toString();
    }

    @Override
    public String toString() {
        return message();
    }
}
