package io.isobar.query;

import io.isobar.query.wire.WireWriter;
import io.isobar.segment.SegmentId;
import java.io.IOException;

/** What one segment contributes to the answer of one query. Made by {@link QueryEngine#run}; of no use to others. */
public abstract class PartialResult {
    private final SegmentId segment;

    PartialResult(SegmentId segment) {
        this.segment = segment;
    }

    /** The segment that it came from; partial results are merged in the order of these. */
    public final SegmentId segment() {
        return segment;
    }

    /** Writes all but the segment's id. */
    abstract void write(WireWriter out) throws IOException;
}
