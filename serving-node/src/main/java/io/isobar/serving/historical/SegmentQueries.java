package io.isobar.serving.historical;

import io.isobar.query.Query;
import io.isobar.query.QueryEngine;
import io.isobar.query.error.QueryException;
import io.isobar.segment.SegmentId;
import io.isobar.serving.partials.PartialsRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs queries over open segments on a pool that all queries share: a few segments of a query ahead of what its answer
 * has come to, so that results don't pile up.
 */
final class SegmentQueries {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentQueries.class);

    private final QueryEngine engine;
    private final HeldSegments held;
    private final Scrub scrub;
    private final ExecutorService pool;
    private final int ahead;
    private final Set<Run> running = ConcurrentHashMap.newKeySet();

    SegmentQueries(QueryEngine engine, HeldSegments held, Scrub scrub, ExecutorService pool, int threads) {
        this.engine = engine;
        this.held = held;
        this.scrub = scrub;
        this.pool = pool;
        this.ahead = 2 * threads;
    }

    /** Begins to answer {@code request}. */
    Run start(PartialsRequest request) {
        Run run = new Run(request);
        running.add(run);
        run.submit();
        return run;
    }

    /** Cancels what runs under that id of a query; tells whether anything does. */
    boolean cancel(String queryId) {
        boolean found = false;
        for (Run run : running) {
            if (run.request.queryId().equals(queryId)) {
                run.cancel();
                found = true;
            }
        }
        return found;
    }

    int running() {
        return running.size();
    }

    /** The encoded partial result of one segment; empty if it isn't held, or isn't as it was checked. */
    private Optional<byte[]> compute(Query query, SegmentId id) throws IOException {
        Optional<HeldSegment> found = held.acquire(id);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        HeldSegment segment = found.get();
        try {
            byte[] partial = segment.isAsChecked() ? encoded(query, segment) : new byte[0];
            // Looked at again after the bytes were used: a change in between may be in the result.
            if (partial.length > 0 && segment.isAsChecked()) {
                return Optional.of(partial);
            }
        } finally {
            segment.release();
        }
        scrub.withdraw(segment);
        return Optional.empty();
    }

    private byte[] encoded(Query query, HeldSegment segment) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        engine.encode(engine.run(query, segment.entry().id(), segment.segment()), bytes);
        return bytes.toByteArray();
    }

    /** One request that is being answered. {@link #next} is called by one thread; the rest is thread-safe. */
    final class Run implements AutoCloseable {
        private final PartialsRequest request;
        private final long deadline;
        private final Iterator<SegmentId> unsubmitted;
        private final ArrayDeque<Future<Optional<byte[]>>> submitted = new ArrayDeque<>();
        private volatile boolean cancelled;

        private Run(PartialsRequest request) {
            this.request = request;
            this.deadline = System.nanoTime() + request.timeout().toNanos();
            this.unsubmitted = request.segments().iterator();
        }

        private synchronized void submit() {
            while (!cancelled && submitted.size() < ahead && unsubmitted.hasNext()) {
                SegmentId id = unsubmitted.next();
                submitted.add(pool.submit(() -> compute(request.query(), id)));
            }
        }

        /** The result of the next segment of the request; empty if this historical can't give it. */
        Optional<byte[]> next() throws IOException, InterruptedException {
            Future<Optional<byte[]>> first;
            synchronized (this) {
                if (cancelled) {
                    throw wasCancelled();
                }
                first = submitted.remove();
            }
            try {
                Optional<byte[]> result = first.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                submit();
                return result;
            } catch (TimeoutException e) {
                first.cancel(true);
                throw new QueryException(
                        QueryException.Category.TIMEOUT,
                        "Query [%s] did not finish within [%d] ms"
                                .formatted(request.queryId(), request.timeout().toMillis()),
                        e);
            } catch (CancellationException e) {
                throw wasCancelled();
            } catch (ExecutionException e) {
                throw failed(e.getCause());
            }
        }

        private QueryException wasCancelled() {
            return new QueryException(
                    QueryException.Category.CANCELED, "Query [%s] was cancelled".formatted(request.queryId()));
        }

        private QueryException failed(@Nullable Throwable cause) throws IOException {
            if (cancelled) {
                return wasCancelled();
            }
            if (cause instanceof QueryException refused) {
                return refused;
            }
            if (cause instanceof Error error) {
                throw error;
            }
            LOG.error("Query [{}] failed", request.queryId(), cause);
            return new QueryException(
                    QueryException.Category.RUNTIME_FAILURE,
                    "[%s] in a historical; its log says where".formatted(cause),
                    cause == null ? new IllegalStateException() : cause);
        }

        synchronized void cancel() {
            cancelled = true;
            submitted.forEach(future -> future.cancel(true));
        }

        @Override
        public void close() {
            running.remove(this);
            cancel();
        }
    }
}
