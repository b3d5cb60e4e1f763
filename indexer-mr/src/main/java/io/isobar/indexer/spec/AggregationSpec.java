package io.isobar.indexer.spec;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One aggregate of a {@code group} stage, by Druid's name.
 *
 * @param name the field that gets the result
 * @param field whose values are aggregated; empty for a count only
 * @param timeField whose value says which row is first or last
 * @param maxValues how many values a list has at most
 * @param distinct whether a list has each value once
 */
public record AggregationSpec(
        String name,
        Operation operation,
        Values values,
        Optional<String> field,
        String timeField,
        int maxValues,
        boolean distinct) {
    private static final String LIST = "list";
    private static final int DEFAULT_MAX_VALUES = 100;
    private static final int MOST_VALUES = 10_000;

    /** How the values of a key become one. */
    public enum Operation {
        COUNT,
        SUM,
        MIN,
        MAX,
        FIRST,
        LAST,
        LIST
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
        return type(operation, values);
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
            default -> values != Values.ANY && values != Values.STRING;
        };
    }

    static AggregationSpec read(SpecObject spec) {
        String type = spec.text("type");
        for (Operation operation : Operation.values()) {
            for (Values values : Values.values()) {
                if (exists(operation, values) && type(operation, values).equals(type)) {
                    return new AggregationSpec(
                            spec.text("name"),
                            operation,
                            values,
                            operation == Operation.COUNT ? Optional.empty() : Optional.of(spec.text("fieldName")),
                            spec.text("timeColumn", PipelineSpec.TIME),
                            maxValues(spec),
                            spec.flag("distinct", false));
                }
            }
        }
        throw new SpecException(spec.at("type"), "has unknown value [" + type + "]: expected one of " + types());
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
        return Arrays.stream(Operation.values())
                .flatMap(operation -> Arrays.stream(Values.values())
                        .filter(values -> exists(operation, values))
                        .map(values -> type(operation, values)))
                .distinct()
                .toList();
    }
}
