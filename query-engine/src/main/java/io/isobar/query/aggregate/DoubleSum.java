package io.isobar.query.aggregate;

import org.jspecify.annotations.Nullable;

/** Sums of floating-point numbers. */
final class DoubleSum extends DoubleState {
    DoubleSum(boolean asFloat) {
        super(asFloat);
    }

    @Override
    void add(GroupedRows rows, double[] values, boolean @Nullable [] nulls) {
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

    private void addToOne(GroupedRows rows, double[] values, boolean @Nullable [] nulls) {
        int[] positions = rows.positions();
        double sum = 0;
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
    void add(int group, double value) {
        totals[group] += value;
        seen[group] = true;
    }
}
