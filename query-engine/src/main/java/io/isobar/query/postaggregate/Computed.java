package io.isobar.query.postaggregate;

import io.isobar.query.batch.Numbers;
import io.isobar.query.expression.Expression;
import io.isobar.segment.ValueType;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An expression over the row, cast to a type if one is asked for. */
record Computed(
        String name, Expression expression, @Nullable ValueType outputType) implements PostAggregator {
    @Override
    public @Nullable Object compute(Map<String, @Nullable Object> row) {
        Object value = expression.eval(row::get);
        if (value == null || outputType == null) {
            return value;
        }
        if (outputType == ValueType.STRING) {
            return value.toString();
        }
        Number number = Numbers.of(value);
        if (number == null) {
            return null;
        }
        return switch (outputType) {
            case LONG -> (Object) number.longValue();
            case FLOAT -> number.floatValue();
            default -> number.doubleValue();
        };
    }

    @Override
    public Set<String> inputs() {
        return expression.requiredColumns();
    }
}
