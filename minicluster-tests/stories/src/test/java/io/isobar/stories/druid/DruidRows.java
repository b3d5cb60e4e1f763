package io.isobar.stories.druid;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The rows that Druid tells, as objects of the types that ours have: JSON doesn't tell a float from a double. */
final class DruidRows {
    private DruidRows() {}

    /** Converts; Druid tells a row without values as null. */
    static List<List<Object>> like(List<List<Object>> ours, JsonNode rows) {
        List<List<Object>> converted = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            List<Object> values = new ArrayList<>();
            for (int column = 0; column < rows.get(row).size(); column++) {
                Object our = row < ours.size() ? ours.get(row).get(column) : null;
                values.add(value(rows.get(row).get(column), our));
            }
            converted.add(values);
        }
        return converted;
    }

    private static Object value(JsonNode value, Object like) {
        if (value.isNull()) {
            return List.of().equals(like) ? like : null;
        }
        if (value.isArray()) {
            List<Object> texts = new ArrayList<>();
            value.forEach(text -> texts.add(text.textValue()));
            return texts;
        }
        if (like instanceof Long) {
            return value.longValue();
        }
        if (like instanceof Float) {
            return value.floatValue();
        }
        return like instanceof Double ? (Object) value.doubleValue() : value.asText();
    }
}
