package io.isobar.query;

import com.fasterxml.jackson.core.JsonGenerator;
import io.isobar.query.batch.Deadline;
import io.isobar.query.error.QueryException;
import io.isobar.query.error.QueryException.Category;
import io.isobar.query.expression.ExpressionException;
import io.isobar.query.wire.WireReader;
import io.isobar.query.wire.WireWriter;
import io.isobar.segment.Segment;
import io.isobar.segment.SegmentId;
import io.isobar.segment.UnsupportedSegmentException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers queries: each segment by itself, then all together. Has no state, so one serves any number of threads.
 *
 * <p>Deterministic: a segment's rows are read in their order, and partial results are merged in the order of their
 * segments' ids, so that even sums of floating-point numbers come out the same wherever the segments lay.
 *
 * <p>Bounded: a run gives up after the query's {@code timeout}, when its thread is interrupted, and when it has more
 * groups than {@code maxResults} in the context (a million by default) or more values than a scan may keep.
 */
public final class QueryEngine {
    private final LongSupplier nanoTime;

    /** An engine on the clock of this machine. */
    public QueryEngine() {
        this(System::nanoTime);
    }

    /** An engine that measures timeouts with another clock. */
    public QueryEngine(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * Computes what a segment contributes to a query.
     *
     * @throws QueryException if it can't be computed, or takes too much
     * @throws UncheckedIOException around a {@code CorruptSegmentException} if the segment turns out to be damaged
     */
    public PartialResult run(Query query, SegmentId id, Segment segment) {
        Deadline deadline = new Deadline(nanoTime, query.settings().timeoutMillis());
        try {
            return query.answering().run(id, segment, deadline);
        } catch (ExpressionException e) {
            throw failed(e);
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof UnsupportedSegmentException unsupported) {
                throw new QueryException(Category.UNSUPPORTED, String.valueOf(unsupported.getMessage()), unsupported);
            }
            throw e;
        }
    }

    /**
     * Merges partial results and writes Druid's JSON answer.
     *
     * @param inSegmentIdOrder partial results of this query, in the order of their segments' ids; read once
     */
    public void finish(Query query, Iterable<PartialResult> inSegmentIdOrder, JsonGenerator out) throws IOException {
        try {
            Deadline deadline = new Deadline(nanoTime, query.settings().timeoutMillis());
            finish(query.answering(), inSegmentIdOrder, deadline, out);
        } catch (ExpressionException e) {
            throw failed(e);
        }
    }

    /** An expression that can be read, but not be evaluated with the values that came. */
    private static QueryException failed(ExpressionException e) {
        return new QueryException(Category.INVALID_INPUT, String.valueOf(e.getMessage()), e);
    }

    private static <P extends PartialResult> void finish(
            Answering<P> answering, Iterable<PartialResult> partials, Deadline deadline, JsonGenerator out)
            throws IOException {
        answering.finish(() -> new InOrder<>(answering, partials.iterator(), deadline), out);
    }

    /** Writes a partial result in a compact binary form; see {@link PartialFrame}. */
    public void encode(PartialResult partial, OutputStream out) throws IOException {
        WireWriter writer = new WireWriter(out);
        PartialFrame.writeHead(partial.segment(), writer);
        partial.write(writer);
        writer.flush();
    }

    /**
     * Reads what {@link #encode} wrote for the same query. Bytes from anywhere are safe to give to it.
     *
     * @throws IOException if the bytes are no partial result of this query
     */
    public PartialResult decode(Query query, InputStream in) throws IOException {
        WireReader reader = new WireReader(in);
        return query.answering().read(PartialFrame.readHead(reader), reader);
    }

    /** Refuses partial results that come in another order: the answer would depend on it. */
    private static final class InOrder<P extends PartialResult> implements Iterator<P> {
        private final Answering<P> answering;
        private final Iterator<PartialResult> partials;
        private final Deadline deadline;
        private @Nullable SegmentId last;

        InOrder(Answering<P> answering, Iterator<PartialResult> partials, Deadline deadline) {
            this.answering = answering;
            this.partials = partials;
            this.deadline = deadline;
        }

        @Override
        public boolean hasNext() {
            return partials.hasNext();
        }

        @Override
        public P next() {
            deadline.check();
            P next = answering.cast(partials.next());
            if (last != null && last.compareTo(next.segment()) > 0) {
                throw new IllegalArgumentException(
                        "Partial result of segment [%s] comes after that of [%s]: sort them by id"
                                .formatted(next.segment(), last));
            }
            last = next.segment();
            return next;
        }
    }
}
