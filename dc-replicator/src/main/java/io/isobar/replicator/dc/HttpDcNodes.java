package io.isobar.replicator.dc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isobar.catalog.ReleaseRef;
import io.isobar.catalog.discovery.Discovery;
import io.isobar.catalog.discovery.Node;
import io.isobar.catalog.discovery.NodeRole;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks over HTTP, at the addresses that the nodes announced in the data center's ZooKeeper. */
public final class HttpDcNodes implements DcNodes {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration STATUS = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofMinutes(2);
    private static final int WORDS = 300;

    private final Discovery discovery;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();

    /** Finds nodes through {@code discovery}. */
    public HttpDcNodes(Discovery discovery) {
        this.discovery = discovery;
    }

    @Override
    public LoadReport load(ReleaseRef release) throws IOException, InterruptedException {
        List<String> coordinators = addresses(NodeRole.COORDINATOR);
        IOException last = new IOException("No coordinator is alive in this data center: start one");
        for (String coordinator : coordinators) {
            try {
                JsonNode report = json(get(
                        coordinator,
                        "/isobar/v1/load/%s/%d"
                                .formatted(
                                        URLEncoder.encode(release.dataSource(), StandardCharsets.UTF_8),
                                        release.seq())));
                return new LoadReport(
                        report.path("segments").asLong(),
                        report.path("loaded").asLong(),
                        texts(report.path("missing")),
                        texts(report.path("quarantined")));
            } catch (IOException e) {
                // Another may lead by now.
                last = e;
            }
        }
        throw last;
    }

    @Override
    public List<String> brokers() {
        return addresses(NodeRole.BROKER);
    }

    @Override
    public BrokerReport status(String broker, String dataSource) throws IOException, InterruptedException {
        JsonNode own =
                json(get(broker, "/isobar/v1/status")).path("datasources").path(dataSource);
        Optional<Long> head = own.path("head").isIntegralNumber()
                ? Optional.of(own.path("head").asLong())
                : Optional.empty();
        return new BrokerReport(broker, head, own.path("root8").asText(""), isAvailable(own, head));
    }

    private static boolean isAvailable(JsonNode dataSource, Optional<Long> head) {
        for (JsonNode open : dataSource.path("open")) {
            if (head.filter(seq -> seq == open.path("seq").asLong()).isPresent()) {
                return open.path("available").asBoolean();
            }
        }
        return false;
    }

    @Override
    public byte[] ask(String broker, byte[] query) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(broker, "/druid/v2/"))
                .timeout(ANSWER)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(query))
                .build());
    }

    private byte[] get(String address, String path) throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(uri(address, path)).timeout(STATUS).GET().build());
    }

    private byte[] send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response;
        try {
            response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new IOException(
                    "[%s] can't be reached: %s".formatted(request.uri(), e.getMessage() == null ? e : e.getMessage()),
                    e);
        }
        if (response.statusCode() != 200) {
            String body = new String(response.body(), StandardCharsets.UTF_8).strip();
            throw new IOException("[%s] answered with status [%d]: %s"
                    .formatted(
                            request.uri(), response.statusCode(), body.substring(0, Math.min(WORDS, body.length()))));
        }
        return response.body();
    }

    private List<String> addresses(NodeRole role) {
        return discovery.nodes(role).stream().map(Node::name).toList();
    }

    private static URI uri(String address, String path) {
        return URI.create("http://" + address + path);
    }

    private static JsonNode json(byte[] body) throws IOException {
        return JSON.readTree(body);
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(element -> texts.add(element.path("id").asText(element.asText())));
        return texts;
    }
}
