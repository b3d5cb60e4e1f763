package io.isobar.indexer.spec;

import com.fasterxml.jackson.databind.JsonNode;
import io.isobar.query.expression.Expression;
import java.util.LinkedHashSet;
import java.util.Set;

/** The columns that a filter looks at, wherever in its JSON it names them. */
public final class FilterColumns {
    private static final Set<String> NAMES_COLUMNS = Set.of("dimension", "dimensions", "column", "columns");

    private FilterColumns() {}

    /** Their names, in the order in which they stand in the filter. */
    public static Set<String> of(JsonNode filter) {
        Set<String> columns = new LinkedHashSet<>();
        collect(filter, columns);
        return columns;
    }

    private static void collect(JsonNode node, Set<String> into) {
        node.forEach(child -> {
            if (child.isContainerNode() && !node.isObject()) {
                collect(child, into);
            }
        });
        node.properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            if (NAMES_COLUMNS.contains(entry.getKey())) {
                names(value, into);
            } else if (entry.getKey().equals("expression") && value.isTextual()) {
                into.addAll(Expression.parse(value.textValue()).requiredColumns());
            } else {
                collect(value, into);
            }
        });
    }

    /** A name, an object with a {@code dimension}, or a list of these. */
    private static void names(JsonNode value, Set<String> into) {
        if (value.isTextual()) {
            into.add(value.textValue());
        } else if (value.isArray()) {
            value.forEach(element -> names(element, into));
        } else {
            collect(value, into);
        }
    }
}
