package io.isobar.indexer.input;

import io.isobar.indexer.spec.MetricSpec;
import io.isobar.query.expression.ExpressionException;
import io.isobar.query.filter.Filter;
import io.isobar.query.filter.RowFilter;
import org.jspecify.annotations.Nullable;

/** What rows that pass all filters of a metric bring to it; to the metric the others aren't there. */
final class FilteredInput extends MetricInput {
    private final String metric;
    private final RowFilter[] filters;
    private final MetricInput input;
    private boolean passed;

    FilteredInput(MetricSpec spec, MetricInput input) {
        this.metric = spec.name();
        this.filters = spec.filters().stream()
                .map(json -> Filter.fromJson(json).onRows())
                .toArray(RowFilter[]::new);
        this.input = input;
    }

    @Override
    @Nullable
    Object read(Row row, long timestamp) throws BadRowException {
        passed = false; // as long as nothing is known
        passed = passes(row, timestamp);
        return passed ? input.read(row, timestamp) : input.nothing();
    }

    private boolean passes(Row row, long timestamp) throws BadRowException {
        try {
            for (RowFilter filter : filters) {
                if (!filter.matches(name -> RowTransform.value(row, timestamp, name))) {
                    return false;
                }
            }
            return true;
        } catch (ExpressionException e) {
            throw new BadRowException(metric, "has a filter that can't be computed: " + e.getMessage(), null);
        }
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
