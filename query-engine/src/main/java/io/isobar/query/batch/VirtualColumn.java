package io.isobar.query.batch;

import io.isobar.query.error.QueryException;
import io.isobar.query.expression.Expression;
import io.isobar.query.expression.ExpressionException;
import io.isobar.query.json.JsonFields;
import io.isobar.segment.ValueType;
import java.util.Locale;

/**
 * A column that a query computes. It hides a stored one of the same name, and can't read other virtual columns.
 *
 * @param name what the query calls it
 * @param expression what computes it
 * @param outputType what its values are taken as where the type matters
 */
public record VirtualColumn(String name, Expression expression, ValueType outputType) {
    /** Reads Druid's JSON. */
    public static VirtualColumn read(JsonFields fields) {
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
