package io.isobar.cli.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The rows of a native answer as a person wants to see them: values only, one line each. */
final class AnswerRows {
    private static final JsonMapper JSON = new JsonMapper();

    private AnswerRows() {}

    /** The first {@code limit} rows. */
    static List<String> of(String answer, int limit) throws IOException {
        return rows(answer).stream()
                .limit(limit)
                .map(row -> row.properties().stream()
                        .map(field -> value(field.getValue()))
                        .collect(Collectors.joining("  ")))
                .toList();
    }

    /** The names of the values. */
    static String fields(String answer) throws IOException {
        List<JsonNode> rows = rows(answer);
        return rows.isEmpty()
                ? ""
                : rows.get(0).properties().stream().map(field -> field.getKey()).collect(Collectors.joining("  "));
    }

    static int count(String answer) throws IOException {
        return rows(answer).size();
    }

    private static List<JsonNode> rows(String answer) throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        for (JsonNode element : JSON.readTree(answer)) {
            JsonNode result = element.has("event") ? element.path("event") : element.path("result");
            if (result.isArray()) {
                result.forEach(rows::add);
            } else if (element.has("event")) {
                rows.add(result);
            } else {
                rows.add(JSON.createObjectNode()
                        .put("day", element.path("timestamp").asText().replaceFirst("T00:00:00.000Z$", ""))
                        .setAll((ObjectNode) result));
            }
        }
        return rows;
    }

    private static String value(JsonNode value) {
        if (value.isFloatingPointNumber()) {
            return String.format(Locale.ROOT, "%.2f", value.doubleValue());
        }
        return value.isNumber() ? String.format(Locale.ROOT, "%,d", value.longValue()) : value.asText();
    }
}
