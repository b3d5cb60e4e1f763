package io.isobar.query.aggregate;

import io.isobar.query.batch.BatchColumns;
import org.jspecify.annotations.Nullable;

/** Counts rows; 0 where there are none. */
record CountAggregator(String name) implements Aggregator {
    @Override
    public AggregateState newState() {
        return new Counts();
    }

    @Override
    public Accumulator accumulator(BatchColumns columns, AggregateState into) {
        return ((Counts) into)::add;
    }

    /** Sums of ones, of which none makes 0 and not null. */
    private static final class Counts extends LongState {
        void add(GroupedRows rows) {
            if (rows.singleGroup() >= 0) {
                add(rows.singleGroup(), rows.count());
                return;
            }
            int[] groups = rows.groups();
            for (int i = 0; i < rows.count(); i++) {
                totals[groups[i]]++;
                seen[groups[i]] = true;
            }
        }

        @Override
        void add(GroupedRows rows, long[] values, boolean @Nullable [] nulls) {
            throw new UnsupportedOperationException("Counting reads no column");
        }

        @Override
        void add(int group, long value) {
            totals[group] += value;
            seen[group] = true;
        }

        @Override
        public int compare(int left, int right) {
            return Long.compare(totals[left], totals[right]);
        }

        @Override
        public Object value(int group) {
            return totals[group];
        }
    }
}
