package io.isobar.query;

import com.fasterxml.jackson.core.JsonGenerator;
import io.isobar.query.ScanPartial.ScanColumn;
import io.isobar.segment.SegmentId;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Writes rows of a scan in objects of {@code batchSize} rows, each of one segment unless rows are ordered by time. */
final class ScanWriter {
    private final ScanQuery query;
    private final AnswerWriter out;
    private final JsonGenerator json;
    private long toSkip;
    private long toWrite;
    private int inBatch;
    /** Whose columns the open object has. */
    private @Nullable ScanPartial open;

    ScanWriter(ScanQuery query, AnswerWriter out) {
        this.query = query;
        this.out = out;
        this.json = out.json();
        this.toSkip = query.offset();
        this.toWrite = query.limit();
    }

    /** Whether the limit is reached. */
    boolean isFull() {
        return toWrite == 0;
    }

    /** Writes a row, or skips it if the offset isn't reached yet. */
    void row(ScanPartial partial, int row, @Nullable SegmentId segment) throws IOException {
        if (toSkip > 0) {
            toSkip--;
            return;
        }
        if (inBatch == query.batchSize() || (open != null && !sameColumns(open, partial))) {
            endBatch();
        }
        if (open == null) {
            startBatch(partial, segment);
        }
        toWrite--;
        inBatch++;
        if (query.format() == ScanQuery.Format.LIST) {
            json.writeStartObject();
            for (ScanColumn column : partial.columns()) {
                json.writeFieldName(column.name());
                out.value(column.values().value(row));
            }
            json.writeEndObject();
        } else {
            json.writeStartArray();
            for (ScanColumn column : partial.columns()) {
                out.value(column.values().value(row));
            }
            json.writeEndArray();
        }
    }

    /** Ends the open object, if there is one. */
    void endBatch() throws IOException {
        ScanPartial partial = open;
        if (partial == null) {
            return;
        }
        json.writeEndArray();
        json.writeArrayFieldStart("rowSignature");
        for (ScanColumn column : partial.columns()) {
            json.writeStartObject();
            json.writeStringField("name", column.name());
            if (column.type() != null) {
                json.writeStringField("type", column.type());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
        open = null;
        inBatch = 0;
    }

    private void startBatch(ScanPartial partial, @Nullable SegmentId segment) throws IOException {
        open = partial;
        json.writeStartObject();
        json.writeStringField("segmentId", segment == null ? null : segment.toString());
        json.writeArrayFieldStart("columns");
        for (ScanColumn column : partial.columns()) {
            json.writeString(column.name());
        }
        json.writeEndArray();
        json.writeArrayFieldStart("events");
    }

    private static boolean sameColumns(ScanPartial left, ScanPartial right) {
        if (left == right) {
            return true;
        }
        for (int i = 0; i < left.columns().size(); i++) {
            if (i >= right.columns().size()
                    || !left.columns()
                            .get(i)
                            .name()
                            .equals(right.columns().get(i).name())) {
                return false;
            }
        }
        return left.columns().size() == right.columns().size();
    }
}
