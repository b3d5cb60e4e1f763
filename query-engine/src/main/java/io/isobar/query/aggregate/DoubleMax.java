package io.isobar.query.aggregate;

import org.jspecify.annotations.Nullable;

/** The greatest of floating-point numbers. */
final class DoubleMax extends DoubleState {
    DoubleMax(boolean asFloat) {
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
                totals[group] = seen[group] ? Math.max(totals[group], values[position]) : values[position];
                seen[group] = true;
            }
        }
    }

    private void addToOne(GroupedRows rows, double[] values, boolean @Nullable [] nulls) {
        int[] positions = rows.positions();
        double greatest = Double.NEGATIVE_INFINITY;
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
    void add(int group, double value) {
        totals[group] = seen[group] ? Math.max(totals[group], value) : value;
        seen[group] = true;
    }
}
