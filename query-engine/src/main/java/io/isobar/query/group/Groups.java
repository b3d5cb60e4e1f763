package io.isobar.query.group;

import io.isobar.query.aggregate.AggregateState;
import io.isobar.query.values.Values;
import io.isobar.query.wire.WireReader;
import io.isobar.query.wire.WireWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Groups with what was computed for each: columns of equal length, no two groups with the same key. */
public final class Groups {
    private static final int MAX_GROUPS = 1 << 26;

    private final int size;
    private final long[] times;
    private final List<Values> dimensions;
    private final List<AggregateState> states;

    Groups(int size, long[] times, List<Values> dimensions, List<AggregateState> states) {
        this.size = size;
        this.times = times;
        this.dimensions = dimensions;
        this.states = states;
    }

    /** How many groups there are. */
    public int size() {
        return size;
    }

    /** The start of a group's bucket of time; 0 if all times are in one. */
    public long time(int group) {
        return times[group];
    }

    /** The values of each dimension. */
    public List<Values> dimensions() {
        return dimensions;
    }

    /** The values of each aggregator. */
    public List<AggregateState> states() {
        return states;
    }

    /** Compares the keys of two groups: by time, then by each dimension in its natural order. */
    public int compareKeys(int left, int right) {
        int order = Long.compare(times[left], times[right]);
        for (int i = 0; order == 0 && i < dimensions.size(); i++) {
            order = dimensions.get(i).compare(left, right);
        }
        return order;
    }

    /** The groups at {@code indices[0..count)}. */
    public Groups pick(Grouping grouping, int[] indices, int count) {
        long[] pickedTimes = new long[count];
        for (int i = 0; i < count; i++) {
            pickedTimes[i] = times[indices[i]];
        }
        List<AggregateState> pickedStates = grouping.newStates();
        for (int s = 0; s < pickedStates.size(); s++) {
            AggregateState picked = pickedStates.get(s);
            picked.grow(count);
            for (int i = 0; i < count; i++) {
                picked.merge(i, states.get(s), indices[i]);
            }
        }
        List<Values> pickedDimensions =
                dimensions.stream().map(values -> values.pick(indices, count)).toList();
        return new Groups(count, pickedTimes, pickedDimensions, pickedStates);
    }

    /** One group that holds what all of them hold, and exists even if there are none; it has no dimensions. */
    public Groups total(Grouping grouping) {
        List<AggregateState> totals = grouping.newStates();
        for (int s = 0; s < totals.size(); s++) {
            totals.get(s).grow(1);
            for (int group = 0; group < size; group++) {
                totals.get(s).merge(0, states.get(s), group);
            }
        }
        return new Groups(1, new long[1], List.of(), totals);
    }

    /** Writes the groups for {@link #read}. */
    public void write(WireWriter out) throws IOException {
        out.count(size);
        long previous = 0;
        for (int i = 0; i < size; i++) {
            out.number(times[i] - previous); // neighbours lie close together
            previous = times[i];
        }
        for (Values dimension : dimensions) {
            dimension.write(out);
        }
        int[] all = new int[size];
        Arrays.setAll(all, i -> i);
        for (AggregateState state : states) {
            state.write(all, size, out);
        }
    }

    /** Reads groups that {@link #write} wrote for the same grouping. */
    public static Groups read(Grouping grouping, WireReader in) throws IOException {
        int size = in.count(MAX_GROUPS);
        long[] times = in.numbers(size);
        for (int i = 1; i < size; i++) {
            times[i] += times[i - 1];
        }
        List<Values> dimensions = new ArrayList<>();
        for (DimensionSpec dimension : grouping.dimensions()) {
            Values values = Values.read(in);
            values.require(size, dimension.outputType());
            dimensions.add(values);
        }
        List<AggregateState> states = grouping.newStates();
        for (AggregateState state : states) {
            state.read(size, in);
        }
        return new Groups(size, times, dimensions, states);
    }
}
