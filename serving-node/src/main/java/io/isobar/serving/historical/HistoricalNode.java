package io.isobar.serving.historical;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.catalog.discovery.Discovery;
import io.isobar.catalog.discovery.Node;
import io.isobar.catalog.discovery.NodeRole;
import io.isobar.catalog.store.SegmentStore;
import io.isobar.catalog.store.SegmentStores;
import io.isobar.query.QueryEngine;
import io.isobar.serving.Closer;
import io.isobar.serving.GraceList;
import io.isobar.serving.NamedThreads;
import io.isobar.serving.Ticker;
import io.isobar.serving.cluster.Announcer;
import io.isobar.serving.cluster.AssignmentWatch;
import io.isobar.serving.cluster.Assignments;
import io.isobar.serving.cluster.QuarantineReports;
import io.isobar.serving.http.Endpoints;
import io.isobar.serving.http.Exchange;
import io.isobar.serving.http.HttpNode;
import io.isobar.serving.http.Json;
import io.isobar.serving.partials.PartialsRequest;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running historical. */
public final class HistoricalNode implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HistoricalNode.class);
    private static final int HTTP_THREADS_BESIDE_QUERIES = 8;

    private final HistoricalConfig config;
    private final HistoricalCounters counters = new HistoricalCounters();
    private final Closer closer = new Closer();
    private final QuarantineReports reports;
    private final HeldSegments held;
    private final Convergence convergence;
    private final SegmentQueries queries;
    private final HttpNode http;

    /** Starts a historical: it listens, then begins to load what is assigned to it. */
    public static HistoricalNode start(HistoricalConfig config) throws IOException {
        return new HistoricalNode(config);
    }

    private HistoricalNode(HistoricalConfig config) throws IOException {
        this.config = config;
        try {
            SegmentCache cache = closer.add(SegmentCache.open(config.cacheDirectory()));
            SegmentStore deepStorage = closer.add(SegmentStores.open(config.deepStorage()));
            Discovery discovery = closer.add(Discovery.connect(config.zookeeper()));
            ExecutorService pool = closer.addExecutor(
                    Executors.newFixedThreadPool(config.queryThreads(), NamedThreads.of("historical-query")));
            ExecutorService loads = closer.addExecutor(
                    Executors.newFixedThreadPool(config.loadThreads(), NamedThreads.of("historical-load")));

            http = closer.add(HttpNode.bind(
                    "historical", config.host(), config.port(), config.maxQueries() + HTTP_THREADS_BESIDE_QUERIES));
            Node node = new Node(
                    NodeRole.HISTORICAL,
                    config.host(),
                    http.port(),
                    Map.of(Announcer.CAPACITY, Long.toString(config.cacheBytes())));
            Announcer announcer = closer.add(new Announcer(
                    discovery.client(), node.name(), UUID.randomUUID().toString()));
            reports = closer.add(new QuarantineReports(discovery.client(), node.name()));
            held = new HeldSegments(announcer);
            closer.add(held);
            SegmentLoader loader = new SegmentLoader(cache, deepStorage, reports, counters);
            Assignments assignments = new Assignments(discovery.client());
            convergence = new Convergence(
                    node.name(),
                    assignments,
                    cache,
                    loader,
                    held,
                    reports,
                    loads,
                    new GraceList<>(config.keepCopies(), System::nanoTime));
            Ticker passes =
                    closer.add(Ticker.startLater("historical-converge", config.retryInterval(), convergence::run));
            Scrub scrub = new Scrub(held, cache, counters, passes::soon);
            queries = new SegmentQueries(new QueryEngine(), held, scrub, pool, config.queryThreads());
            PartialsEndpoint partials = new PartialsEndpoint(queries, counters, config.maxQueries());
            http.serve(new Endpoints()
                    .on("POST", PartialsRequest.PATH, partials)
                    .on("DELETE", PartialsRequest.PATH + "/*", this::cancel)
                    .on("GET", "/isobar/v1/status", exchange -> exchange.reply(200, status())));

            closer.add(Ticker.startLater("historical-scrub", config.scrubInterval(), scrub::run));
            closer.add(AssignmentWatch.start(discovery.client(), node.name(), passes::soon));
            passes.soon();
            closer.add(discovery.announce(node));
            LOG.info(
                    "Historical [{}] of data center [{}] is up, with its cache in [{}]",
                    node.name(),
                    config.dc(),
                    config.cacheDirectory());
        } catch (IOException | RuntimeException | Error e) {
            closer.close();
            throw e;
        }
    }

    /** Where it listens. */
    public int port() {
        return http.port();
    }

    private void cancel(Exchange exchange) throws IOException {
        exchange.reply(202, Json.object().put("cancelled", queries.cancel(exchange.tail())));
    }

    private ObjectNode status() {
        ObjectNode json = Json.object();
        json.put("dc", config.dc());
        json.put("role", NodeRole.HISTORICAL.text());
        json.put("assigned", convergence.wanted());
        json.put("held", held.all().size());
        json.put(
                "bytes",
                held.all().stream()
                        .mapToLong(segment -> segment.entry().bytes())
                        .sum());
        json.put("capacityBytes", config.cacheBytes());
        json.put("loading", convergence.loading());
        json.put("queries", counters.queries.get());
        json.put("running", queries.running());
        json.put("fetched", counters.fetched.get());
        json.put("scrubbed", counters.scrubbed.get());
        json.put("corruptInCache", counters.corruptInCache.get());
        json.put("corruptInDeepStorage", counters.corruptInDeepStorage.get());
        json.put("changedWhileHeld", counters.changedWhileHeld.get());
        ArrayNode quarantined = json.putArray("quarantined");
        reports.all()
                .forEach(report -> quarantined
                        .addObject()
                        .put("id", report.id().toString())
                        .put("path", report.path())
                        .put("why", report.why()));
        ArrayNode failures = json.putArray("failures");
        convergence
                .failures()
                .forEach((id, why) ->
                        failures.addObject().put("id", id.toString()).put("why", why));
        return json;
    }

    @Override
    public void close() {
        closer.close();
    }
}
