package io.isobar.segment.build;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.segment.ValueType;
import io.isobar.segment.sketch.ComplexFold;
import io.isobar.segment.sketch.FoldSettings;
import io.isobar.segment.sketch.HllSettings;
import io.isobar.segment.sketch.HyperUniqueSettings;
import io.isobar.segment.sketch.PairSettings;
import io.isobar.segment.sketch.QuantilesSettings;
import io.isobar.segment.sketch.ThetaSettings;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
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
    @SuppressWarnings("ImmutableEnumChecker") // settings are records of immutable values
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
        HYPER_UNIQUE(new HyperUniqueSettings(false, false)),
        LONG_FIRST(PairSettings.of(PairSettings.Value.LONG, false)),
        LONG_LAST(PairSettings.of(PairSettings.Value.LONG, true)),
        DOUBLE_FIRST(PairSettings.of(PairSettings.Value.DOUBLE, false)),
        DOUBLE_LAST(PairSettings.of(PairSettings.Value.DOUBLE, true)),
        FLOAT_FIRST(PairSettings.of(PairSettings.Value.FLOAT, false)),
        FLOAT_LAST(PairSettings.of(PairSettings.Value.FLOAT, true)),
        STRING_FIRST(PairSettings.of(PairSettings.Value.STRING, false)),
        STRING_LAST(PairSettings.of(PairSettings.Value.STRING, true)),
        THETA_SKETCH(ThetaSettings.defaults()),
        HLL_SKETCH_BUILD(HllSettings.of(false)),
        HLL_SKETCH_MERGE(HllSettings.of(true)),
        QUANTILES_DOUBLES_SKETCH(QuantilesSettings.of(false)),
        QUANTILES_DOUBLES_SKETCH_MERGE(QuantilesSettings.of(true));

        private final String typeName;
        private final ValueType valueType;
        private final Operation operation;
        private final @Nullable FoldSettings defaults;

        Kind(String typeName, ValueType valueType, Operation operation) {
            this.typeName = typeName;
            this.valueType = valueType;
            this.operation = operation;
            this.defaults = null;
        }

        Kind(FoldSettings defaults) {
            this.typeName = defaults.aggregator();
            this.valueType = ValueType.COMPLEX;
            this.operation = Operation.FOLD;
            this.defaults = defaults;
        }

        private static Optional<Kind> named(String typeName) {
            // As old specs call it.
            String name = typeName.equals("HLLSketch") ? HLL_SKETCH_MERGE.typeName : typeName;
            return Arrays.stream(values())
                    .filter(kind -> kind.typeName.equals(name))
                    .findFirst();
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
    }

    enum Operation {
        SUM,
        MIN,
        MAX,
        FOLD
    }

    private static final Set<String> COUNT_FIELDS = Set.of("type", "name");
    private static final Set<String> FIELDS = Set.of("type", "name", "fieldName");

    public Metric {
        if (name.isEmpty() || name.equals("__time")) {
            throw new IllegalArgumentException("Invalid name of a metric [%s]".formatted(name));
        }
        if (fieldName == null && kind != Kind.COUNT) {
            throw new IllegalArgumentException(
                    "Metric [%s] of type [%s] lacks the field [fieldName]".formatted(name, kind.typeName()));
        }
        String aggregator = settings == null ? null : settings.aggregator();
        if (!Objects.equals(aggregator, kind.defaults == null ? null : kind.typeName())) {
            throw new IllegalArgumentException(
                    "Metric [%s] of type [%s] has the settings of [%s]".formatted(name, kind.typeName(), aggregator));
        }
    }

    /** A metric with the default settings of its kind. */
    public static Metric of(Kind kind, String name, @Nullable String fieldName) {
        return new Metric(kind, name, fieldName, kind.defaults);
    }

    /**
     * Reads an object of Druid's {@code metricsSpec}.
     *
     * @throws IllegalArgumentException naming the field that cannot be used
     */
    public static Metric fromJson(JsonNode json) {
        Set<String> all = new HashSet<>(FIELDS);
        json.fieldNames().forEachRemaining(all::add);
        String name = JsonFields.of("Metric", json, all).required("name");
        String type = JsonFields.of("Metric [%s]".formatted(name), json, all).required("type");
        Kind kind = Kind.named(type)
                .orElseThrow(() -> new IllegalArgumentException(
                        "Metric [%s] has a type [%s] that is not supported: expected one of %s"
                                .formatted(
                                        name,
                                        type,
                                        Arrays.stream(Kind.values())
                                                .map(Kind::typeName)
                                                .toList())));
        String what = "Metric [%s] of type [%s]".formatted(name, type);
        if (kind == Kind.COUNT) {
            JsonFields.of(what, json, COUNT_FIELDS);
            return of(kind, name, null);
        }
        if (kind.defaults == null) {
            return of(kind, name, JsonFields.of(what, json, FIELDS).required("fieldName"));
        }
        Set<String> known = new HashSet<>(FIELDS);
        known.addAll(SettingsJson.fields(kind.defaults));
        JsonFields fields = JsonFields.of(what, json, known);
        return new Metric(kind, name, input(kind, name, fields), settings(what, kind.defaults, fields));
    }

    /** Druid lets the input of a merge be the column's own name. */
    private static String input(Kind kind, String name, JsonFields fields) {
        String given = fields.optional("fieldName");
        return given == null && kind == Kind.QUANTILES_DOUBLES_SKETCH_MERGE ? name : fields.required("fieldName");
    }

    private static FoldSettings settings(String what, FoldSettings defaults, JsonFields fields) {
        try {
            return SettingsJson.read(defaults, fields);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("%s: %s".formatted(what, e.getMessage()), e);
        }
    }

    /**
     * The metric that folds columns of this one: counts are added up, what builds sketches merges them, and all others
     * aggregate themselves.
     */
    public Metric combining() {
        if (settings == null) {
            return of(kind == Kind.COUNT ? Kind.LONG_SUM : kind, name, name);
        }
        FoldSettings combining = settings.combining();
        return new Metric(Kind.named(combining.aggregator()).orElseThrow(), name, name, combining);
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
        if (settings != null) {
            SettingsJson.write(json, fieldName, settings);
        } else if (fieldName != null) {
            json.put("fieldName", fieldName);
        }
        return json;
    }
}
