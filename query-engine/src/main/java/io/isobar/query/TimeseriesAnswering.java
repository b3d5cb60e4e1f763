package io.isobar.query;

import com.fasterxml.jackson.core.JsonGenerator;
import io.isobar.query.batch.BatchColumns;
import io.isobar.query.batch.Deadline;
import io.isobar.query.group.GroupedRun;
import io.isobar.query.group.Groups;
import io.isobar.query.order.IntSort;
import io.isobar.query.order.IntSort.IntOrder;
import io.isobar.segment.Interval;
import io.isobar.segment.Segment;
import io.isobar.segment.SegmentId;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row for each bucket of time. Buckets without rows are answered too where they lie between a segment's first and last
 * time, unless context {@code skipEmptyBuckets} says otherwise.
 */
final class TimeseriesAnswering extends GroupedAnswering {
    private final TimeseriesQuery query;
    private final boolean skipEmpty;

    TimeseriesAnswering(TimeseriesQuery query) {
        super(query, query.computation());
        this.query = query;
        this.skipEmpty = query.settings().skipEmptyBuckets();
    }

    @Override
    GroupedPartial run(SegmentId id, Segment segment, Deadline deadline) {
        BatchColumns columns = columns(segment);
        GroupedRun run = new GroupedRun(grouping(), columns, query.settings().maxGroups());
        run.addAll(cursor(columns, deadline));
        List<Interval> covered = covered(columns);
        if (!skipEmpty) {
            covered.forEach(run::addBuckets);
        }
        return new GroupedPartial(id, covered.isEmpty() ? 0 : covered.get(0).start(), run.groups());
    }

    @Override
    void finish(Iterable<GroupedPartial> partials, JsonGenerator json) throws IOException {
        List<GroupedPartial> list = list(partials);
        Groups groups = merge(list);
        AnswerWriter out = new AnswerWriter(json, granularity().zone(), query.settings());
        json.writeStartArray();
        if (granularity().isAll()) {
            writeAll(out, groups, firstStart(list));
        } else {
            writeBuckets(out, groups);
        }
        if (query.settings().grandTotal()) {
            json.writeStartObject();
            json.writeNullField("timestamp");
            writeResult(out, "", row(groups.total(grouping()), 0), null);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** One row for all times; Druid gives it even if there is no segment. */
    private void writeAll(AnswerWriter out, Groups groups, long start) throws IOException {
        if (groups.size() > 0) {
            writeRow(out, start, groups, 0);
        } else if (!skipEmpty) {
            writeRow(out, query.intervals().get(0).start(), groups.total(grouping()), 0);
        }
    }

    private void writeBuckets(AnswerWriter out, Groups groups) throws IOException {
        IntOrder ascending = groups::compareKeys;
        int[] order = IntSort.sorted(groups.size(), query.descending() ? ascending.reversed() : ascending);
        for (int i = 0; i < Math.min(order.length, query.limit()); i++) {
            writeRow(out, groups.time(order[i]), groups, order[i]);
        }
    }

    private void writeRow(AnswerWriter out, long time, Groups groups, int group) throws IOException {
        out.json().writeStartObject();
        out.timeField("timestamp", time);
        writeResult(out, query.settings().timestampResultField(), row(groups, group), time);
        out.json().writeEndObject();
    }

    private static void writeResult(
            AnswerWriter out, String timeField, Map<String, @Nullable Object> row, @Nullable Long time)
            throws IOException {
        out.json().writeObjectFieldStart("result");
        if (!timeField.isEmpty() && time != null) {
            out.timeField(timeField, time);
        }
        out.fields(row);
        out.json().writeEndObject();
    }
}
