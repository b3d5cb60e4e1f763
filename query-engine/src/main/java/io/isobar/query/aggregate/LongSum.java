package io.isobar.query.aggregate;

import org.jspecify.annotations.Nullable;

/** Sums of whole numbers; they wrap around as in Druid. */
final class LongSum extends LongState {
    @Override
    void add(GroupedRows rows, long[] values, boolean @Nullable [] nulls) {
        if (rows.singleGroup() >= 0) {
            addToOne(rows, values, nulls);
            return;
        }
        int[] positions = rows.positions();
        int[] groups = rows.groups();
        for (int i = 0; i < rows.count(); i++) {
            int position = positions[i];
            if (nulls == null || !nulls[position]) {
                int group = groups[i];
                totals[group] += values[position];
                seen[group] = true;
            }
        }
    }

    private void addToOne(GroupedRows rows, long[] values, boolean @Nullable [] nulls) {
        int[] positions = rows.positions();
        long sum = 0;
        boolean any = false;
        for (int i = 0; i < rows.count(); i++) {
            int position = positions[i];
            if (nulls == null || !nulls[position]) {
                sum += values[position];
                any = true;
            }
        }
        if (any) {
            add(rows.singleGroup(), sum);
        }
    }

    @Override
    void add(int group, long value) {
        totals[group] += value;
        seen[group] = true;
    }
}
