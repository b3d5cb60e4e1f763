package io.isobar.catalog;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the fields of one JSON object strictly: a missing, mistyped or unknown one is refused by name. */
final class JsonFields {
    private final String what;
    private final JsonNode object;
    private final Set<String> read = new HashSet<>();

    private JsonFields(String what, JsonNode object) {
        this.what = what;
        this.object = object;
    }

    static JsonFields of(String what, JsonNode json) {
        if (!json.isObject()) {
            throw new IllegalArgumentException("Expected a JSON object for %s, found %s".formatted(what, brief(json)));
        }
        return new JsonFields(what, json);
    }

    JsonNode any(String field) {
        read.add(field);
        JsonNode value = object.get(field);
        if (value == null) {
            throw new IllegalArgumentException("Missing field [%s] in %s".formatted(field, what));
        }
        return value;
    }

    String text(String field) {
        return text(field, any(field));
    }

    @Nullable
    String nullableText(String field) {
        JsonNode value = any(field);
        return value.isNull() ? null : text(field, value);
    }

    List<String> texts(String field) {
        List<String> values = new ArrayList<>();
        for (JsonNode value : array(field)) {
            values.add(text(field, value));
        }
        return values;
    }

    @Nullable
    List<@Nullable String> nullableTexts(String field) {
        if (any(field).isNull()) {
            return null;
        }
        List<@Nullable String> values = new ArrayList<>();
        for (JsonNode value : array(field)) {
            values.add(value.isNull() ? null : text(field, value));
        }
        return values;
    }

    int intNumber(String field) {
        JsonNode value = any(field);
        if (!value.isInt()) {
            throw mistyped(field, "a number of 32 bits", value);
        }
        return value.intValue();
    }

    long number(String field) {
        return number(field, any(field));
    }

    OptionalLong optionalNumber(String field) {
        JsonNode value = any(field);
        return value.isNull() ? OptionalLong.empty() : OptionalLong.of(number(field, value));
    }

    List<Long> numbers(String field) {
        List<Long> values = new ArrayList<>();
        for (JsonNode value : array(field)) {
            values.add(number(field, value));
        }
        return values;
    }

    /** Refuses fields that nobody asked for, so that a meaning we don't know is never dropped. */
    void refuseOthers() {
        for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!read.contains(name)) {
                throw new IllegalArgumentException(
                        "Unknown field [%s] in %s: written by a newer Isobar? Upgrade this one to read it"
                                .formatted(name, what));
            }
        }
    }

    static void writeTexts(JsonGenerator out, String field, @Nullable Collection<? extends @Nullable String> values)
            throws IOException {
        if (values == null) {
            out.writeNullField(field);
            return;
        }
        out.writeArrayFieldStart(field);
        for (String value : values) {
            out.writeString(value);
        }
        out.writeEndArray();
    }

    List<JsonNode> array(String field) {
        JsonNode value = any(field);
        if (!value.isArray()) {
            throw mistyped(field, "an array", value);
        }
        List<JsonNode> elements = new ArrayList<>(value.size());
        value.forEach(elements::add);
        return elements;
    }

    private String text(String field, JsonNode value) {
        if (!value.isTextual()) {
            throw mistyped(field, "a string", value);
        }
        return value.textValue();
    }

    private long number(String field, JsonNode value) {
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw mistyped(field, "a number of 64 bits", value);
        }
        return value.longValue();
    }

    private IllegalArgumentException mistyped(String field, String wanted, JsonNode value) {
        return new IllegalArgumentException(
                "Field [%s] in %s must be %s, found %s".formatted(field, what, wanted, brief(value)));
    }

    private static String brief(JsonNode value) {
        String text = value.toString();
        return text.length() <= 80 ? "[" + text + "]" : "[" + text.substring(0, 80) + "…]";
    }
}
