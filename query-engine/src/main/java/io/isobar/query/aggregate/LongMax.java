package io.isobar.query.aggregate;

import org.jspecify.annotations.Nullable;

/** The greatest of whole numbers. */
final class LongMax extends LongState {
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
                totals[group] = seen[group] ? Math.max(totals[group], values[position]) : values[position];
                seen[group] = true;
            }
        }
    }

    private void addToOne(GroupedRows rows, long[] values, boolean @Nullable [] nulls) {
        int[] positions = rows.positions();
        long greatest = Long.MIN_VALUE;
        boolean any = false;
        for (int i = 0; i < rows.count(); i++) {
            int position = positions[i];
            if (nulls == null || !nulls[position]) {
                greatest = Math.max(greatest, values[position]);
                any = true;
            }
        }
        if (any) {
            add(rows.singleGroup(), greatest);
        }
    }

    @Override
    void add(int group, long value) {
        totals[group] = seen[group] ? Math.max(totals[group], value) : value;
        seen[group] = true;
    }
}
