package io.isobar.query;

import io.isobar.segment.SegmentId;

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
}
