package io.isobar.serving.broker;

import io.isobar.query.error.QueryException;
import io.isobar.serving.http.PeerClient;
import io.isobar.serving.partials.PartialsRequest;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;

/** The queries that a broker is answering, so many at the most. Thread-safe. */
final class RunningQueries {
    private static final Duration CANCEL_TIMEOUT = Duration.ofSeconds(2);

    private final PeerClient client;
    private final LongSupplier nanos;
    private final Semaphore permits;
    private final Set<Ticket> tickets = ConcurrentHashMap.newKeySet();

    RunningQueries(PeerClient client, int maxQueries, LongSupplier nanos) {
        this.client = client;
        this.permits = new Semaphore(maxQueries);
        this.nanos = nanos;
    }

    /** Lets a query begin; refuses if too many run. */
    Ticket begin(String queryId, Duration timeout) {
        if (!permits.tryAcquire()) {
            throw QueryException.capacityExceeded(
                    "This broker answers as many queries as it may: ask again later, or raise [broker.max-queries]");
        }
        Ticket ticket = new Ticket(new RunningQuery(queryId, timeout, nanos.getAsLong()));
        tickets.add(ticket);
        return ticket;
    }

    /** Cancels what runs under that id; tells whether anything does. */
    boolean cancel(String queryId) {
        boolean found = false;
        for (Ticket ticket : tickets) {
            if (ticket.query.id().equals(queryId)) {
                ticket.cancel();
                found = true;
            }
        }
        return found;
    }

    int count() {
        return tickets.size();
    }

    /** The place of one query among the running ones. */
    final class Ticket implements AutoCloseable {
        private final RunningQuery query;

        private Ticket(RunningQuery query) {
            this.query = query;
        }

        RunningQuery query() {
            return query;
        }

        /** Stops the query here and in the historicals. */
        void cancel() {
            for (String server : query.cancel()) {
                client.call("DELETE", Scatter.uri(server, PartialsRequest.PATH + "/" + query.id()), CANCEL_TIMEOUT)
                        .sendAndForget();
            }
        }

        @Override
        public void close() {
            if (tickets.remove(this)) {
                permits.release();
            }
        }
    }
}
