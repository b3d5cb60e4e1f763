package io.isobar.query;

import io.isobar.query.batch.Numbers;
import io.isobar.query.error.QueryException;
import io.isobar.query.filter.Filter;
import io.isobar.query.filter.RowFilter;
import io.isobar.query.json.JsonFields;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which groups are answered: a condition on their outputs. */
@FunctionalInterface
interface Having {
    /** Whether a row of outputs is answered. */
    boolean accepts(Map<String, @Nullable Object> row);

    static Having read(JsonFields fields) {
        String type = fields.text("type");
        Having having = switch (type) {
            case "always" -> row -> true;
            case "never" -> row -> false;
            case "and", "or" -> junction(fields, type.equals("and"));
            case "not" -> {
                Having field = read(fields.object("havingSpec"));
                yield row -> !field.accepts(row);
            }
            case "greaterThan", "lessThan", "equalTo" -> comparison(fields, type);
            case "dimSelector" -> {
                fields.refuse("extractionFn");
                String dimension = fields.text("dimension");
                String value = fields.textOrNull("value");
                yield row -> Objects.equals(value, text(row.get(dimension)));
            }
            case "filter" -> {
                fields.ignore("finalize");
                RowFilter filter = Filter.read(fields.object("filter")).onRows();
                yield row -> filter.matches(row::get);
            }
            default -> throw fields.invalid("type", "Unknown type of having [" + type + "]");
        };
        fields.end();
        return having;
    }

    private static Having junction(JsonFields fields, boolean all) {
        List<Having> operands = fields.objects("havingSpecs", Having::read);
        return all
                ? row -> operands.stream().allMatch(operand -> operand.accepts(row))
                : row -> operands.stream().anyMatch(operand -> operand.accepts(row));
    }

    private static Having comparison(JsonFields fields, String type) {
        String aggregation = fields.text("aggregation");
        Number value = Numbers.parse(fields.text("value"));
        if (value == null) {
            throw QueryException.invalid(fields.path("value"), "Expected a number");
        }
        return row -> {
            Number actual = Numbers.of(row.get(aggregation));
            if (actual == null) {
                return false;
            }
            int order = compare(actual, value);
            return switch (type) {
                case "greaterThan" -> order > 0;
                case "lessThan" -> order < 0;
                default -> order == 0;
            };
        };
    }

    private static int compare(Number left, Number right) {
        return left instanceof Long && right instanceof Long
                ? Long.compare(left.longValue(), right.longValue())
                : Double.compare(left.doubleValue(), right.doubleValue());
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
