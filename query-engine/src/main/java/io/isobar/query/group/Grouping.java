package io.isobar.query.group;

import io.isobar.query.aggregate.AggregateState;
import io.isobar.query.aggregate.Aggregator;
import io.isobar.segment.time.Granularity;
import java.util.List;

/**
 * What rows are grouped by, and what is computed for each group.
 *
 * @param granularity buckets of time
 * @param dimensions columns whose values tell groups apart
 * @param aggregators what is computed
 * @param emptyRows what becomes of rows where a dimension of several values has none
 */
public record Grouping(
        Granularity granularity, List<DimensionSpec> dimensions, List<Aggregator> aggregators, EmptyRows emptyRows) {
    /** What becomes of rows where a dimension of several values has none. */
    public enum EmptyRows {
        /** They count to null. */
        AS_NULL,
        /** They count to nothing. */
        LEFT_OUT
    }

    public Grouping {
        dimensions = List.copyOf(dimensions);
        aggregators = List.copyOf(aggregators);
    }

    /** Values of every aggregator for groups, of which there are none yet. */
    List<AggregateState> newStates() {
        return aggregators.stream().map(Aggregator::newState).toList();
    }
}
