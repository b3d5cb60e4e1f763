package io.isobar.query.batch;

import io.isobar.query.error.QueryException;
import io.isobar.query.expression.Expression;
import io.isobar.query.expression.ExpressionException;
import io.isobar.query.json.JsonFields;
import io.isobar.segment.ValueType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A column that a query computes from stored ones and from other computed ones. It hides a stored one of the same name.
 *
 * @param name what the query calls it
 * @param expression what computes it
 * @param outputType what its values are taken as where the type matters
 */
public record VirtualColumn(String name, Expression expression, ValueType outputType) {
    private static final int MAX_CHAIN = 32;

    /** Reads a list of them; names must differ, and no column may be computed from itself. */
    public static List<VirtualColumn> readAll(JsonFields fields, String name) {
        List<VirtualColumn> columns = fields.objects(name, VirtualColumn::read);
        Map<String, VirtualColumn> byName = new HashMap<>();
        for (VirtualColumn column : columns) {
            if (byName.put(column.name(), column) != null) {
                throw fields.invalid(name, "Two virtual columns have the name [" + column.name() + "]");
            }
        }
        Set<String> done = new HashSet<>();
        for (VirtualColumn column : columns) {
            requireNoCycle(column, byName, new LinkedHashSet<>(), done, fields.path(name));
        }
        return List.copyOf(columns);
    }

    private static void requireNoCycle(
            VirtualColumn column, Map<String, VirtualColumn> byName, Set<String> above, Set<String> done, String path) {
        if (done.contains(column.name())) {
            return;
        }
        if (!above.add(column.name()) || above.size() > MAX_CHAIN) {
            throw QueryException.invalid(
                    path,
                    "Virtual column [%s] is computed from itself, or by more than [%d] others: the chain is %s"
                            .formatted(column.name(), MAX_CHAIN, above));
        }
        for (String input : column.expression().requiredColumns()) {
            VirtualColumn next = byName.get(input);
            if (next != null) {
                requireNoCycle(next, byName, above, done, path);
            }
        }
        above.remove(column.name());
        done.add(column.name());
    }

    private static VirtualColumn read(JsonFields fields) {
        String type = fields.text("type");
        return switch (type) {
            case "expression" -> {
                var column = new VirtualColumn(
                        fields.text("name"), expression(fields, "expression"), outputType(fields, ValueType.FLOAT));
                fields.end();
                yield column;
            }
            case "fallback", "mv-filtered", "mv-regex-filtered", "mv-prefix-filtered", "nested-field" ->
                throw QueryException.unsupported(fields.path("type"), "Virtual column of type [" + type + "]");
            default ->
                throw fields.invalid("type", "Unknown type of virtual column [" + type + "]: write [expression],");
        };
    }

    /** Reads a field that holds an expression. */
    public static Expression expression(JsonFields fields, String name) {
        String text = fields.text(name);
        try {
            return Expression.parse(text);
        } catch (ExpressionException e) {
            throw new QueryException(
                    QueryException.Category.INVALID_INPUT, e.getMessage() + " at [" + fields.path(name) + "]", e);
        }
    }

    /** Reads a field that holds the name of a type, or a default. */
    public static ValueType outputType(JsonFields fields, ValueType otherwise) {
        String text = fields.textOrNull("outputType");
        if (text == null) {
            return otherwise;
        }
        return switch (text.toUpperCase(Locale.ROOT)) {
            case "STRING" -> ValueType.STRING;
            case "LONG" -> ValueType.LONG;
            case "FLOAT" -> ValueType.FLOAT;
            case "DOUBLE" -> ValueType.DOUBLE;
            default -> {
                if (text.startsWith("ARRAY<") || text.startsWith("COMPLEX")) {
                    throw QueryException.unsupported(fields.path("outputType"), "Type [" + text + "]");
                }
                throw fields.invalid(
                        "outputType", "Unknown type [" + text + "]: write one of [STRING, LONG, FLOAT, DOUBLE],");
            }
        };
    }
}
