package io.isobar.serving.router;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.catalog.discovery.NodeRole;
import io.isobar.query.error.QueryException;
import io.isobar.serving.Closer;
import io.isobar.serving.RuleSwitches;
import io.isobar.serving.http.Endpoints;
import io.isobar.serving.http.Exchange;
import io.isobar.serving.http.HttpNode;
import io.isobar.serving.http.Json;
import io.isobar.serving.http.PeerClient;
import io.isobar.serving.token.ClientToken;
import io.isobar.serving.token.ReleaseToken;
import io.isobar.serving.token.TokenCodec;
import io.isobar.serving.token.TokenKeys;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running router. It keeps no state but what it polls, so any number may run. */
public final class RouterNode implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RouterNode.class);
    private static final int HTTP_THREADS_BESIDE_QUERIES = 12;
    private static final Duration CANCEL_TIMEOUT = Duration.ofSeconds(2);

    private final RouterConfig config;
    private final RuleSwitches rules = RuleSwitches.fromSystemProperties();
    private final Closer closer = new Closer();
    private final RouterCounters counters = new RouterCounters();
    private final Semaphore permits;
    private final TokenCodec tokens;
    private final PeerClient client;
    private final DataCenters dataCenters;
    private final @Nullable GeoDatabase geoDatabase;
    private final Routes routes;
    private final ForwardEndpoint forward;
    private final HttpNode http;

    /** Starts a router. */
    public static RouterNode start(RouterConfig config) throws IOException {
        return new RouterNode(config);
    }

    private RouterNode(RouterConfig config) throws IOException {
        this.config = config;
        this.permits = new Semaphore(config.maxQueries());
        try {
            tokens = new TokenCodec(TokenKeys.load(config.tokenKeyFile()));
            RoutingPolicy policy =
                    RoutingPolicy.parse(config.dataCenters().keySet(), config.countries(), config.overrides());
            ClientAddress addresses = new ClientAddress(
                    config.trustedProxies().stream().map(Cidr::parse).toList());
            geoDatabase = config.geoDatabase().isPresent()
                    ? closer.add(GeoDatabase.open(config.geoDatabase().get()))
                    : null;
            routes = new Routes(addresses, geoDatabase, policy);
            http = closer.add(HttpNode.bind(
                    "router", config.host(), config.port(), config.maxQueries() + HTTP_THREADS_BESIDE_QUERIES));
            client = closer.add(PeerClient.start("router", config.connectTimeout(), config.maxQueries()));
            dataCenters = closer.add(
                    DataCenters.start(config.dataCenters(), client, config.pollInterval(), System::nanoTime));
            forward = new ForwardEndpoint(routes, dataCenters, client, counters, config);
            http.serve(new Endpoints()
                    .on("POST", "/druid/v2", this::query)
                    .on("POST", "/druid/v2/", this::query)
                    .on("DELETE", "/druid/v2/*", this::cancel)
                    .on("GET", "/druid/v2/datasources", this::get)
                    .on("GET", "/druid/v2/datasources/*", this::get)
                    .on("GET", "/isobar/v1/route", this::explain)
                    .on("GET", "/isobar/v1/status", exchange -> exchange.reply(200, status())));
            LOG.info("Router [{}:{}] is up, to data centers {}", config.host(), http.port(), config.dataCenters());
        } catch (IOException | RuntimeException | Error e) {
            closer.close();
            throw e;
        }
    }

    /** Where it listens. */
    public int port() {
        return http.port();
    }

    private void query(Exchange exchange) throws IOException, InterruptedException {
        ReleaseToken token = rules.token() ? ClientToken.of(exchange, tokens) : ReleaseToken.NONE;
        pass(exchange, Question.query(exchange, token));
    }

    private void get(Exchange exchange) throws IOException, InterruptedException {
        pass(exchange, Question.get(exchange));
    }

    private void pass(Exchange exchange, Question question) throws IOException, InterruptedException {
        if (!permits.tryAcquire()) {
            throw QueryException.capacityExceeded(
                    "This router passes on as many queries as it may: ask again later, or raise [router.max-queries]");
        }
        try {
            counters.asked.increment();
            forward.forward(exchange, question);
        } finally {
            permits.release();
        }
    }

    /** Nobody remembers where the query went, so all are told. */
    private void cancel(Exchange exchange) throws IOException {
        for (DataCenter dataCenter : dataCenters.all()) {
            client.call("DELETE", dataCenter.at(exchange.pathAndQuery()), CANCEL_TIMEOUT)
                    .sendAndForget();
        }
        exchange.reply(202, Json.object());
    }

    private void explain(Exchange exchange) throws IOException {
        String ip = exchange.parameter("ip").orElse("");
        InetAddress address = IpLiteral.parse(ip)
                .orElseThrow(() -> new QueryException(
                        QueryException.Category.INVALID_INPUT,
                        "Parameter [ip] is [%s]: give an address, as /isobar/v1/route?ip=192.0.2.1".formatted(ip)));
        Need need = Need.any(exchange.parameter("datasource").orElse(""));
        Route route = routes.of(address);
        List<DataCenter> order = dataCenters.inOrder(route.order().dataCenters(), need);
        ObjectNode json = Json.object();
        json.put("client", address.getHostAddress());
        json.put("country", route.country().orElse(null));
        json.put("rule", route.order().rule());
        json.put("chosen", order.get(0).name());
        ArrayNode candidates = json.putArray("order");
        for (DataCenter dataCenter : order) {
            candidates
                    .addObject()
                    .put("dc", dataCenter.name())
                    .put("obstacle", dataCenter.obstacle(need).orElse(null));
        }
        exchange.reply(200, json);
    }

    private ObjectNode status() {
        ObjectNode json = Json.object();
        json.put("dc", config.dc());
        json.put("role", NodeRole.ROUTER.text());
        json.put("asked", counters.asked.sum());
        json.put("retries", counters.retries.sum());
        json.put("failed", counters.failed.sum());
        json.put("olderAnswersNotShown", counters.hidden.sum());
        json.put("tokensIgnored", tokens.ignored());
        if (geoDatabase != null) {
            json.putObject("geoDatabase")
                    .put("file", String.valueOf(geoDatabase.file().getFileName()))
                    .put("builtAt", geoDatabase.builtAt().toString());
        }
        ObjectNode all = json.putObject("datacenters");
        for (DataCenter dataCenter : dataCenters.all()) {
            ObjectNode one = all.putObject(dataCenter.name());
            one.put("broker", dataCenter.broker().toString());
            one.put("fault", dataCenter.state().fault());
            one.put("pausing", dataCenter.breaker().isOpen());
            ObjectNode heads = one.putObject("heads");
            dataCenter.state().dataSources().forEach((name, releases) -> heads.put(name, releases.head()));
        }
        return json;
    }

    @Override
    public void close() {
        closer.close();
    }
}
