package io.isobar.query.filter;

import io.isobar.query.batch.BatchColumns;
import io.isobar.query.batch.NumericVector;
import io.isobar.query.batch.ObjectVector;
import io.isobar.query.expression.Expression;
import io.isobar.segment.ValueType;
import org.jspecify.annotations.Nullable;

/** True where an expression gives a positive number or the text {@code true}; unknown where it gives null. */
final class ExpressionFilter extends Filter {
    private final Expression expression;

    ExpressionFilter(Expression expression) {
        this.expression = expression;
    }

    @Override
    Selection select(BatchColumns columns, boolean orUnknown) {
        return columns.batchNumbers(expression, ValueType.DOUBLE)
                .map(numbers -> select(numbers, orUnknown))
                .orElseGet(() -> selectRowByRow(columns, orUnknown));
    }

    private static Selection select(NumericVector numbers, boolean orUnknown) {
        return Selection.of((batch, marks) -> {
            double[] values = numbers.doubles(batch);
            boolean[] nulls = numbers.nulls(batch);
            for (int i = 0; i < batch.size(); i++) {
                marks[i] = (nulls != null && nulls[i]) ? orUnknown : values[i] > 0;
            }
        });
    }

    private Selection selectRowByRow(BatchColumns columns, boolean orUnknown) {
        ObjectVector vector = columns.objects(expression);
        return Selection.of((batch, marks) -> {
            @Nullable Object[] values = vector.values(batch);
            for (int i = 0; i < batch.size(); i++) {
                marks[i] = holds(values[i], orUnknown);
            }
        });
    }

    @Override
    boolean matches(Row row, boolean orUnknown) {
        return holds(expression.eval(row::value), orUnknown);
    }

    private static boolean holds(@Nullable Object value, boolean orUnknown) {
        if (value == null) {
            return orUnknown;
        }
        return value instanceof Number number ? number.doubleValue() > 0 : "true".equalsIgnoreCase(value.toString());
    }
}
