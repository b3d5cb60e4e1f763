package io.isobar.indexer.input;

import io.isobar.indexer.spec.MetricSpec;
import org.jspecify.annotations.Nullable;

/** What rows that pass all filters of a metric bring to it; to the metric the others aren't there. */
final class FilteredInput extends MetricInput {
    private final RowCondition condition;
    private final MetricInput input;
    private boolean passed;

    FilteredInput(MetricSpec spec, MetricInput input) {
        this.condition = new RowCondition(spec.name(), spec.filters());
        this.input = input;
    }

    @Override
    @Nullable
    Object read(Row row, long timestamp) throws BadRowException {
        passed = false; // as long as nothing is known
        passed = condition.holds(row, timestamp);
        return passed ? input.read(row, timestamp) : input.nothing();
    }

    @Override
    @Nullable
    Object absent(long timestamp) {
        return passed ? input.absent(timestamp) : input.nothing();
    }

    @Override
    @Nullable
    Object nothing() {
        return input.nothing();
    }
}
