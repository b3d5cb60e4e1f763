package io.isobar.serving.broker;

import io.isobar.catalog.ReleaseSegment;
import io.isobar.query.PartialResult;
import io.isobar.query.Query;
import io.isobar.query.QueryEngine;
import io.isobar.query.error.QueryException;
import io.isobar.segment.SegmentId;
import io.isobar.serving.cluster.Announcements;
import io.isobar.serving.http.Json;
import io.isobar.serving.http.PeerAnswer;
import io.isobar.serving.http.PeerClient;
import io.isobar.serving.partials.PartialFrames;
import io.isobar.serving.partials.PartialsRequest;
import io.isobar.serving.partials.RemoteErrors;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks historicals for the partial results of given segments, all of them or none: a segment that nobody can give is an
 * error, never a gap. What one historical fails to give is asked of another that holds it, once.
 */
final class Scatter {
    /** Segments in one call: bounds what a call has to hold in memory, and how much is asked again if it fails. */
    static final int SEGMENTS_PER_CALL = 512;

    private static final Logger LOG = LoggerFactory.getLogger(Scatter.class);
    private static final int ROUNDS = 2;

    private final PeerClient client;
    private final QueryEngine engine;
    private final Supplier<Announcements.Snapshot> announcements;
    private final ReplicaChoice replicas;
    private final int maxAnswerBytes;

    Scatter(
            PeerClient client,
            QueryEngine engine,
            Supplier<Announcements.Snapshot> announcements,
            ReplicaChoice replicas,
            int maxAnswerBytes) {
        this.client = client;
        this.engine = engine;
        this.announcements = announcements;
        this.replicas = replicas;
        this.maxAnswerBytes = maxAnswerBytes;
    }

    /** The partial results of {@code segments}, by id. */
    NavigableMap<SegmentId, PartialResult> gather(
            Query query, Collection<ReleaseSegment> segments, RunningQuery running) throws InterruptedException {
        Gathering gathering = new Gathering(query, running);
        List<ReleaseSegment> open = List.copyOf(segments);
        for (int round = 0; round < ROUNDS && !open.isEmpty(); round++) {
            gathering.ask(open);
            open = open.stream()
                    .filter(segment -> !gathering.results.containsKey(segment.id()))
                    .toList();
        }
        if (!open.isEmpty()) {
            throw gathering.unanswered(open.get(0));
        }
        return gathering.results;
    }

    /** The state of one {@link #gather}. */
    private final class Gathering {
        private final Query query;
        private final RunningQuery running;
        private final TreeMap<SegmentId, PartialResult> results = new TreeMap<>();
        private final Map<SegmentId, Set<String>> tried = new HashMap<>();
        private @Nullable QueryException lastFailure;

        Gathering(Query query, RunningQuery running) {
            this.query = query;
            this.running = running;
        }

        void ask(List<ReleaseSegment> segments) throws InterruptedException {
            List<SubQuery> sent = new ArrayList<>();
            for (Map.Entry<String, List<SegmentId>> share : shares(segments).entrySet()) {
                List<SegmentId> ids = share.getValue();
                for (int from = 0; from < ids.size(); from += SEGMENTS_PER_CALL) {
                    sent.add(send(share.getKey(), ids.subList(from, Math.min(ids.size(), from + SEGMENTS_PER_CALL))));
                }
            }
            for (SubQuery subQuery : sent) {
                receive(subQuery);
            }
        }

        private Map<String, List<SegmentId>> shares(List<ReleaseSegment> segments) {
            Announcements.Snapshot announced = announcements.get();
            Map<String, List<SegmentId>> shares = new TreeMap<>();
            for (ReleaseSegment segment : segments) {
                Set<String> asked = tried.computeIfAbsent(segment.id(), id -> new HashSet<>());
                List<String> holders = announced.holders(segment.id(), segment.sha256());
                String server = replicas.choose(segment.id(), holders, asked).orElseThrow(() -> unanswered(segment));
                asked.add(server);
                shares.computeIfAbsent(server, name -> new ArrayList<>()).add(segment.id());
            }
            return shares;
        }

        private SubQuery send(String server, List<SegmentId> ids) {
            var remaining = running.remaining(System.nanoTime());
            PartialsRequest request = new PartialsRequest(running.id(), remaining, query, ids);
            PeerClient.Call call = client.call("POST", uri(server, PartialsRequest.PATH), remaining)
                    .body(Json.CONTENT_TYPE, request.toBytes());
            running.waitsFor(server, call);
            return new SubQuery(server, ids, call.send(maxAnswerBytes));
        }

        private void receive(SubQuery subQuery) throws InterruptedException {
            try {
                PeerAnswer answer = subQuery.answer()
                        .get(running.remaining(System.nanoTime()).toNanos(), TimeUnit.NANOSECONDS);
                if (answer.status() != 200) {
                    throw RemoteErrors.parse(answer.body());
                }
                decode(subQuery, answer.body());
                replicas.answered(subQuery.server());
            } catch (TimeoutException e) {
                throw running.timedOut();
            } catch (QueryException e) {
                running.refuseIfCancelled();
                if (!mayAskAnother(e)) {
                    throw e;
                }
                lastFailure = e;
                LOG.warn("Historical [{}] refused query [{}]: {}", subQuery.server(), running.id(), e.getMessage());
            } catch (ExecutionException | IOException e) {
                running.refuseIfCancelled();
                if (e.getCause() instanceof TimeoutException) {
                    // The call was given all of the query's time: when it is over, it is over for the query as well.
                    throw running.timedOut();
                }
                replicas.failed(subQuery.server());
                LOG.warn(
                        "Historical [{}] failed query [{}], another is asked if one holds the same segments",
                        subQuery.server(),
                        running.id(),
                        e);
            }
        }

        private void decode(SubQuery subQuery, byte[] stream) throws IOException {
            List<SegmentId> ids = subQuery.segments();
            PartialFrames.read(stream, ids.size(), new PartialFrames.Receiver() {
                @Override
                public void partial(int index, byte[] result) throws IOException {
                    results.put(ids.get(index), engine.decode(query, new ByteArrayInputStream(result)));
                }

                @Override
                public void missing(int index) {
                    LOG.info("Historical [{}] doesn't hold segment [{}] any more", subQuery.server(), ids.get(index));
                }
            });
        }

        private QueryException unanswered(ReleaseSegment segment) {
            return lastFailure != null
                    ? lastFailure
                    : new QueryException(
                            QueryException.Category.SERVICE_UNAVAILABLE,
                            "No historical of this data center can answer from segment [%s] now"
                                    .formatted(segment.id()));
        }
    }

    private static boolean mayAskAnother(QueryException failure) {
        return switch (failure.category()) {
            case CAPACITY_EXCEEDED, SERVICE_UNAVAILABLE, RUNTIME_FAILURE, NOT_FOUND -> true;
            default -> false;
        };
    }

    static URI uri(String server, String path) {
        return URI.create("http://" + server + path);
    }

    private record SubQuery(String server, List<SegmentId> segments, CompletableFuture<PeerAnswer> answer) {}
}
