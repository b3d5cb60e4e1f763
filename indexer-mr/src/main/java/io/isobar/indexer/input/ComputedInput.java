package io.isobar.indexer.input;

import io.isobar.query.expression.Expression;
import io.isobar.query.expression.ExpressionException;
import io.isobar.segment.ValueType;
import io.isobar.segment.build.Metric;
import org.jspecify.annotations.Nullable;

/** The number that an expression makes of a row; null if it makes none, as of a text that spells none. */
final class ComputedInput extends MetricInput {
    private final String metric;
    private final ValueType type;
    private final Expression expression;

    ComputedInput(Metric metric, String expression) {
        this.metric = metric.name();
        this.type = metric.kind().valueType();
        this.expression = Expression.parse(expression);
    }

    @Override
    @Nullable
    Object read(Row row, long timestamp) throws BadRowException {
        Number number;
        try {
            number = expression.evalNumber(name -> RowTransform.value(row, timestamp, name));
        } catch (ExpressionException e) {
            throw new BadRowException(metric, "can't be computed: " + e.getMessage(), null);
        }
        if (number == null) {
            return null;
        }
        return switch (type) {
            case LONG -> (Object) number.longValue();
            case FLOAT -> (float) number.doubleValue(); // a long is rounded twice, as in Druid
            default -> number.doubleValue();
        };
    }
}
