package io.isobar.query.aggregate;

import io.isobar.query.batch.NumericVector;
import io.isobar.query.wire.WireReader;
import io.isobar.query.wire.WireWriter;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Floating-point numbers, one per group; null for groups without one. Floats are computed as doubles and rounded once,
 * when they are asked for. The loops over rows stand in the subclasses.
 */
abstract class DoubleState extends AggregateState {
    private final boolean asFloat;
    double[] totals = new double[1];
    boolean[] seen = new boolean[1];

    DoubleState(boolean asFloat) {
        this.asFloat = asFloat;
    }

    /** Adds the rows' values to their groups; marked rows are null and left out. */
    abstract void add(GroupedRows rows, double[] values, boolean @Nullable [] nulls);

    /** Adds one value to a group. */
    abstract void add(int group, double value);

    final Accumulator accumulator(NumericVector input) {
        return rows -> add(rows, input.doubles(rows.batch()), input.nulls(rows.batch()));
    }

    @Override
    public void grow(int groups) {
        if (groups > totals.length) {
            totals = Arrays.copyOf(totals, Math.max(groups, totals.length * 2));
            seen = Arrays.copyOf(seen, totals.length);
        }
    }

    @Override
    public void merge(int group, AggregateState from, int fromGroup) {
        DoubleState other = (DoubleState) from;
        if (other.seen[fromGroup]) {
            add(group, other.totals[fromGroup]);
        }
    }

    @Override
    public @Nullable Object value(int group) {
        if (!seen[group]) {
            return null;
        }
        if (asFloat) {
            return (float) totals[group];
        }
        return totals[group];
    }

    @Override
    public int compare(int left, int right) {
        int byPresence = Boolean.compare(seen[left], seen[right]);
        if (byPresence != 0) {
            return byPresence;
        }
        return asFloat
                ? Float.compare((float) totals[left], (float) totals[right])
                : Double.compare(totals[left], totals[right]);
    }

    @Override
    public void write(int[] groups, int count, WireWriter out) throws IOException {
        boolean[] present = new boolean[count];
        for (int i = 0; i < count; i++) {
            present[i] = seen[groups[i]];
        }
        out.flags(present, count);
        for (int i = 0; i < count; i++) {
            out.real(present[i] ? totals[groups[i]] : 0);
        }
    }

    @Override
    public void read(int count, WireReader in) throws IOException {
        seen = in.flags(count);
        totals = in.reals(count);
    }
}
