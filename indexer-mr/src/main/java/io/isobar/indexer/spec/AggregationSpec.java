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
 */
public record AggregationSpec(
        String name, Operation operation, Values values, Optional<String> field, String timeField) {

    /** How the values of a key become one. */
    public enum Operation {
        COUNT,
        SUM,
        MIN,
        MAX,
        FIRST,
        LAST
    }

    /** As what the values are read. */
    public enum Values {
        LONG,
        DOUBLE,
        FLOAT,
        STRING
    }

    /** Druid's name of the aggregator. */
    public String type() {
        return type(operation, values);
    }

    private static String type(Operation operation, Values values) {
        String text = operation.name().charAt(0) + operation.name().substring(1).toLowerCase(Locale.ROOT);
        return operation == Operation.COUNT ? "count" : values.name().toLowerCase(Locale.ROOT) + text;
    }

    static AggregationSpec read(SpecObject spec) {
        String type = spec.text("type");
        for (Operation operation : Operation.values()) {
            for (Values values : Values.values()) {
                if (type(operation, values).equals(type)) {
                    return new AggregationSpec(
                            spec.text("name"),
                            operation,
                            values,
                            operation == Operation.COUNT ? Optional.empty() : Optional.of(spec.text("fieldName")),
                            spec.text("timeColumn", PipelineSpec.TIME));
                }
            }
        }
        throw new SpecException(spec.at("type"), "has unknown value [" + type + "]: expected one of " + types());
    }

    /** The types that there are. */
    static List<String> types() {
        return Arrays.stream(Operation.values())
                .flatMap(operation -> Arrays.stream(Values.values())
                        .filter(values ->
                                values != Values.STRING || operation == Operation.FIRST || operation == Operation.LAST)
                        .map(values -> type(operation, values)))
                .distinct()
                .toList();
    }
}
