package io.isobar.query.group;

import io.isobar.query.aggregate.Accumulator;
import io.isobar.query.aggregate.AggregateState;
import io.isobar.query.aggregate.GroupedRows;
import io.isobar.query.batch.BatchColumns;
import io.isobar.query.batch.RowBatch;
import io.isobar.query.error.QueryException;
import io.isobar.query.filter.RowCursor;
import io.isobar.query.values.Values;
import io.isobar.segment.Interval;
import io.isobar.segment.Segment;
import io.isobar.segment.time.Granularity;
import java.util.ArrayList;
import java.util.List;

/** Groups a segment's rows, batch by batch: keys to codes, codes to groups, values to groups. */
public final class GroupedRun {
    private final Grouping grouping;
    private final TimeBuckets buckets;
    private final List<KeyColumn> keyColumns = new ArrayList<>();
    private final GroupIndex index;
    private final List<AggregateState> states;
    private final List<Accumulator> accumulators = new ArrayList<>();
    private final int[][] keys;
    private final int[] groups = new int[RowBatch.SIZE];
    private final boolean multiValue;

    /** Prepares to group rows of {@code columns}' segment into at most {@code maxGroups} groups. */
    public GroupedRun(Grouping grouping, BatchColumns columns, int maxGroups) {
        this.grouping = grouping;
        this.buckets = new TimeBuckets(grouping.granularity(), columns);
        grouping.dimensions().forEach(dimension -> keyColumns.add(KeyColumn.open(dimension, columns)));
        this.multiValue = keyColumns.stream().anyMatch(KeyColumn::multiValue);
        this.keys = new int[keyColumns.size() + 1][];
        this.states = grouping.newStates();
        for (int i = 0; i < states.size(); i++) {
            accumulators.add(grouping.aggregators().get(i).accumulator(columns, states.get(i)));
        }
        this.index = index(columns.segment(), maxGroups);
    }

    /** Adds all rows of a cursor. */
    public void addAll(RowCursor cursor) {
        GroupedRows rows = new GroupedRows(cursor.batch());
        Explosion explosion = new Explosion(keyColumns, grouping.emptyRows(), cursor.batch());
        for (RowBatch batch = cursor.next(); batch != null; batch = cursor.next()) {
            int[] bucketCodes = buckets.codes(batch);
            if (multiValue) {
                explosion.start(bucketCodes);
                while (explosion.next()) {
                    index.find(explosion.keys(), explosion.count(), explosion.groups());
                    rows.set(explosion.positions(), explosion.groups(), explosion.count());
                    accumulate(rows);
                }
            } else {
                keys[0] = bucketCodes;
                for (int i = 0; i < keyColumns.size(); i++) {
                    keys[i + 1] = keyColumns.get(i).codes(batch);
                }
                if (keyColumns.isEmpty() && buckets.allOne()) {
                    index.find(keys, 1, groups);
                    rows.allTo(groups[0]);
                } else {
                    index.find(keys, batch.size(), groups);
                    rows.eachTo(groups);
                }
                accumulate(rows);
            }
        }
    }

    /**
     * Makes a group for each bucket of time that overlaps {@code interval}, also where there are no rows. Only without
     * dimensions.
     */
    public void addBuckets(Interval interval) {
        int[][] key = {new int[1]};
        int[] group = new int[1];
        if (grouping.granularity().isAll()) {
            index.find(key, 1, group);
        } else {
            for (Interval bucket : bucketsOf(interval)) {
                key[0][0] = buckets.codeOfStart(bucket.start());
                index.find(key, 1, group);
            }
        }
        states.forEach(state -> state.grow(index.size()));
    }

    private Iterable<Interval> bucketsOf(Interval interval) {
        try {
            return grouping.granularity().buckets(interval);
        } catch (IllegalArgumentException e) {
            throw QueryException.capacityExceeded(e.getMessage() + "; or set skipEmptyBuckets in the context");
        }
    }

    /** The groups as they are now, their dimensions in the types that the query asks for. */
    public Groups groups() {
        int size = index.size();
        states.forEach(state -> state.grow(size));
        int[] bucketCodes = index.codes(0);
        long[] times = new long[size];
        for (int i = 0; i < size; i++) {
            times[i] = buckets.start(bucketCodes[i]);
        }
        List<Values> dimensions = new ArrayList<>();
        boolean distinct = true;
        for (int i = 0; i < keyColumns.size(); i++) {
            Values stored = keyColumns.get(i).values(index.codes(i + 1), size);
            Values wanted = stored.as(grouping.dimensions().get(i).outputType());
            distinct &= wanted.type() == stored.type();
            dimensions.add(wanted);
        }
        Groups result = new Groups(size, times, dimensions, states);
        return distinct ? result : merged(result);
    }

    /** Casts make equal what was not: "1" and "01" are one number. */
    private Groups merged(Groups groupsBeforeCast) {
        GroupMerger merger = new GroupMerger(grouping, Integer.MAX_VALUE);
        merger.add(groupsBeforeCast);
        return merger.result();
    }

    private void accumulate(GroupedRows rows) {
        for (AggregateState state : states) {
            state.grow(index.size());
        }
        for (Accumulator accumulator : accumulators) {
            accumulator.add(rows);
        }
    }

    private GroupIndex index(Segment segment, int maxGroups) {
        int[] cardinalities = new int[keyColumns.size() + 1];
        long places = 1;
        for (int i = 0; i < keyColumns.size(); i++) {
            int cardinality = keyColumns.get(i).cardinality();
            cardinalities[i + 1] = cardinality;
            if (cardinality == KeyColumn.UNKNOWN || (places *= cardinality) > DenseGroupIndex.MAX_PLACES) {
                return new HashGroupIndex(cardinalities.length, maxGroups);
            }
        }
        long bucketsAllowed = DenseGroupIndex.MAX_PLACES / places;
        int bucketsFound = countBuckets(grouping.granularity(), segment, bucketsAllowed + 1);
        if (bucketsFound > bucketsAllowed) {
            return new HashGroupIndex(cardinalities.length, maxGroups);
        }
        cardinalities[0] = Math.max(1, bucketsFound);
        return new DenseGroupIndex(cardinalities, maxGroups);
    }

    /** How many buckets the segment's times span, counted up to {@code most}. */
    private static int countBuckets(Granularity granularity, Segment segment, long most) {
        if (granularity.isAll() || segment.rows() == 0) {
            return 1;
        }
        int count = 0;
        long start = granularity.bucketStart(segment.minTime());
        while (count < most && start <= segment.maxTime()) {
            count++;
            start = granularity.nextBucket(start);
        }
        return count;
    }
}
