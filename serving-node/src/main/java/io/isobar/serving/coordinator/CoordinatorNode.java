package io.isobar.serving.coordinator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.catalog.dc.DcDatabase;
import io.isobar.catalog.dc.OpenView;
import io.isobar.catalog.discovery.Discovery;
import io.isobar.catalog.discovery.Node;
import io.isobar.catalog.discovery.NodeRole;
import io.isobar.query.error.QueryException;
import io.isobar.segment.SegmentId;
import io.isobar.serving.Closer;
import io.isobar.serving.Ticker;
import io.isobar.serving.cluster.Announcements;
import io.isobar.serving.cluster.Assignments;
import io.isobar.serving.cluster.ClusterPaths;
import io.isobar.serving.cluster.QuarantineReports;
import io.isobar.serving.http.Endpoints;
import io.isobar.serving.http.Exchange;
import io.isobar.serving.http.HttpNode;
import io.isobar.serving.http.Json;
import io.isobar.serving.releases.ReleaseFollower;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running coordinator. One of those of a data center leads; all of them answer. */
public final class CoordinatorNode implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CoordinatorNode.class);
    private static final int HTTP_THREADS = 16;

    private final CoordinatorConfig config;
    private final Closer closer = new Closer();
    private final Discovery discovery;
    private final Announcements announcements;
    private final ReleaseFollower releases;
    private final Assignments assignments;
    private final LeaderLatch latch;
    private final HttpNode http;
    private @Nullable Coordination leading;
    private volatile Set<SegmentId> unplaced = Set.of();

    /** Starts a coordinator: it listens, and leads as soon as no other does. */
    public static CoordinatorNode start(CoordinatorConfig config) throws IOException {
        return new CoordinatorNode(config);
    }

    private CoordinatorNode(CoordinatorConfig config) throws IOException {
        this.config = config;
        try {
            http = closer.add(HttpNode.bind("coordinator", config.host(), config.port(), HTTP_THREADS));
            discovery = closer.add(Discovery.connect(config.zookeeper()));
            DcDatabase database = closer.add(DcDatabase.open(config.database()));
            releases = closer.add(ReleaseFollower.start(database, config.pollInterval(), "coordinator"));
            announcements = closer.add(Announcements.follow(discovery.client()));
            assignments = new Assignments(discovery.client());
            Node node = new Node(NodeRole.COORDINATOR, config.host(), http.port(), Map.of());
            latch = closer.add(new LeaderLatch(discovery.client(), ClusterPaths.COORDINATOR, node.name()));
            http.serve(new Endpoints()
                    .on("GET", "/isobar/v1/load/*", this::load)
                    .on("GET", "/isobar/v1/status", this::status)
                    .on("GET", "/druid/coordinator/v1/loadstatus", this::loadStatus));
            latch.start();
            closer.add(Ticker.start("coordinator-pass", config.pollInterval(), this::pass));
            closer.add(discovery.announce(node));
            LOG.info("Coordinator [{}] of data center [{}] is up", node.name(), config.dc());
        } catch (IOException | RuntimeException | Error e) {
            closer.close();
            throw e;
        } catch (Exception e) {
            closer.close();
            throw new IOException("The coordinator can't take part in the election", e);
        }
    }

    /** Where it listens. */
    public int port() {
        return http.port();
    }

    private void pass() {
        try {
            if (!latch.hasLeadership()) {
                leading = null;
                return;
            }
            if (!announcements.initialized().isDone()) {
                return;
            }
            Coordination coordination = leading;
            if (coordination == null) {
                coordination = new Coordination(assignments, config, System::nanoTime);
                coordination.takeOver();
                leading = coordination;
                LOG.info("Leading the coordinators of data center [{}]", config.dc());
            }
            unplaced = coordination.pass(
                    releases.current(), discovery.nodes(NodeRole.HISTORICAL), announcements.current());
        } catch (InterruptedException e) {
            // The node is being stopped.
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.warn("Assignments of data center [{}] could not be planned; tried again soon", config.dc(), e);
            leading = null;
        }
    }

    /** How many historicals each segment should be on, as things are. */
    private int replicas() {
        return Math.max(
                1,
                Math.min(config.replicas(), discovery.nodes(NodeRole.HISTORICAL).size()));
    }

    private void load(Exchange exchange) throws Exception {
        String[] path = exchange.tail().split("/", -1);
        if (path.length != 2 || !path[1].matches("[1-9]\\d{0,17}")) {
            throw new QueryException(
                    QueryException.Category.INVALID_INPUT,
                    "Ask for [/isobar/v1/load/<datasource>/<number of a release>], not for [%s]"
                            .formatted(exchange.pathAndQuery()));
        }
        String dataSource = URLDecoder.decode(path[0], StandardCharsets.UTF_8);
        long seq = Long.parseLong(path[1]);
        Optional<OpenView> view = releases.current().find(dataSource, seq);
        if (view.isEmpty()) {
            view = releases.refresh().find(dataSource, seq);
        }
        OpenView open = view.orElseThrow(() -> new QueryException(
                QueryException.Category.NOT_FOUND,
                "Release [%d] of datasource [%s] isn't open in data center [%s]; open are %s"
                        .formatted(seq, dataSource, config.dc(), seqs(dataSource))));
        exchange.reply(
                200,
                report(open, QuarantineReports.read(discovery.client()).keySet())
                        .toJson());
    }

    private List<Long> seqs(String dataSource) {
        return releases.current().of(dataSource).stream()
                .map(view -> view.view().seq())
                .toList();
    }

    private LoadReport report(OpenView view, Set<SegmentId> corrupt) {
        return LoadReport.of(view.view(), replicas(), announcements.current(), corrupt);
    }

    private void status(Exchange exchange) throws Exception {
        Map<SegmentId, QuarantineReports.Report> corrupt = QuarantineReports.read(discovery.client());
        ObjectNode json = Json.object();
        json.put("dc", config.dc());
        json.put("role", NodeRole.COORDINATOR.text());
        json.put("leader", latch.hasLeadership());
        json.put("replicas", replicas());
        ArrayNode historicals = json.putArray("historicals");
        discovery
                .nodes(NodeRole.HISTORICAL)
                .forEach(node -> historicals
                        .addObject()
                        .put("name", node.name())
                        .put(
                                "segments",
                                announcements.current().heldBy(node.name()).size()));
        ObjectNode dataSources = json.putObject("datasources");
        for (String dataSource : releases.current().dataSources()) {
            ArrayNode open = dataSources.putObject(dataSource).putArray("open");
            for (OpenView view : releases.current().of(dataSource)) {
                LoadReport report = report(view, corrupt.keySet());
                open.addObject()
                        .put("seq", view.view().seq())
                        .put("state", view.state().name())
                        .put("segments", report.segments())
                        .put("loaded", report.loaded());
            }
        }
        ArrayNode quarantined = json.putArray("quarantined");
        corrupt.values()
                .forEach(report -> quarantined
                        .addObject()
                        .put("id", report.id().toString())
                        .put("path", report.path())
                        .put("why", report.why()));
        ArrayNode homeless = json.putArray("unplaced");
        unplaced.stream().limit(LoadReport.MOST_LISTED).forEach(id -> homeless.add(id.toString()));
        exchange.reply(200, json);
    }

    /** Druid's: the percentage of the head's segments that are loaded, or with {@code ?simple} how many are not. */
    private void loadStatus(Exchange exchange) throws IOException {
        boolean simple = exchange.parameter("simple").isPresent();
        ObjectNode json = Json.object();
        for (String dataSource : releases.current().dataSources()) {
            Optional<OpenView> head = releases.current().head(dataSource);
            if (head.isPresent()) {
                LoadReport report = report(head.get(), Set.of());
                if (simple) {
                    json.put(dataSource, report.segments() - report.loaded());
                } else {
                    json.put(dataSource, report.segments() == 0 ? 100.0 : 100.0 * report.loaded() / report.segments());
                }
            }
        }
        exchange.reply(200, json);
    }

    @Override
    public void close() {
        closer.close();
    }
}
