package io.isobar.indexer.pipeline;

import io.isobar.indexer.input.BadRowException;
import io.isobar.indexer.input.Row;
import io.isobar.indexer.spec.AggregationSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A sum of floating values that is rounded once, at the end, so that it doesn't depend on their order. */
final class SumAggregate extends Aggregate {
    private final ExactSum sum = new ExactSum();
    private boolean any;

    SumAggregate(AggregationSpec spec) {
        super(spec);
    }

    @Override
    void clear() {
        sum.clear();
        any = false;
    }

    @Override
    void add(Row row) throws BadRowException {
        Object value = value(row);
        if (value instanceof Number number) {
            sum.add(number.doubleValue());
            any = true;
        }
    }

    @Override
    @Nullable
    Object state() {
        return any ? sum.state() : null;
    }

    @Override
    void merge(Object state) {
        sum.merge((List<?>) state);
        any = true;
    }

    @Override
    @Nullable
    Object result() {
        return any ? narrowed(sum.rounded()) : null;
    }
}
