package io.isobar.query;

import com.fasterxml.jackson.core.JsonGenerator;
import io.isobar.query.batch.BatchColumns;
import io.isobar.query.batch.Deadline;
import io.isobar.query.group.GroupedRun;
import io.isobar.query.group.Groups;
import io.isobar.query.order.IntSort;
import io.isobar.query.order.IntSort.IntOrder;
import io.isobar.query.order.IntTop;
import io.isobar.query.order.TextOrder;
import io.isobar.query.values.Values;
import io.isobar.segment.Interval;
import io.isobar.segment.Segment;
import io.isobar.segment.SegmentId;
import io.isobar.segment.ValueType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The first values of a dimension for each bucket of time; what is approximate about it stands at {@link TopNQuery}. */
final class TopNAnswering extends GroupedAnswering {
    private final TopNQuery query;
    private final Ranking ranking;

    TopNAnswering(TopNQuery query) {
        super(query, query.computation());
        this.query = query;
        this.ranking = query.ranking();
    }

    @Override
    GroupedPartial run(SegmentId id, Segment segment, Deadline deadline) {
        BatchColumns columns = columns(segment);
        GroupedRun run = new GroupedRun(grouping(), columns, query.settings().maxGroups());
        run.addAll(cursor(columns, deadline));
        List<Interval> covered = covered(columns);
        long start = covered.isEmpty() ? 0 : covered.get(0).start();
        return new GroupedPartial(id, start, best(run.groups()));
    }

    /** The best of each bucket that can still matter. */
    private Groups best(Groups groups) {
        int[] kept = new int[groups.size()];
        int count = 0;
        IntOrder order = order(groups);
        for (int[] bucket : buckets(groups)) {
            for (int group : IntTop.of(bucket, bucket.length, query.keptPerSegment(), order)) {
                kept[count++] = group;
            }
        }
        return count == groups.size() ? groups : groups.pick(grouping(), kept, count);
    }

    @Override
    void finish(Iterable<GroupedPartial> partials, JsonGenerator json) throws IOException {
        List<GroupedPartial> list = list(partials);
        Groups groups = merge(list);
        long allStart = firstStart(list);
        AnswerWriter out = new AnswerWriter(json, granularity().zone(), query.settings());
        IntOrder order = order(groups);
        json.writeStartArray();
        for (int[] bucket : buckets(groups)) {
            int[] best = IntTop.of(bucket, bucket.length, query.threshold(), order);
            if (best.length == 0) {
                continue; // all of it lies before previousStop
            }
            json.writeStartObject();
            out.timeField("timestamp", granularity().isAll() ? allStart : groups.time(bucket[0]));
            json.writeArrayFieldStart("result");
            for (int group : best) {
                json.writeStartObject();
                out.fields(row(groups, group));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** The groups of each bucket of time, buckets in order; without those that the ranking passes over. */
    private List<int[]> buckets(Groups groups) {
        String stop = ranking.previousStop();
        Values values = groups.dimensions().get(0);
        int[] eligible = IntStream.range(0, groups.size())
                .filter(group -> stop == null || isAfter(text(values, group), stop))
                .toArray();
        if (granularity().isAll()) {
            return eligible.length == 0 ? List.of() : List.of(eligible);
        }
        int[] order = IntSort.sorted(
                eligible.length, (a, b) -> Long.compare(groups.time(eligible[a]), groups.time(eligible[b])));
        List<int[]> buckets = new ArrayList<>();
        int from = 0;
        for (int to = 1; to <= order.length; to++) {
            if (to == order.length || groups.time(eligible[order[to]]) != groups.time(eligible[order[from]])) {
                buckets.add(Arrays.stream(order, from, to).map(i -> eligible[i]).toArray());
                from = to;
            }
        }
        return buckets;
    }

    private boolean isAfter(@Nullable String value, String stop) {
        int order = ranking.order().compare(value, stop);
        return ranking.inverted() ? order < 0 : order > 0;
    }

    /** Better groups first; total, since no two groups of a bucket have the same value. */
    private IntOrder order(Groups groups) {
        Values values = groups.dimensions().get(0);
        IntOrder byRank = ranking.metric() == null ? byText(values) : byMetric(groups, ranking.metric());
        return (left, right) -> {
            int rank = byRank.compare(left, right);
            return rank != 0 ? rank : values.compare(left, right);
        };
    }

    private IntOrder byText(Values values) {
        IntOrder ascending = ranking.order() == TextOrder.LEXICOGRAPHIC && values.type() == ValueType.STRING
                ? values::compare
                : (left, right) -> ranking.order().compare(text(values, left), text(values, right));
        return ranking.inverted() ? ascending.reversed() : ascending;
    }

    private IntOrder byMetric(Groups groups, String metric) {
        int aggregator = aggregator(metric);
        IntOrder ascending;
        if (aggregator >= 0) {
            ascending = groups.states().get(aggregator)::compare;
        } else {
            @Nullable Object[] outputs = outputs(groups, metric);
            ascending = (left, right) -> OutputOrder.compare(outputs[left], outputs[right]);
        }
        return ranking.inverted() ? ascending : ascending.reversed();
    }

    private static @Nullable String text(Values values, int index) {
        Object value = values.value(index);
        return value == null ? null : value.toString();
    }
}
