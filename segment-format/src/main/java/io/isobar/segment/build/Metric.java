package io.isobar.segment.build;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.segment.ValueType;
import io.isobar.segment.sketch.ComplexFold;
import io.isobar.segment.sketch.FoldSettings;
import io.isobar.segment.sketch.HyperUniqueSettings;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A column that is aggregated from the rows of one key, as an element of Druid's {@code metricsSpec}.
 *
 * @param kind how values are aggregated
 * @param name the column's name
 * @param fieldName the input that is aggregated; null only for {@link Kind#COUNT}
 * @param settings how a complex column is folded; null for all others
 */
public record Metric(
        Kind kind,
        String name,
        @Nullable String fieldName,
        @Nullable FoldSettings settings) {

    /** How the values of one key become one. */
    public enum Kind {
        COUNT("count", ValueType.LONG, Operation.SUM),
        LONG_SUM("longSum", ValueType.LONG, Operation.SUM),
        LONG_MIN("longMin", ValueType.LONG, Operation.MIN),
        LONG_MAX("longMax", ValueType.LONG, Operation.MAX),
        DOUBLE_SUM("doubleSum", ValueType.DOUBLE, Operation.SUM),
        DOUBLE_MIN("doubleMin", ValueType.DOUBLE, Operation.MIN),
        DOUBLE_MAX("doubleMax", ValueType.DOUBLE, Operation.MAX),
        FLOAT_SUM("floatSum", ValueType.FLOAT, Operation.SUM),
        FLOAT_MIN("floatMin", ValueType.FLOAT, Operation.MIN),
        FLOAT_MAX("floatMax", ValueType.FLOAT, Operation.MAX),
        HYPER_UNIQUE("hyperUnique", ValueType.COMPLEX, Operation.FOLD);

        private final String typeName;
        private final ValueType valueType;
        private final Operation operation;

        Kind(String typeName, ValueType valueType, Operation operation) {
            this.typeName = typeName;
            this.valueType = valueType;
            this.operation = operation;
        }

        /** Druid's name of the aggregator. */
        public String typeName() {
            return typeName;
        }

        /** The type of the column in the segment. */
        public ValueType valueType() {
            return valueType;
        }

        Operation operation() {
            return operation;
        }

        private @Nullable FoldSettings defaults() {
            return this == HYPER_UNIQUE ? new HyperUniqueSettings(false, false) : null;
        }
    }

    enum Operation {
        SUM,
        MIN,
        MAX,
        FOLD
    }

    private static final Set<String> COUNT_FIELDS = Set.of("type", "name");
    private static final Set<String> FIELDS = Set.of("type", "name", "fieldName");
    private static final Set<String> SKETCH_FIELDS = Set.of("type", "name", "fieldName", "isInputHyperUnique", "round");

    public Metric {
        if (name.isEmpty() || name.equals("__time")) {
            throw new IllegalArgumentException("Invalid name of a metric [%s]".formatted(name));
        }
        if (fieldName == null && kind != Kind.COUNT) {
            throw new IllegalArgumentException(
                    "Metric [%s] of type [%s] lacks the field [fieldName]".formatted(name, kind.typeName()));
        }
        FoldSettings defaults = kind.defaults();
        Class<?> given = settings == null ? null : settings.getClass();
        Class<?> expected = defaults == null ? null : defaults.getClass();
        if (given != expected) {
            throw new IllegalArgumentException("Metric [%s] of type [%s] has settings of [%s]: expected [%s]"
                    .formatted(name, kind.typeName(), given, expected));
        }
    }

    /** A metric with the default settings of its kind. */
    public static Metric of(Kind kind, String name, @Nullable String fieldName) {
        return new Metric(kind, name, fieldName, kind.defaults());
    }

    /**
     * Reads an object of Druid's {@code metricsSpec}.
     *
     * @throws IllegalArgumentException naming the field that cannot be used
     */
    public static Metric fromJson(JsonNode json) {
        Set<String> all = new HashSet<>(SKETCH_FIELDS);
        json.fieldNames().forEachRemaining(all::add);
        String name = JsonFields.of("Metric", json, all).required("name");
        String type = JsonFields.of("Metric [%s]".formatted(name), json, all).required("type");
        Kind kind = Arrays.stream(Kind.values())
                .filter(k -> k.typeName().equals(type))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "Metric [%s] has a type [%s] that is not supported: expected one of %s"
                                .formatted(
                                        name,
                                        type,
                                        Arrays.stream(Kind.values())
                                                .map(Kind::typeName)
                                                .toList())));
        JsonFields fields = JsonFields.of(
                "Metric [%s] of type [%s]".formatted(name, type),
                json,
                switch (kind) {
                    case COUNT -> COUNT_FIELDS;
                    case HYPER_UNIQUE -> SKETCH_FIELDS;
                    default -> FIELDS;
                });
        return new Metric(kind, name, kind == Kind.COUNT ? null : fields.required("fieldName"), settings(kind, fields));
    }

    private static @Nullable FoldSettings settings(Kind kind, JsonFields fields) {
        return kind == Kind.HYPER_UNIQUE
                ? new HyperUniqueSettings(fields.flag("isInputHyperUnique", false), fields.flag("round", false))
                : null;
    }

    /** The metric that folds columns of this one: counts are added up, all others aggregate themselves. */
    public Metric combining() {
        return new Metric(
                kind == Kind.COUNT ? Kind.LONG_SUM : kind, name, name, settings == null ? null : settings.combining());
    }

    /**
     * What folds the values of one key after the other; only for metrics whose column is complex.
     *
     * @throws IllegalStateException if the column holds numbers
     */
    public ComplexFold newFold() {
        return complex().newFold();
    }

    /**
     * The name of the column's type; only for metrics whose column is complex.
     *
     * @throws IllegalStateException if the column holds numbers
     */
    public String columnType() {
        return complex().columnType();
    }

    private FoldSettings complex() {
        if (settings == null) {
            throw new IllegalStateException(
                    "Metric [%s] of type [%s] is a number and is not folded".formatted(name, kind.typeName()));
        }
        return settings;
    }

    /** The object that {@link #fromJson} reads, in Druid's form. */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("type", kind.typeName())
                .put("name", name);
        if (fieldName != null) {
            json.put("fieldName", fieldName);
        }
        if (settings instanceof HyperUniqueSettings hyper) {
            json.put("isInputHyperUnique", hyper.inputIsSketch()).put("round", hyper.round());
        }
        return json;
    }
}
