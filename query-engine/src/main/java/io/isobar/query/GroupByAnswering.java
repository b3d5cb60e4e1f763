package io.isobar.query;

import com.fasterxml.jackson.core.JsonGenerator;
import io.isobar.query.LimitSpec.OrderBy;
import io.isobar.query.batch.BatchColumns;
import io.isobar.query.batch.Deadline;
import io.isobar.query.group.DimensionSpec;
import io.isobar.query.group.GroupMerger;
import io.isobar.query.group.GroupedRun;
import io.isobar.query.group.Groups;
import io.isobar.query.order.IntSort;
import io.isobar.query.order.IntSort.IntOrder;
import io.isobar.query.order.TextOrder;
import io.isobar.query.values.Values;
import io.isobar.segment.Segment;
import io.isobar.segment.SegmentId;
import io.isobar.segment.ValueType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A row for each group, in the order of time and dimensions, or as the limitSpec says. */
final class GroupByAnswering extends GroupedAnswering {
    private final GroupByQuery query;
    private final boolean dimensionsFirst;

    GroupByAnswering(GroupByQuery query) {
        super(query, query.computation());
        this.query = query;
        this.dimensionsFirst = query.settings().sortByDimsFirst();
    }

    @Override
    GroupedPartial run(SegmentId id, Segment segment, Deadline deadline) {
        BatchColumns columns = columns(segment);
        GroupedRun run = new GroupedRun(grouping(), columns, query.settings().maxGroups());
        run.addAll(cursor(columns, deadline));
        return new GroupedPartial(id, segment.minTime(), run.groups());
    }

    @Override
    void finish(Iterable<GroupedPartial> partials, JsonGenerator json) throws IOException {
        Groups groups = merge(partials);
        AnswerWriter out = new AnswerWriter(json, granularity().zone(), query.settings());
        json.writeStartArray();
        if (query.subtotals().isEmpty()) {
            write(groups, out);
        }
        for (List<String> dimensions : query.subtotals()) {
            write(subtotal(groups, dimensions), out);
        }
        json.writeEndArray();
    }

    private Groups subtotal(Groups groups, List<String> dimensions) {
        List<DimensionSpec> all = grouping().dimensions();
        boolean[] leftOut = new boolean[all.size()];
        for (int d = 0; d < leftOut.length; d++) {
            leftOut[d] = !dimensions.contains(all.get(d).outputName());
        }
        GroupMerger merger = new GroupMerger(grouping(), query.settings().maxGroups());
        merger.add(groups, leftOut);
        return merger.result();
    }

    private void write(Groups merged, AnswerWriter out) throws IOException {
        LimitSpec limit = query.limitSpec();
        boolean summary = merged.size() == 0
                && grouping().dimensions().isEmpty()
                && granularity().isAll()
                && limit.offset() == 0;
        Groups groups = summary ? merged.total(grouping()) : merged;
        int[] answered = accepted(groups);
        IntOrder order = order(groups);
        int[] sorted = IntSort.sorted(answered.length, (a, b) -> order.compare(answered[a], answered[b]));
        long end = Math.min(sorted.length, (long) limit.offset() + limit.limit());
        for (int i = limit.offset(); i < end; i++) {
            write(groups, answered[sorted[i]], out);
        }
    }

    /** The groups that the having accepts. */
    private int[] accepted(Groups groups) {
        Having having = query.having();
        IntStream all = IntStream.range(0, groups.size());
        return having == null
                ? all.toArray()
                : all.filter(group -> having.accepts(row(groups, group))).toArray();
    }

    private void write(Groups groups, int group, AnswerWriter out) throws IOException {
        JsonGenerator json = out.json();
        boolean all = granularity().isAll();
        Map<String, @Nullable Object> row = row(groups, group);
        if (query.settings().resultAsArray()) {
            json.writeStartArray();
            if (!all) {
                json.writeNumber(groups.time(group));
            }
            for (Object value : row.values()) {
                out.value(value);
            }
            json.writeEndArray();
            return;
        }
        json.writeStartObject();
        json.writeStringField("version", "v1");
        out.timeField("timestamp", all ? query.intervals().get(0).start() : groups.time(group));
        json.writeObjectFieldStart("event");
        out.fields(row);
        json.writeEndObject();
        json.writeEndObject();
    }

    /** Time, then the columns of the limitSpec, then the dimensions; with {@code sortByDimsFirst} time comes last. */
    private IntOrder order(Groups groups) {
        List<IntOrder> orders = new ArrayList<>();
        IntOrder byTime = (left, right) -> Long.compare(groups.time(left), groups.time(right));
        if (!dimensionsFirst) {
            orders.add(byTime);
        }
        query.limitSpec().columns().forEach(column -> orders.add(order(groups, column)));
        groups.dimensions().forEach(values -> orders.add(values::compare));
        if (dimensionsFirst) {
            orders.add(byTime);
        }
        return (left, right) -> {
            for (IntOrder each : orders) {
                int order = each.compare(left, right);
                if (order != 0) {
                    return order;
                }
            }
            return 0;
        };
    }

    private IntOrder order(Groups groups, OrderBy column) {
        IntOrder ascending = ascending(groups, column);
        return column.descending() ? ascending.reversed() : ascending;
    }

    private IntOrder ascending(Groups groups, OrderBy column) {
        for (int d = 0; d < groups.dimensions().size(); d++) {
            if (grouping().dimensions().get(d).outputName().equals(column.column())) {
                return byDimension(groups.dimensions().get(d), column.order());
            }
        }
        int aggregator = aggregator(column.column());
        if (aggregator >= 0) {
            return groups.states().get(aggregator)::compare;
        }
        @Nullable Object[] outputs = outputs(groups, column.column());
        return (left, right) -> OutputOrder.compare(outputs[left], outputs[right]);
    }

    /** As in Druid numbers too compare by their text, unless an order says otherwise. */
    private static IntOrder byDimension(Values values, @Nullable TextOrder order) {
        boolean text = values.type() == ValueType.STRING;
        TextOrder texts = order == null ? TextOrder.LEXICOGRAPHIC : order;
        if (text ? texts == TextOrder.LEXICOGRAPHIC : texts == TextOrder.NUMERIC) {
            return values::compare;
        }
        return (left, right) -> texts.compare(text(values.value(left)), text(values.value(right)));
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
