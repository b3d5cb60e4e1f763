package io.isobar.serving.broker;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.catalog.dc.DcDatabase;
import io.isobar.catalog.dc.OpenView;
import io.isobar.catalog.discovery.Discovery;
import io.isobar.catalog.discovery.Node;
import io.isobar.catalog.discovery.NodeRole;
import io.isobar.query.QueryEngine;
import io.isobar.query.error.QueryException;
import io.isobar.serving.Closer;
import io.isobar.serving.RuleSwitches;
import io.isobar.serving.WireNames;
import io.isobar.serving.cluster.Announcements;
import io.isobar.serving.http.Endpoints;
import io.isobar.serving.http.Exchange;
import io.isobar.serving.http.HttpNode;
import io.isobar.serving.http.Json;
import io.isobar.serving.http.PeerClient;
import io.isobar.serving.releases.OpenReleases;
import io.isobar.serving.releases.ReleaseFollower;
import io.isobar.serving.token.TokenCodec;
import io.isobar.serving.token.TokenKeys;
import java.io.IOException;
import java.util.Map;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running broker. */
public final class BrokerNode implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerNode.class);
    private static final int HTTP_THREADS_BESIDE_QUERIES = 12;

    private final BrokerConfig config;
    private final Closer closer = new Closer();
    private final ReleaseFollower releases;
    private final Availability availability;
    private final TokenCodec tokens;
    private final RunningQueries running;
    private final HttpNode http;

    /** Starts a broker: it listens at once, and answers as soon as historicals announce segments. */
    public static BrokerNode start(BrokerConfig config) throws IOException {
        return new BrokerNode(config);
    }

    private BrokerNode(BrokerConfig config) throws IOException {
        this.config = config;
        try {
            tokens = new TokenCodec(TokenKeys.load(config.tokenKeyFile()));
            http = closer.add(HttpNode.bind(
                    "broker", config.host(), config.port(), config.maxQueries() + HTTP_THREADS_BESIDE_QUERIES));
            Discovery discovery = closer.add(Discovery.connect(config.zookeeper()));
            DcDatabase database = closer.add(DcDatabase.open(config.database()));
            releases = closer.add(ReleaseFollower.start(database, config.pollInterval(), "broker"));
            Announcements announcements = closer.add(Announcements.follow(discovery.client()));
            availability = new Availability(announcements);
            PeerClient client = closer.add(PeerClient.start("broker", config.connectTimeout(), config.maxQueries()));
            running = new RunningQueries(client, config.maxQueries(), System::nanoTime);
            QueryEngine engine = new QueryEngine();
            Scatter scatter = new Scatter(
                    client,
                    engine,
                    announcements::current,
                    new ReplicaChoice(System::nanoTime),
                    config.maxPartialBytes());
            QueryEndpoint queries = new QueryEndpoint(
                    config, RuleSwitches.fromSystemProperties(), engine, releases, tokens, scatter, running);
            http.serve(new Endpoints()
                    .on("POST", "/druid/v2", queries)
                    .on("POST", "/druid/v2/", queries)
                    .on("DELETE", "/druid/v2/*", this::cancel)
                    .on("GET", "/druid/v2/datasources", this::dataSources)
                    .on("GET", "/druid/v2/datasources/*", this::dataSource)
                    .on("GET", "/isobar/v1/status", exchange -> exchange.reply(200, status())));
            Node node = new Node(NodeRole.BROKER, config.host(), http.port(), Map.of());
            closer.add(discovery.announce(node));
            LOG.info("Broker [{}] of data center [{}] is up", node.name(), config.dc());
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
        exchange.reply(202, Json.object().put("cancelled", running.cancel(exchange.tail())));
    }

    private void dataSources(Exchange exchange) throws IOException {
        OpenReleases open = releases.current();
        ArrayNode names = Json.array();
        open.dataSources().stream().filter(name -> open.head(name).isPresent()).forEach(names::add);
        exchange.answerHeader(WireNames.DC, config.dc());
        exchange.reply(200, names);
    }

    private void dataSource(Exchange exchange) throws IOException {
        OpenView head = releases.current()
                .head(exchange.tail())
                .orElseThrow(() -> new QueryException(
                        QueryException.Category.NOT_FOUND,
                        "Datasource [%s] has no release here: GET [/druid/v2/datasources] lists those that have"
                                .formatted(exchange.tail())));
        TreeSet<String> dimensions = new TreeSet<>();
        TreeSet<String> metrics = new TreeSet<>();
        head.view().segments().values().forEach(segment -> {
            dimensions.addAll(segment.dimensions());
            metrics.addAll(segment.metrics());
        });
        ObjectNode json = Json.object();
        json.set("dimensions", Json.MAPPER.valueToTree(dimensions));
        json.set("metrics", Json.MAPPER.valueToTree(metrics));
        exchange.answerHeader(WireNames.DC, config.dc());
        exchange.reply(200, json);
    }

    private ObjectNode status() {
        ObjectNode json = Json.object();
        json.put("dc", config.dc());
        json.put("role", NodeRole.BROKER.text());
        json.put("running", running.count());
        json.put("tokensIgnored", tokens.ignored());
        json.put("databaseReachable", releases.isReachable());
        OpenReleases open = releases.current();
        ObjectNode dataSources = json.putObject("datasources");
        for (String name : open.dataSources()) {
            ObjectNode dataSource = dataSources.putObject(name);
            open.head(name)
                    .ifPresent(head -> dataSource
                            .put("head", head.view().seq())
                            .put("root8", head.view().root().substring(0, 8)));
            ArrayNode views = dataSource.putArray("open");
            for (OpenView view : open.of(name)) {
                views.addObject()
                        .put("seq", view.view().seq())
                        .put("root8", view.view().root().substring(0, 8))
                        .put("state", view.state().name())
                        .put("available", availability.isAvailable(view.view()));
            }
        }
        return json;
    }

    @Override
    public void close() {
        closer.close();
    }
}
