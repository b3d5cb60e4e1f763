package io.isobar.indexer.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.isobar.segment.Interval;
import io.isobar.segment.time.Granularity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** One JSON object of a spec with the path at which it stands, so that each complaint names its field. */
record SpecObject(JsonNode json, String path) {

    String at(String field) {
        return path.isEmpty() ? field : path + "." + field;
    }

    /** The object in the field, or one without fields if there is none. */
    SpecObject object(String field) {
        JsonNode value = value(field);
        if (!value.isMissingNode() && !value.isObject()) {
            throw new SpecException(at(field), "must be an object, it is [%s]".formatted(kind(value)));
        }
        return new SpecObject(value, at(field));
    }

    /** What stands in the field, whatever it is. */
    Optional<SpecObject> optional(String field) {
        return has(field) ? Optional.of(new SpecObject(value(field), at(field))) : Optional.empty();
    }

    boolean has(String field) {
        return !value(field).isMissingNode();
    }

    List<SpecObject> objects(String field) {
        return list(field, SpecObject::objectHere);
    }

    String text(String field) {
        return optionalText(field).orElseThrow(() -> new SpecException(at(field), "is missing"));
    }

    String text(String field, String absent) {
        return optionalText(field).orElse(absent);
    }

    Optional<String> optionalText(String field) {
        JsonNode value = value(field);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        return Optional.of(plainText(value, at(field)));
    }

    boolean flag(String field, boolean absent) {
        JsonNode value = value(field);
        if (value.isMissingNode()) {
            return absent;
        }
        if (value.isBoolean() || value.isIntegralNumber()) {
            return value.asBoolean();
        }
        if (isEmptyText(value)) {
            return absent;
        }
        return Optional.of(value)
                .filter(JsonNode::isTextual)
                .flatMap(text -> QuotedValue.flag(text.textValue()))
                .orElseThrow(
                        () -> new SpecException(at(field), "must be true or false, it is [%s]".formatted(kind(value))));
    }

    /** The number in the field; Druid's "historical null", -1, counts as absent. */
    Optional<Long> count(String field) {
        Optional<Long> number = number(field, "must be a whole number from 0").filter(given -> given != -1);
        if (number.isPresent() && number.get() < 0) {
            throw new SpecException(at(field), "must be a whole number from 0, it is [%s]".formatted(number.get()));
        }
        return number;
    }

    /** A number that may be negative. */
    long wholeNumber(String field, long absent) {
        return number(field, "must be a whole number").orElse(absent);
    }

    private Optional<Long> number(String field, String expected) {
        JsonNode value = value(field);
        if (value.isMissingNode() || isEmptyText(value)) {
            return Optional.empty();
        }
        Optional<Long> number = value.isTextual()
                ? QuotedValue.wholeNumber(value.textValue())
                : Optional.of(value)
                        .filter(given -> given.canConvertToExactIntegral() && given.canConvertToLong())
                        .map(JsonNode::asLong);
        return Optional.of(number.orElseThrow(
                () -> new SpecException(at(field), "%s, it is [%s]".formatted(expected, kind(value)))));
    }

    /** As Druid's reader takes it where it expects a number or a flag: nothing is given. */
    private static boolean isEmptyText(JsonNode value) {
        return value.isTextual() && value.textValue().isBlank();
    }

    List<String> texts(String field) {
        return list(field, SpecObject::textHere);
    }

    <T> List<T> list(String field, Function<SpecObject, T> read) {
        JsonNode value = value(field);
        if (value.isMissingNode()) {
            return List.of();
        }
        if (!value.isArray()) {
            throw new SpecException(
                    at(field), "must be a list, it is [%s]: put it in square brackets".formatted(kind(value)));
        }
        List<T> all = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            all.add(read.apply(new SpecObject(value.get(i), at(field) + "[" + i + "]")));
        }
        return List.copyOf(all);
    }

    /** Names and their values, each of which is a text, a number or a flag. */
    Map<String, String> textMap(String field) {
        Map<String, String> all = new LinkedHashMap<>();
        SpecObject map = object(field);
        for (Map.Entry<String, JsonNode> entry : map.json.properties()) {
            String at = map.at(entry.getKey());
            if (entry.getValue().isNull()) {
                throw new SpecException(at, "has no value: give it one, or remove it");
            }
            all.put(entry.getKey(), plainText(entry.getValue(), at));
        }
        return all;
    }

    Granularity granularity(String field, String absent) {
        JsonNode value = value(field);
        if (value.isMissingNode()) {
            return Granularity.parse(absent);
        }
        if (value.isObject() && value.isEmpty()) {
            return Granularity.parse("none"); // how Druid writes its own NONE
        }
        return reading(field, Granularity::fromJson);
    }

    Interval intervalHere() {
        String text = textHere();
        try {
            return Interval.parse(text);
        } catch (IllegalArgumentException e) {
            throw new SpecException(path, "is not an interval [%s]: %s".formatted(text, e.getMessage()));
        }
    }

    String textHere() {
        return plainText(json, path);
    }

    /** A text; numbers and flags are taken for what they are written as. */
    private static String plainText(JsonNode value, String path) {
        if (!value.isTextual() && !value.isNumber() && !value.isBoolean()) {
            throw new SpecException(path, "must be a string, it is [%s]".formatted(kind(value)));
        }
        return value.asText();
    }

    SpecObject objectHere() {
        if (!json.isObject()) {
            throw new SpecException(path, "must be an object, it is [%s]".formatted(kind(json)));
        }
        return this;
    }

    /** Reads this value by a reader that knows no paths, and gives its complaint one. */
    <T> T readingHere(Function<JsonNode, T> read) {
        try {
            return read.apply(json);
        } catch (SpecException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new SpecException(path, "can't be used: " + e.getMessage());
        }
    }

    <T> T reading(String field, Function<JsonNode, T> read) {
        return new SpecObject(value(field), at(field)).readingHere(read);
    }

    private JsonNode value(String field) {
        JsonNode value = json.path(field);
        return value.isNull() ? MissingNode.getInstance() : value;
    }

    private static String kind(JsonNode value) {
        return value.isValueNode()
                ? value.asText()
                : value.getNodeType().toString().toLowerCase(Locale.ROOT);
    }
}
