package io.isobar.indexer.pipeline;

import io.isobar.indexer.input.BadRowException;
import io.isobar.indexer.input.Row;
import io.isobar.indexer.spec.AggregationSpec;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/** Numbers of which two become one without loss: sums of longs, minima, maxima. Floats are kept as doubles. */
final class FoldAggregate extends Aggregate {
    /** Wraps around, as Druid's does. */
    static final BinaryOperator<Number> LONG_SUM = (a, b) -> a.longValue() + b.longValue();

    static final BinaryOperator<Number> LONG_MIN = (a, b) -> Math.min(a.longValue(), b.longValue());
    static final BinaryOperator<Number> LONG_MAX = (a, b) -> Math.max(a.longValue(), b.longValue());
    static final BinaryOperator<Number> DOUBLE_MIN = (a, b) -> Math.min(a.doubleValue(), b.doubleValue());
    static final BinaryOperator<Number> DOUBLE_MAX = (a, b) -> Math.max(a.doubleValue(), b.doubleValue());

    private final BinaryOperator<Number> fold;
    private @Nullable Number folded;

    FoldAggregate(AggregationSpec spec, BinaryOperator<Number> fold) {
        super(spec);
        this.fold = fold;
    }

    @Override
    void clear() {
        folded = null;
    }

    @Override
    void add(Row row) throws BadRowException {
        Object value = value(row);
        if (value instanceof Long number) {
            merge(number);
        } else if (value instanceof Number number) {
            merge(number.doubleValue());
        }
    }

    @Override
    @Nullable
    Object state() {
        return folded;
    }

    @Override
    void merge(Object state) {
        Number other = (Number) state;
        folded = folded == null ? other : fold.apply(folded, other);
    }

    @Override
    @Nullable
    Object result() {
        return folded instanceof Double number ? narrowed(number) : folded;
    }
}
