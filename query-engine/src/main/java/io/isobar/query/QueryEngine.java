package io.isobar.query;

import com.fasterxml.jackson.core.JsonGenerator;
import io.isobar.segment.Segment;
import io.isobar.segment.SegmentId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Answers queries: each segment by itself, then all together. Has no state, so one serves any number of threads.
 *
 * <p>Deterministic: a segment's rows are read in their order, and partial results are merged in the order of their
 * segments' ids, so that even sums of floating-point numbers come out the same wherever the segments lay.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class QueryEngine {
    /** Computes what a segment contributes to a query. */
    public PartialResult run(Query query, SegmentId id, Segment segment) {
        throw new UnsupportedOperationException();
    }

    /** Merges partial results, which must come in the order of their segments' ids, and writes Druid's JSON answer. */
    public void finish(Query query, Iterable<PartialResult> inSegmentIdOrder, JsonGenerator out) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Writes a partial result in a compact binary form. */
    public void encode(PartialResult partial, OutputStream out) throws IOException {
        throw new UnsupportedOperationException();
    }

    /**
     * Reads what {@link #encode} wrote for the same query. Bytes from anywhere are safe to give to it.
     *
     * @throws IOException if the bytes are no partial result of this query
     */
    public PartialResult decode(Query query, InputStream in) throws IOException {
        throw new UnsupportedOperationException();
    }
}
