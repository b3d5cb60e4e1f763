package io.isobar.query.aggregate;

import io.isobar.query.batch.NumericVector;
import io.isobar.query.wire.WireReader;
import io.isobar.query.wire.WireWriter;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Whole numbers, one per group; null for groups without one. The loops over rows stand in the subclasses. */
abstract class LongState extends AggregateState {
    long[] totals = new long[1];
    boolean[] seen = new boolean[1];

    /** Adds the rows' values to their groups; marked rows are null and left out. */
    abstract void add(GroupedRows rows, long[] values, boolean @Nullable [] nulls);

    /** Adds one value to a group. */
    abstract void add(int group, long value);

    final Accumulator accumulator(NumericVector input) {
        return rows -> add(rows, input.longs(rows.batch()), input.nulls(rows.batch()));
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
        LongState other = (LongState) from;
        if (other.seen[fromGroup]) {
            add(group, other.totals[fromGroup]);
        }
    }

    @Override
    public @Nullable Object value(int group) {
        return seen[group] ? totals[group] : null;
    }

    @Override
    public int compare(int left, int right) {
        int byPresence = Boolean.compare(seen[left], seen[right]);
        return byPresence != 0 ? byPresence : Long.compare(totals[left], totals[right]);
    }

    @Override
    public void write(int[] groups, int count, WireWriter out) throws IOException {
        boolean[] present = new boolean[count];
        for (int i = 0; i < count; i++) {
            present[i] = seen[groups[i]];
        }
        out.flags(present, count);
        for (int i = 0; i < count; i++) {
            out.number(present[i] ? totals[groups[i]] : 0);
        }
    }

    @Override
    public void read(int count, WireReader in) throws IOException {
        seen = in.flags(count);
        totals = in.numbers(count);
    }
}
