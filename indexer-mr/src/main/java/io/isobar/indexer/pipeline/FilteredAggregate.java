package io.isobar.indexer.pipeline;

import io.isobar.indexer.input.BadRowException;
import io.isobar.indexer.input.Row;
import io.isobar.indexer.input.RowCondition;
import io.isobar.indexer.spec.AggregationSpec;
import org.jspecify.annotations.Nullable;

/** An aggregate of the rows that pass its filters. */
final class FilteredAggregate extends Aggregate {
    private final RowCondition condition;
    private final Aggregate passing;

    FilteredAggregate(AggregationSpec spec, Aggregate passing) {
        super(spec);
        this.condition = new RowCondition(spec.name(), spec.filters());
        this.passing = passing;
    }

    @Override
    void clear() {
        passing.clear();
    }

    @Override
    void add(Row row) throws BadRowException {
        if (condition.holds(row, null)) {
            passing.add(row);
        }
    }

    @Override
    @Nullable
    Object state() {
        return passing.state();
    }

    @Override
    void merge(Object state) {
        passing.merge(state);
    }

    @Override
    @Nullable
    Object result() {
        return passing.result();
    }
}
