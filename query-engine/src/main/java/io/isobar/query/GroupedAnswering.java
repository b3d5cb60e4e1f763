package io.isobar.query;

import io.isobar.query.aggregate.AggregateState;
import io.isobar.query.batch.BatchColumns;
import io.isobar.query.group.GroupMerger;
import io.isobar.query.group.Grouping;
import io.isobar.query.group.Groups;
import io.isobar.query.postaggregate.PostAggregator;
import io.isobar.query.values.Values;
import io.isobar.query.wire.WireReader;
import io.isobar.segment.Interval;
import io.isobar.segment.Segment;
import io.isobar.segment.SegmentId;
import io.isobar.segment.time.Granularity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What timeseries, topN and groupBy have in common: groups, merged by their keys, become rows of outputs. */
abstract class GroupedAnswering extends Answering<GroupedPartial> {
    private final Query query;
    private final Computation computation;

    GroupedAnswering(Query query, Computation computation) {
        super(query, GroupedPartial.class);
        this.query = query;
        this.computation = computation;
    }

    final Grouping grouping() {
        return computation.grouping();
    }

    final Granularity granularity() {
        return grouping().granularity();
    }

    @Override
    final GroupedPartial read(SegmentId id, WireReader in) throws IOException {
        return GroupedPartial.read(id, grouping(), in);
    }

    /** The groups of all partial results, each group's values added in their order. */
    final Groups merge(Iterable<GroupedPartial> partials) {
        GroupMerger merger = new GroupMerger(grouping(), query.settings().maxGroups());
        partials.forEach(partial -> merger.add(partial.groups()));
        return merger.result();
    }

    /**
     * The parts of the query's intervals that a segment has something to say about: from its first time to the end of
     * the bucket of its last time, as in Druid.
     */
    final List<Interval> covered(BatchColumns columns) {
        Segment segment = columns.segment();
        List<Interval> covered = new ArrayList<>();
        if (segment.rows() == 0) {
            return covered;
        }
        long end = granularity().isAll()
                ? Long.MAX_VALUE
                : granularity().nextBucket(granularity().bucketStart(segment.maxTime()));
        for (Interval interval : query.intervals()) {
            interval.intersect(new Interval(segment.minTime(), end)).ifPresent(covered::add);
        }
        return covered;
    }

    /** The time that stands for all times: the start of the first segment that has groups; 0 if none has. */
    static long firstStart(List<GroupedPartial> partials) {
        for (GroupedPartial partial : partials) {
            if (partial.groups().size() > 0) {
                return partial.start();
            }
        }
        return 0;
    }

    /** The outputs of a group by name: dimensions, aggregators, then post-aggregators. */
    final Map<String, @Nullable Object> row(Groups groups, int group) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        for (int d = 0; d < groups.dimensions().size(); d++) {
            Values values = groups.dimensions().get(d);
            row.put(grouping().dimensions().get(d).outputName(), values.value(group));
        }
        for (int a = 0; a < groups.states().size(); a++) {
            AggregateState state = groups.states().get(a);
            row.put(grouping().aggregators().get(a).name(), state.value(group));
        }
        for (PostAggregator postAggregator : computation.postAggregators()) {
            row.put(postAggregator.name(), postAggregator.compute(row));
        }
        return row;
    }

    /** The position of the aggregator with a name, or -1. */
    final int aggregator(String name) {
        for (int a = 0; a < grouping().aggregators().size(); a++) {
            if (grouping().aggregators().get(a).name().equals(name)) {
                return a;
            }
        }
        return -1;
    }

    /** The values of one output for all groups, by computing all their rows. */
    final @Nullable Object[] outputs(Groups groups, String name) {
        @Nullable Object[] values = new Object[groups.size()];
        for (int group = 0; group < groups.size(); group++) {
            values[group] = row(groups, group).get(name);
        }
        return values;
    }
}
