package io.isobar.query.aggregate;

import io.isobar.query.batch.BatchColumns;
import io.isobar.query.batch.NumericVector;
import io.isobar.query.expression.Expression;
import io.isobar.segment.ValueType;
import org.jspecify.annotations.Nullable;

/**
 * Sum, least or greatest of a column, or of an expression, as numbers of one type.
 *
 * @param name what the answer calls it
 * @param type {@code LONG}, {@code FLOAT} or {@code DOUBLE}
 * @param fold what is done with the values
 * @param column where they come from; null if from an expression
 * @param expression where they come from; null if from a column
 */
record NumericAggregator(
        String name,
        ValueType type,
        Fold fold,
        @Nullable String column,
        @Nullable Expression expression) implements Aggregator {
    /** How two numbers become one. */
    enum Fold {
        SUM,
        MIN,
        MAX
    }

    @Override
    public AggregateState newState() {
        boolean asFloat = type == ValueType.FLOAT;
        return switch (fold) {
            case SUM -> type == ValueType.LONG ? new LongSum() : new DoubleSum(asFloat);
            case MIN -> type == ValueType.LONG ? new LongMin() : new DoubleMin(asFloat);
            case MAX -> type == ValueType.LONG ? new LongMax() : new DoubleMax(asFloat);
        };
    }

    @Override
    public Accumulator accumulator(BatchColumns columns, AggregateState into) {
        NumericVector input = input(columns);
        return into instanceof LongState longs ? longs.accumulator(input) : ((DoubleState) into).accumulator(input);
    }

    private NumericVector input(BatchColumns columns) {
        if (expression != null) {
            return columns.numbers(expression, type);
        }
        if (column == null) {
            throw new IllegalStateException("Aggregator [" + name + "] has neither a column nor an expression");
        }
        return columns.numbers(column);
    }
}
