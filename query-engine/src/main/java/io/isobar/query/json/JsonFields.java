package io.isobar.query.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.isobar.query.error.QueryException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one JSON object, read by name. Whoever reads it asks for each field it knows and then calls
 * {@link #end()}, which refuses what nobody asked for. JSON's {@code null} counts as absent, as in Druid.
 */
public final class JsonFields {
    /** Objects within objects; deeper ones are refused before recursion could exhaust the stack. */
    public static final int MAX_DEPTH = 64;

    /** Elements of one list. */
    public static final int MAX_ELEMENTS = 1_000_000;

    private final JsonNode object;
    private final String path;
    private final int depth;
    private final Set<String> known = new TreeSet<>();

    private JsonFields(JsonNode object, String path, int depth) {
        if (!object.isObject()) {
            throw QueryException.invalid(path, "Expected a JSON object, found [" + kind(object) + "]");
        }
        if (depth > MAX_DEPTH) {
            throw QueryException.invalid(path, "JSON objects are nested more than [" + MAX_DEPTH + "] deep");
        }
        this.object = object;
        this.path = path;
        this.depth = depth;
    }

    /** Reads an object that stands at the given path ({@code $} is the whole query). */
    public static JsonFields of(JsonNode node, String path) {
        return new JsonFields(node, path, 0);
    }

    /** Where this object stands. */
    public String path() {
        return path;
    }

    /** Where a field of this object stands, whether it is there or not. */
    public String path(String name) {
        return path + "." + name;
    }

    /** The error that blames a field. */
    public QueryException invalid(String name, String problem) {
        return QueryException.invalid(path(name), problem);
    }

    /** The field's value, or null if it is absent. */
    public @Nullable JsonNode node(String name) {
        known.add(name);
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? null : value;
    }

    /** Whether the field is there. */
    public boolean has(String name) {
        return node(name) != null;
    }

    /** The field's value, which must be there. */
    public JsonNode required(String name) {
        JsonNode value = node(name);
        if (value == null) {
            throw invalid(name, "Missing field [" + name + "]");
        }
        return value;
    }

    /** A text that must be there. */
    public String text(String name) {
        return text(required(name), path(name));
    }

    /** A text, or null if the field is absent. Numbers and booleans are taken as their text, as Druid does. */
    public @Nullable String textOrNull(String name) {
        JsonNode value = node(name);
        return value == null ? null : text(value, path(name));
    }

    /** A text, or a default. */
    public String text(String name, String otherwise) {
        String value = textOrNull(name);
        return value == null ? otherwise : value;
    }

    /** A boolean, or a default. */
    public boolean flag(String name, boolean otherwise) {
        JsonNode value = node(name);
        if (value == null) {
            return otherwise;
        }
        if (value.isTextual()
                && Set.of("true", "false").contains(value.textValue().toLowerCase(Locale.ROOT))) {
            return Boolean.parseBoolean(value.textValue());
        }
        if (!value.isBoolean()) {
            throw invalid(name, "Expected true or false, found [" + value + "]");
        }
        return value.booleanValue();
    }

    /** A whole number within bounds, or a default. */
    public long integer(String name, long otherwise, long min, long max) {
        JsonNode value = node(name);
        return value == null ? otherwise : integer(value, path(name), min, max);
    }

    /** A whole number within bounds that must be there. */
    public long integer(String name, long min, long max) {
        return integer(required(name), path(name), min, max);
    }

    /** An object that must be there. */
    public JsonFields object(String name) {
        return child(required(name), path(name));
    }

    /** An object made into something, or null if the field is absent. */
    public <T> @Nullable T objectOrNull(String name, Function<JsonFields, T> read) {
        JsonNode value = node(name);
        return value == null ? null : read.apply(child(value, path(name)));
    }

    /** A list of objects; absent means empty. */
    public <T> List<T> objects(String name, Function<JsonFields, T> read) {
        return list(name, (element, at) -> read.apply(child(element, at)));
    }

    /** A list of texts; absent means empty. */
    public List<String> texts(String name) {
        return list(name, JsonFields::text);
    }

    /** A list of anything, each element read with its path; absent means empty. */
    public <T> List<T> list(String name, BiFunction<JsonNode, String, T> read) {
        JsonNode value = node(name);
        if (value == null) {
            return List.of();
        }
        if (!value.isArray()) {
            throw invalid(name, "Expected a list, found [" + kind(value) + "]");
        }
        if (value.size() > MAX_ELEMENTS) {
            throw invalid(name, "A list has [" + value.size() + "] elements, at most [" + MAX_ELEMENTS + "] are read");
        }
        List<T> result = new ArrayList<>(value.size());
        for (int i = 0; i < value.size(); i++) {
            result.add(read.apply(value.get(i), path(name) + "[" + i + "]"));
        }
        return result;
    }

    /** The object that a node within this one is. */
    public JsonFields child(JsonNode node, String at) {
        return new JsonFields(node, at, depth + 1);
    }

    /** Refuses fields that Druid has and Isobar doesn't, by name, if they are there. */
    public void refuse(String... names) {
        for (String name : names) {
            if (has(name)) {
                throw QueryException.unsupported(path(name), "Field [" + name + "]");
            }
        }
    }

    /** Takes note of fields that have no meaning here but are harmless. */
    public void ignore(String... names) {
        known.addAll(List.of(names));
    }

    /** Refuses fields that nobody has asked for. */
    public void end() {
        for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                throw invalid(name, "Unknown field [" + name + "], known are " + known + ";");
            }
        }
    }

    /** A node as text. */
    public static String text(JsonNode value, String path) {
        if (!value.isValueNode() || value.isNull()) {
            throw QueryException.invalid(path, "Expected a text, found [" + kind(value) + "]");
        }
        return value.asText();
    }

    private static long integer(JsonNode value, String path, long min, long max) {
        long number;
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            number = value.longValue();
        } else if (value.isTextual() && value.textValue().matches("-?[0-9]{1,18}")) {
            number = Long.parseLong(value.textValue());
        } else {
            throw QueryException.invalid(path, "Expected a whole number, found [" + value + "]");
        }
        if (number < min || number > max) {
            throw QueryException.invalid(
                    path, "Expected a number from [%d] to [%d], found [%d]".formatted(min, max, number));
        }
        return number;
    }

    private static String kind(JsonNode node) {
        return node.getNodeType().name().toLowerCase(Locale.ROOT);
    }
}
