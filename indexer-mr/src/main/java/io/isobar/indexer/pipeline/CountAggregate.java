package io.isobar.indexer.pipeline;

import io.isobar.indexer.input.Row;
import io.isobar.indexer.spec.AggregationSpec;

/** How many rows there are, with a value or without. */
final class CountAggregate extends Aggregate {
    private long count;

    CountAggregate(AggregationSpec spec) {
        super(spec);
    }

    @Override
    void clear() {
        count = 0;
    }

    @Override
    void add(Row row) {
        count++;
    }

    @Override
    Object state() {
        return count;
    }

    @Override
    void merge(Object state) {
        count += (Long) state;
    }

    @Override
    Object result() {
        return count;
    }
}
