package io.isobar.query;

import com.fasterxml.jackson.core.JsonGenerator;
import io.isobar.query.batch.BatchColumns;
import io.isobar.query.batch.Deadline;
import io.isobar.query.filter.RowCursor;
import io.isobar.query.wire.WireReader;
import io.isobar.segment.Segment;
import io.isobar.segment.SegmentId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * How one query is answered, by its type.
 *
 * @param <P> what one segment contributes
 */
abstract class Answering<P extends PartialResult> {
    private final Query query;
    private final Class<P> partialType;

    Answering(Query query, Class<P> partialType) {
        this.query = query;
        this.partialType = partialType;
    }

    /** Computes what a segment contributes. */
    abstract P run(SegmentId id, Segment segment, Deadline deadline);

    /** Merges what segments contribute, in the order of their ids, and writes the answer. */
    abstract void finish(Iterable<P> partials, JsonGenerator out) throws IOException;

    /** Reads what {@link PartialResult#write} wrote. */
    abstract P read(SegmentId id, WireReader in) throws IOException;

    final P cast(PartialResult partial) {
        if (!partialType.isInstance(partial)) {
            throw new IllegalArgumentException(
                    "Partial result of segment [%s] is of another type of query".formatted(partial.segment()));
        }
        return partialType.cast(partial);
    }

    final BatchColumns columns(Segment segment) {
        return new BatchColumns(segment, query.virtualColumns());
    }

    final RowCursor cursor(BatchColumns columns, Deadline deadline) {
        return new RowCursor(columns, query.intervals(), query.filter(), deadline);
    }

    /** Copies an iterable that is walked more than once. */
    final List<P> list(Iterable<P> partials) {
        List<P> list = new ArrayList<>();
        partials.forEach(list::add);
        return list;
    }
}
