package io.isobar.segment.build;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Typed reading of one JSON object of a spec; each complaint names the object, the field and its value. */
final class JsonFields {
    private final String what;
    private final JsonNode node;

    private JsonFields(String what, JsonNode node) {
        this.what = what;
        this.node = node;
    }

    /** {@code node} as an object that has none but the {@code known} fields. */
    static JsonFields of(String what, JsonNode node, Set<String> known) {
        if (!node.isObject()) {
            throw new IllegalArgumentException("%s must be a JSON object, found [%s]".formatted(what, node));
        }
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                throw new IllegalArgumentException("%s has a field [%s] that is not supported: expected some of %s"
                        .formatted(what, name, known.stream().sorted().toList()));
            }
        }
        return new JsonFields(what, node);
    }

    String required(String field) {
        String value = optional(field);
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException("%s lacks the field [%s]".formatted(what, field));
        }
        return value;
    }

    @Nullable
    String optional(String field) {
        JsonNode value = present(field);
        if (value == null) {
            return null;
        }
        if (!value.isTextual()) {
            throw refused(field, value, "a string");
        }
        return value.textValue();
    }

    boolean flag(String field, boolean absent) {
        JsonNode value = present(field);
        if (value == null) {
            return absent;
        }
        if (!value.isBoolean()) {
            throw refused(field, value, "true or false");
        }
        return value.booleanValue();
    }

    int number(String field, int absent) {
        JsonNode value = present(field);
        if (value == null) {
            return absent;
        }
        if (!value.isInt()) {
            throw refused(field, value, "a whole number");
        }
        return value.intValue();
    }

    /** The constant whose name is the field's text, in any case. */
    <E extends Enum<E>> E choice(String field, E absent) {
        String value = optional(field);
        if (value == null) {
            return absent;
        }
        try {
            return Enum.valueOf(absent.getDeclaringClass(), value.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "%s has [%s] = [%s]: expected one of %s"
                            .formatted(
                                    what,
                                    field,
                                    value,
                                    java.util.Arrays.toString(
                                            absent.getDeclaringClass().getEnumConstants())),
                    e);
        }
    }

    /** The field's value, or null if it is absent or JSON null. */
    @Nullable
    JsonNode present(String field) {
        JsonNode value = node.get(field);
        return value == null || value.isNull() ? null : value;
    }

    IllegalArgumentException refused(String field, JsonNode value, String expected) {
        return new IllegalArgumentException("%s has [%s] = [%s]: expected %s".formatted(what, field, value, expected));
    }
}
