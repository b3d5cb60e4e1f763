package io.isobar.serving.broker;

import io.isobar.query.error.QueryException;
import io.isobar.serving.http.PeerClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A query that is being answered: its deadline, and the calls that it waits for. Thread-safe. */
final class RunningQuery {
    private final String id;
    private final Duration timeout;
    private final long deadline;
    private final List<PeerClient.Call> calls = new ArrayList<>();
    private final Set<String> servers = new LinkedHashSet<>();
    private boolean cancelled;

    RunningQuery(String id, Duration timeout, long startedNanos) {
        this.id = id;
        this.timeout = timeout;
        this.deadline = startedNanos + timeout.toNanos();
    }

    String id() {
        return id;
    }

    /** How much of its time is left; refuses if nothing is. */
    Duration remaining(long nowNanos) {
        long nanos = deadline - nowNanos;
        if (nanos <= 0) {
            throw timedOut();
        }
        return Duration.ofNanos(nanos);
    }

    QueryException timedOut() {
        return new QueryException(
                QueryException.Category.TIMEOUT,
                "Query [%s] did not finish within [%d] ms: raise [timeout] in its context, or ask for less"
                        .formatted(id, timeout.toMillis()));
    }

    /** Notes that the query waits for {@code call} of {@code server}; refuses if it was cancelled. */
    synchronized void waitsFor(String server, PeerClient.Call call) {
        refuseIfCancelled();
        servers.add(server);
        calls.add(call);
    }

    synchronized void refuseIfCancelled() {
        if (cancelled) {
            throw new QueryException(QueryException.Category.CANCELED, "Query [%s] was cancelled".formatted(id));
        }
    }

    /** Ends all calls; returns whom to tell that nobody waits any more. */
    Set<String> cancel() {
        List<PeerClient.Call> open;
        Set<String> told;
        synchronized (this) {
            cancelled = true;
            open = List.copyOf(calls);
            told = Set.copyOf(servers);
            calls.clear();
        }
        open.forEach(PeerClient.Call::abort);
        return told;
    }
}
