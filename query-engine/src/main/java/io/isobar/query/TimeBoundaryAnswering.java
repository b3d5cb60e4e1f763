package io.isobar.query;

import com.fasterxml.jackson.core.JsonGenerator;
import io.isobar.query.batch.BatchColumns;
import io.isobar.query.batch.Deadline;
import io.isobar.query.batch.NumericVector;
import io.isobar.query.batch.RowBatch;
import io.isobar.query.filter.RowCursor;
import io.isobar.query.wire.WireReader;
import io.isobar.segment.Interval;
import io.isobar.segment.Segment;
import io.isobar.segment.SegmentId;
import java.io.IOException;
import java.time.ZoneOffset;

/** The first and the last time; nothing is read of segments that lie inside an interval as a whole. */
final class TimeBoundaryAnswering extends Answering<TimeBoundaryPartial> {
    private final TimeBoundaryQuery query;

    TimeBoundaryAnswering(TimeBoundaryQuery query) {
        super(query, TimeBoundaryPartial.class);
        this.query = query;
    }

    @Override
    TimeBoundaryPartial run(SegmentId id, Segment segment, Deadline deadline) {
        if (query.filter() == null && segment.rows() > 0) {
            for (Interval interval : query.intervals()) {
                if (interval.contains(segment.minTime()) && interval.contains(segment.maxTime())) {
                    return new TimeBoundaryPartial(id, segment.minTime(), segment.maxTime());
                }
            }
        }
        BatchColumns columns = columns(segment);
        NumericVector times = columns.numbers(Segment.TIME);
        RowCursor cursor = cursor(columns, deadline);
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        for (RowBatch batch = cursor.next(); batch != null; batch = cursor.next()) {
            long[] values = times.longs(batch);
            for (int i = 0; i < batch.size(); i++) {
                min = Math.min(min, values[i]);
                max = Math.max(max, values[i]);
            }
        }
        return new TimeBoundaryPartial(id, min, max);
    }

    @Override
    void finish(Iterable<TimeBoundaryPartial> partials, JsonGenerator json) throws IOException {
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        for (TimeBoundaryPartial partial : partials) {
            min = Math.min(min, partial.min());
            max = Math.max(max, partial.max());
        }
        AnswerWriter out = new AnswerWriter(json, ZoneOffset.UTC, query.settings());
        json.writeStartArray();
        if (min <= max) {
            json.writeStartObject();
            out.timeField("timestamp", query.bound() == TimeBoundaryQuery.Bound.MAX ? max : min);
            json.writeObjectFieldStart("result");
            if (query.bound() != TimeBoundaryQuery.Bound.MAX) {
                out.timeField("minTime", min);
            }
            if (query.bound() != TimeBoundaryQuery.Bound.MIN) {
                out.timeField("maxTime", max);
            }
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    @Override
    TimeBoundaryPartial read(SegmentId id, WireReader in) throws IOException {
        return new TimeBoundaryPartial(id, in.number(), in.number());
    }
}
