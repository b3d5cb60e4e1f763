package io.isobar.query.aggregate;

import io.isobar.query.batch.BatchColumns;
import io.isobar.query.batch.RowBatch;
import io.isobar.query.filter.BatchTest;
import io.isobar.query.filter.Filter;
import org.jspecify.annotations.Nullable;

/** Another aggregator, of the rows for which a filter is true. */
record FilteredAggregator(String name, Filter filter, Aggregator delegate) implements Aggregator {
    @Override
    public AggregateState newState() {
        return delegate.newState();
    }

    @Override
    public Accumulator accumulator(BatchColumns columns, AggregateState into) {
        BatchTest test = filter.onBatches(columns);
        Accumulator accumulator = delegate.accumulator(columns, into);
        return new Accumulator() {
            private final boolean[] marks = new boolean[RowBatch.SIZE];
            private @Nullable GroupedRows kept;

            @Override
            public void add(GroupedRows rows) {
                GroupedRows marked = kept == null ? new GroupedRows(rows.batch()) : kept;
                kept = marked;
                test.mark(rows.batch(), marks);
                marked.keep(rows, marks);
                accumulator.add(marked);
            }
        };
    }
}
