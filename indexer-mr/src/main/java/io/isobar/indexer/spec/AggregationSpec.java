package io.isobar.indexer.spec;

import com.fasterxml.jackson.databind.JsonNode;
import io.isobar.segment.build.Metric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One aggregate of a {@code group} stage, by Druid's name.
 *
 * @param name the field that gets the result
 * @param field whose values are aggregated; empty for a count and where there is an expression
 * @param expression what is computed of each row in the place of a field, in Druid's language
 * @param filters Druid's filter JSON, the outermost first: only rows that pass all of them are aggregated
 * @param timeField whose value says which row is first or last
 * @param maxValues how many values a list has at most
 * @param distinct whether a list has each value once
 * @param sketch the metric that makes the same sketch of the same rows; only for a sketch
 */
public record AggregationSpec(
        String name,
        Operation operation,
        Values values,
        Optional<String> field,
        Optional<String> expression,
        List<JsonNode> filters,
        String timeField,
        int maxValues,
        boolean distinct,
        Optional<Metric> sketch) {
    private static final String LIST = "list";
    private static final int DEFAULT_MAX_VALUES = 100;
    private static final int MOST_VALUES = 10_000;

    /** Sketches of quantiles aren't among them: their bytes depend on the order of the values. */
    private static final List<String> SKETCHES = Stream.of(
                    Metric.Kind.HYPER_UNIQUE,
                    Metric.Kind.THETA_SKETCH,
                    Metric.Kind.HLL_SKETCH_BUILD,
                    Metric.Kind.HLL_SKETCH_MERGE)
            .map(Metric.Kind::typeName)
            .toList();

    public AggregationSpec {
        filters = List.copyOf(filters);
    }

    /** How the values of a key become one. */
    public enum Operation {
        COUNT,
        SUM,
        MIN,
        MAX,
        FIRST,
        LAST,
        LIST,
        /** Which values there are, about: only kinds of which the order of the rows changes nothing. */
        SKETCH
    }

    /** As what the values are read. */
    public enum Values {
        LONG,
        DOUBLE,
        FLOAT,
        STRING,
        /** As they are. */
        ANY
    }

    /** Druid's name of the aggregator. */
    public String type() {
        return sketch.map(metric -> metric.kind().typeName()).orElseGet(() -> type(operation, values));
    }

    private static String type(Operation operation, Values values) {
        String text = operation.name().charAt(0) + operation.name().substring(1).toLowerCase(Locale.ROOT);
        return switch (operation) {
            case COUNT -> "count";
            case LIST -> LIST;
            default -> values.name().toLowerCase(Locale.ROOT) + text;
        };
    }

    private static boolean exists(Operation operation, Values values) {
        return switch (operation) {
            case FIRST, LAST -> values != Values.ANY;
            case LIST -> values == Values.ANY;
            case SKETCH -> false;
            default -> values != Values.ANY && values != Values.STRING;
        };
    }

    static AggregationSpec read(SpecObject spec) {
        if (!FilterWrapper.is(spec)) {
            return ofAllRows(spec);
        }
        FilterWrapper wrapper = FilterWrapper.read(spec);
        AggregationSpec inner = read(wrapper.aggregator());
        List<JsonNode> all = new ArrayList<>(List.of(wrapper.filter()));
        all.addAll(inner.filters);
        return new AggregationSpec(
                wrapper.name().orElse(inner.name),
                inner.operation,
                inner.values,
                inner.field,
                inner.expression,
                all,
                inner.timeField,
                inner.maxValues,
                inner.distinct,
                inner.sketch);
    }

    private static AggregationSpec ofAllRows(SpecObject spec) {
        String type = spec.text("type");
        if (SKETCHES.contains(type)) {
            return sketch(spec.readingHere(Metric::fromJson));
        }
        for (Operation operation : Operation.values()) {
            for (Values values : Values.values()) {
                if (exists(operation, values) && type(operation, values).equals(type)) {
                    Optional<String> expression = isNumber(operation) ? MetricSpec.expression(spec) : Optional.empty();
                    return new AggregationSpec(
                            spec.text("name"),
                            operation,
                            values,
                            operation == Operation.COUNT || expression.isPresent()
                                    ? Optional.empty()
                                    : Optional.of(spec.text("fieldName")),
                            expression,
                            List.of(),
                            spec.text("timeColumn", PipelineSpec.TIME),
                            maxValues(spec),
                            spec.flag("distinct", false),
                            Optional.empty());
                }
            }
        }
        throw new SpecException(spec.at("type"), "has unknown value [" + type + "]: expected one of " + types());
    }

    private static AggregationSpec sketch(Metric metric) {
        return new AggregationSpec(
                metric.name(),
                Operation.SKETCH,
                Values.ANY,
                Optional.ofNullable(metric.fieldName()),
                Optional.empty(),
                List.of(),
                PipelineSpec.TIME,
                DEFAULT_MAX_VALUES,
                false,
                Optional.of(metric));
    }

    private static boolean isNumber(Operation operation) {
        return operation == Operation.SUM || operation == Operation.MIN || operation == Operation.MAX;
    }

    private static int maxValues(SpecObject spec) {
        long most = spec.count("maxValues").orElse((long) DEFAULT_MAX_VALUES);
        if (most < 1 || most > MOST_VALUES) {
            throw new SpecException(
                    spec.at("maxValues"), "must be from 1 to %d, it is [%d]".formatted(MOST_VALUES, most));
        }
        return (int) most;
    }

    /** The types that there are. */
    static List<String> types() {
        Stream<String> others = Arrays.stream(Operation.values())
                .flatMap(operation -> Arrays.stream(Values.values())
                        .filter(values -> exists(operation, values))
                        .map(values -> type(operation, values)))
                .distinct();
        return Stream.concat(others, SKETCHES.stream()).toList();
    }
}
