package io.isobar.replicator.steward;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.catalog.Commit;
import io.isobar.catalog.ReleaseRef;
import io.isobar.catalog.dc.DcDatabase;
import io.isobar.catalog.discovery.Discovery;
import io.isobar.catalog.discovery.Node;
import io.isobar.catalog.discovery.NodeRole;
import io.isobar.replicator.dc.LoadReport;
import io.isobar.replicator.http.HttpEndpoint;
import io.isobar.replicator.http.Replies;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Coordinator and broker of a data center on one port, announced as such; they see what the DC's database holds. */
final class FakeDcServer extends Handler.Abstract {
    private static final ObjectMapper JSON = new ObjectMapper();

    final FakeDcNodes nodes;
    private final DcDatabase database;
    private final HttpEndpoint endpoint;
    private final List<AutoCloseable> announcements = new ArrayList<>();

    FakeDcServer(DcDatabase database, Discovery discovery) throws IOException {
        this.database = database;
        nodes = new FakeDcNodes(database);
        endpoint = HttpEndpoint.open("fake-dc", "127.0.0.1", 0, this);
        for (NodeRole role : new NodeRole[] {NodeRole.COORDINATOR, NodeRole.BROKER}) {
            announcements.add(discovery.announce(new Node(role, "127.0.0.1", endpoint.port(), Map.of())));
        }
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        try {
            Replies.json(response, 200, answer(request), callback);
        } catch (IOException e) {
            Replies.text(response, 503, String.valueOf(e.getMessage()), callback);
        }
        return true;
    }

    private byte[] answer(Request request) throws IOException {
        String path = request.getHttpURI().getPath();
        if (path.equals("/druid/v2/")) {
            try (InputStream body = Content.Source.asInputStream(request)) {
                return nodes.ask("", body.readAllBytes());
            }
        }
        String[] parts = path.split("/", -1);
        ObjectNode json = path.startsWith("/isobar/v1/load/")
                ? load(nodes.load(release(parts[4], Long.parseLong(parts[5]))))
                : status();
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private ReleaseRef release(String dataSource, long seq) throws IOException {
        return database.openViews().stream()
                .flatMap(open -> open.view().release().stream())
                .filter(release -> release.dataSource().equals(dataSource) && release.seq() == seq)
                .findFirst()
                .orElseThrow(() -> new IOException("release [%d] isn't open here".formatted(seq)));
    }

    private static ObjectNode load(LoadReport report) {
        ObjectNode json = JSON.createObjectNode()
                .put("segments", report.segments())
                .put("loaded", report.loaded())
                .put("replicas", 1);
        json.putArray("missing");
        ArrayNode quarantined = json.putArray("quarantined");
        report.quarantined().forEach(id -> quarantined.addObject().put("id", id));
        return json;
    }

    private ObjectNode status() {
        ObjectNode json = JSON.createObjectNode();
        ObjectNode dataSources = json.putObject("datasources");
        Optional<ReleaseRef> head = database.head(TestCluster.FLIGHTS).map(Commit::release);
        head.ifPresent(release -> dataSources
                .putObject(TestCluster.FLIGHTS)
                .put("head", release.seq())
                .put("root8", release.root8())
                .putArray("open")
                .addObject()
                .put("seq", release.seq())
                .put("available", true));
        return json;
    }

    void close() throws Exception {
        for (AutoCloseable announcement : announcements) {
            announcement.close();
        }
        endpoint.close();
    }
}
