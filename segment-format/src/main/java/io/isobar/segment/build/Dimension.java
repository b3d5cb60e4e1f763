package io.isobar.segment.build;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.segment.ValueType;
import java.util.Locale;
import java.util.Set;

/**
 * A column that is part of a row's key, as an element of Druid's {@code dimensionsSpec}.
 *
 * @param name the column's name
 * @param type how it is stored
 * @param createBitmapIndex whether a string column gets a bitmap per value; without effect on numbers
 * @param multiValueHandling what becomes of several values in a row; without effect on numbers
 */
public record Dimension(String name, Type type, boolean createBitmapIndex, MultiValueHandling multiValueHandling) {
    private static final Set<String> FIELDS = Set.of("type", "name", "createBitmapIndex", "multiValueHandling");

    /** How a dimension is stored. */
    public enum Type {
        STRING(ValueType.STRING),
        LONG(ValueType.LONG),
        FLOAT(ValueType.FLOAT),
        DOUBLE(ValueType.DOUBLE);

        private final ValueType valueType;

        Type(ValueType valueType) {
            this.valueType = valueType;
        }

        /** The type of the column in the segment. */
        public ValueType valueType() {
            return valueType;
        }
    }

    /** What becomes of several values in one row. */
    public enum MultiValueHandling {
        /** They are sorted. */
        SORTED_ARRAY,
        /** They are sorted and equal ones merged. */
        SORTED_SET,
        /** They stay as they came. */
        ARRAY
    }

    public Dimension {
        if (name.isEmpty() || name.equals("__time")) {
            throw new IllegalArgumentException("Invalid name of a dimension [%s]".formatted(name));
        }
    }

    /** A string dimension with Druid's defaults. */
    public static Dimension string(String name) {
        return new Dimension(name, Type.STRING, true, MultiValueHandling.SORTED_ARRAY);
    }

    /** A dimension of numbers. */
    public static Dimension number(String name, Type type) {
        return new Dimension(name, type, false, MultiValueHandling.SORTED_ARRAY);
    }

    /**
     * Reads a name, or an object of Druid's {@code dimensionsSpec}.
     *
     * @throws IllegalArgumentException naming the field that cannot be used
     */
    public static Dimension fromJson(JsonNode json) {
        if (json.isTextual()) {
            return string(json.textValue());
        }
        JsonFields fields = JsonFields.of("Dimension", json, FIELDS);
        String name = fields.required("name");
        Type type =
                JsonFields.of("Dimension [%s]".formatted(name), json, FIELDS).choice("type", Type.STRING);
        return new Dimension(
                name,
                type,
                type == Type.STRING && fields.flag("createBitmapIndex", true),
                fields.choice("multiValueHandling", MultiValueHandling.SORTED_ARRAY));
    }

    /** The object that {@link #fromJson} reads, in Druid's form. */
    public ObjectNode toJson() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", type.name().toLowerCase(Locale.ROOT))
                .put("name", name)
                .put("multiValueHandling", multiValueHandling.name())
                .put("createBitmapIndex", createBitmapIndex);
    }
}
