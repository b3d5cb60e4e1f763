package io.isobar.query.group;

import io.isobar.query.aggregate.AggregateState;
import io.isobar.query.values.LongCodes;
import io.isobar.query.values.Values;
import java.util.ArrayList;
import java.util.List;

/**
 * Merges groups of equal keys. Each group's values are added in the order in which {@link #add} is called, so the same
 * calls give the same result to the last bit.
 */
public final class GroupMerger {
    private final Grouping grouping;
    private final LongCodes times = new LongCodes();
    private final List<ValueCodes> dimensions;
    private final GroupIndex index;
    private final List<AggregateState> states;

    /** Merges groups of one grouping into at most {@code maxGroups}. */
    public GroupMerger(Grouping grouping, int maxGroups) {
        this.grouping = grouping;
        this.dimensions = grouping.dimensions().stream()
                .map(dimension -> ValueCodes.of(dimension.outputType()))
                .toList();
        this.index = new HashGroupIndex(grouping.dimensions().size() + 1, maxGroups);
        this.states = grouping.newStates();
    }

    /** Adds groups to those of equal keys. */
    public void add(Groups groups) {
        add(groups, new boolean[grouping.dimensions().size()]);
    }

    /** The same with the dimensions that have a mark taken as null in every group. */
    public void add(Groups groups, boolean[] leftOut) {
        int size = groups.size();
        int[][] keys = new int[dimensions.size() + 1][];
        keys[0] = new int[size];
        for (int i = 0; i < size; i++) {
            keys[0][i] = times.code(groups.time(i));
        }
        for (int d = 0; d < dimensions.size(); d++) {
            keys[d + 1] = leftOut[d]
                    ? dimensions.get(d).nullCodes(size)
                    : dimensions.get(d).codes(groups.dimensions().get(d));
        }
        int[] merged = new int[size];
        index.find(keys, size, merged);
        for (int s = 0; s < states.size(); s++) {
            AggregateState state = states.get(s);
            AggregateState from = groups.states().get(s);
            state.grow(index.size());
            for (int i = 0; i < size; i++) {
                state.merge(merged[i], from, i);
            }
        }
    }

    /** What was merged so far. */
    public Groups result() {
        int size = index.size();
        int[] timeCodes = index.codes(0);
        long[] groupTimes = new long[size];
        for (int i = 0; i < size; i++) {
            groupTimes[i] = times.value(timeCodes[i]);
        }
        List<Values> values = new ArrayList<>();
        for (int d = 0; d < dimensions.size(); d++) {
            values.add(dimensions.get(d).values(index.codes(d + 1)));
        }
        return new Groups(size, groupTimes, values, states);
    }
}
