package io.isobar.indexer.pipeline;

import io.isobar.indexer.input.BadRowException;
import io.isobar.indexer.input.InputNumbers;
import io.isobar.indexer.input.Row;
import io.isobar.indexer.spec.AggregationSpec;
import io.isobar.indexer.spec.AggregationSpec.Operation;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The value of the row that is first or last in time; of several at one time, the one that sorts first. */
final class EdgeAggregate extends Aggregate {
    private final ValueOrder order = new ValueOrder();
    private @Nullable Object value;
    private long time;

    EdgeAggregate(AggregationSpec spec) {
        super(spec);
    }

    @Override
    void clear() {
        value = null;
    }

    @Override
    void add(Row row) throws BadRowException {
        Object value = value(row);
        Number time = InputNumbers.read(spec().timeField(), row.value(spec().timeField()));
        if (value != null && time == null) {
            throw new BadRowException(
                    spec().timeField(), "is missing: [%s] needs the time of the row".formatted(spec().type()), null);
        }
        if (value != null && time != null) {
            take(time.longValue(), value);
        }
    }

    @Override
    @Nullable
    Object state() {
        return value == null ? null : List.of(time, value);
    }

    @Override
    void merge(Object state) {
        List<?> both = (List<?>) state;
        take((Long) both.get(0), both.get(1));
    }

    private void take(long otherTime, Object other) {
        int byTime =
                spec().operation() == Operation.FIRST ? Long.compare(otherTime, time) : Long.compare(time, otherTime);
        Object mine = value;
        if (mine == null
                || byTime < 0
                || (byTime == 0 && Arrays.compareUnsigned(order.of(other), order.of(mine)) < 0)) {
            time = otherTime;
            value = other;
        }
    }

    @Override
    @Nullable
    Object result() {
        return value;
    }
}
