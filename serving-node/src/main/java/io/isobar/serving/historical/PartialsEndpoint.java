package io.isobar.serving.historical;

import io.isobar.query.error.QueryException;
import io.isobar.serving.http.Endpoint;
import io.isobar.serving.http.Exchange;
import io.isobar.serving.partials.PartialFrames;
import io.isobar.serving.partials.PartialsRequest;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Answers {@code POST /isobar/v1/partials}. */
final class PartialsEndpoint implements Endpoint {
    /** A query, and the ids of some ten thousand segments. */
    static final int MAX_BODY_BYTES = 4 << 20;

    private final SegmentQueries queries;
    private final HistoricalCounters counters;
    private final Semaphore permits;

    PartialsEndpoint(SegmentQueries queries, HistoricalCounters counters, int maxQueries) {
        this.queries = queries;
        this.counters = counters;
        this.permits = new Semaphore(maxQueries);
    }

    @Override
    public void handle(Exchange exchange) throws IOException, InterruptedException {
        PartialsRequest request = PartialsRequest.parse(exchange.json(MAX_BODY_BYTES));
        if (!permits.tryAcquire()) {
            throw QueryException.capacityExceeded(
                    "This historical answers as many queries as it may: see [historical.max-queries]");
        }
        counters.queries.incrementAndGet();
        try (SegmentQueries.Run run = queries.start(request)) {
            exchange.onClientGone(run::cancel);
            try (PartialFrames.Writer frames =
                    new PartialFrames.Writer(exchange.stream(200, PartialFrames.CONTENT_TYPE))) {
                write(run, request.segments().size(), frames);
            }
        } finally {
            permits.release();
        }
    }

    private static void write(SegmentQueries.Run run, int segments, PartialFrames.Writer frames)
            throws IOException, InterruptedException {
        try {
            for (int i = 0; i < segments; i++) {
                Optional<byte[]> partial = run.next();
                if (partial.isPresent()) {
                    frames.partial(i, partial.get());
                } else {
                    frames.missing(i);
                }
            }
            frames.end();
        } catch (QueryException e) {
            frames.failure(e);
        }
    }
}
