package io.isobar.indexer.spec;

import com.fasterxml.jackson.databind.JsonNode;
import io.isobar.query.expression.Expression;
import io.isobar.query.filter.Filter;
import java.util.List;
import java.util.Optional;

/**
 * What happens to a row before its dimensions and metrics are taken.
 *
 * @param columns computed from the fields of the input only, not from each other
 * @param filter Druid's filter JSON; sees the computed columns
 * @param drop fields that are left out afterwards
 */
public record TransformSpec(List<Column> columns, Optional<JsonNode> filter, List<String> drop) {
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
        columns = List.copyOf(columns);
        drop = List.copyOf(drop);
    }

    static TransformSpec read(SpecObject spec, String columnsField) {
        return new TransformSpec(
                spec.list(columnsField, column -> Column.read(column.objectHere())),
                spec.has("filter") ? Optional.of(filter(spec)) : Optional.empty(),
                spec.texts("drop"));
    }

    private static JsonNode filter(SpecObject spec) {
        spec.reading("filter", Filter::fromJson); // tells now what can't be read
        return spec.object("filter").json();
    }

    public boolean isNone() {
        return columns.isEmpty() && filter.isEmpty() && drop.isEmpty();
    }
}
