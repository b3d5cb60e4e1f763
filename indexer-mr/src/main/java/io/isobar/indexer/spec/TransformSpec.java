package io.isobar.indexer.spec;

import com.fasterxml.jackson.databind.JsonNode;
import io.isobar.query.expression.Expression;
import io.isobar.query.filter.Filter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What happens to a row before its dimensions and metrics are taken, in this order.
 *
 * @param rename fields and their new names; all at once, so that two fields may change places
 * @param defaults the text or number that a field gets if it has no value, or empty text
 * @param columns computed from the fields as they are then, not from each other
 * @param filter Druid's filter JSON; sees the computed columns
 * @param drop fields that are left out afterwards
 */
public record TransformSpec(
        Map<String, String> rename,
        Map<String, Object> defaults,
        List<Column> columns,
        Optional<JsonNode> filter,
        List<String> drop) {
    static final TransformSpec NONE = new TransformSpec(List.of(), Optional.empty(), List.of());

    /** A computed column. The expression is Druid's language. */
    public record Column(String name, String expression) {
        static Column read(SpecObject spec) {
            String expression = spec.text("expression");
            spec.reading("expression", json -> Expression.parse(expression)); // tells now what can't be read
            return new Column(spec.text("name"), expression);
        }
    }

    public TransformSpec {
        rename = Collections.unmodifiableMap(new LinkedHashMap<>(rename));
        defaults = Collections.unmodifiableMap(new LinkedHashMap<>(defaults));
        columns = List.copyOf(columns);
        drop = List.copyOf(drop);
    }

    /** What Druid's {@code transformSpec} knows. */
    public TransformSpec(List<Column> columns, Optional<JsonNode> filter, List<String> drop) {
        this(Map.of(), Map.of(), columns, filter, drop);
    }

    /** A filter alone. */
    public static TransformSpec filter(JsonNode filter) {
        return new TransformSpec(List.of(), Optional.of(filter), List.of());
    }

    static TransformSpec read(SpecObject spec, String columnsField) {
        return new TransformSpec(columns(spec, columnsField), filter(spec), spec.texts("drop"));
    }

    /** A stage of type {@code transform}. */
    static TransformSpec readStage(SpecObject spec) {
        Map<String, String> rename = spec.textMap("rename");
        if (rename.values().stream().distinct().count() < rename.size()) {
            throw new SpecException(spec.at("rename"), "gives two fields one name: name them apart");
        }
        Map<String, Object> defaults = new LinkedHashMap<>();
        SpecObject named = spec.object("defaults");
        named.json().properties().forEach(entry -> defaults.put(entry.getKey(), scalar(named, entry)));
        return new TransformSpec(rename, defaults, columns(spec, "columns"), filter(spec), spec.texts("drop"));
    }

    private static Object scalar(SpecObject spec, Map.Entry<String, JsonNode> entry) {
        JsonNode value = entry.getValue();
        if (value.isTextual()) {
            return value.textValue();
        }
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return value.longValue();
        }
        if (value.isNumber()) {
            return value.doubleValue();
        }
        throw new SpecException(spec.at(entry.getKey()), "must be a text or a number, it is [" + value + "]");
    }

    private static List<Column> columns(SpecObject spec, String field) {
        return spec.list(field, column -> Column.read(column.objectHere()));
    }

    private static Optional<JsonNode> filter(SpecObject spec) {
        if (!spec.has("filter")) {
            return Optional.empty();
        }
        spec.reading("filter", Filter::fromJson); // tells now what can't be read
        return Optional.of(spec.object("filter").json());
    }

    /** Whether rows have a time afterwards, if they had one before or not. */
    boolean givesTime(boolean before) {
        boolean renamed = rename.containsKey(PipelineSpec.TIME) ? rename.containsValue(PipelineSpec.TIME) : before;
        boolean made = rename.containsValue(PipelineSpec.TIME)
                || defaults.containsKey(PipelineSpec.TIME)
                || columns.stream().anyMatch(column -> column.name().equals(PipelineSpec.TIME));
        return (renamed || made) && !drop.contains(PipelineSpec.TIME);
    }

    /** Whether rows stay as they are. */
    public boolean isNone() {
        return rename.isEmpty() && defaults.isEmpty() && columns.isEmpty() && filter.isEmpty() && drop.isEmpty();
    }
}
