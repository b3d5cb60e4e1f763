package io.isobar.serving.testing;

import com.fasterxml.jackson.databind.JsonNode;
import io.isobar.catalog.config.DatabaseConfig;
import io.isobar.catalog.dc.DcDatabase;
import io.isobar.catalog.discovery.ZooKeeperServer;
import io.isobar.catalog.sql.TestDatabases;
import io.isobar.catalog.store.SegmentStore;
import io.isobar.catalog.store.SegmentStores;
import io.isobar.serving.broker.BrokerConfig;
import io.isobar.serving.broker.BrokerNode;
import io.isobar.serving.coordinator.CoordinatorConfig;
import io.isobar.serving.coordinator.CoordinatorNode;
import io.isobar.serving.historical.HistoricalConfig;
import io.isobar.serving.historical.HistoricalNode;
import io.isobar.serving.http.Json;
import io.isobar.serving.http.PeerAnswer;
import io.isobar.serving.http.PeerClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A data center inside a test: its database, deep storage, coordinator, broker and historicals, on a real ZooKeeper. */
public final class TestDataCenter implements AutoCloseable {
    private static final long EPOCH = 1;

    private final String name;
    private final Path directory;
    private final String zookeeper;
    private final DatabaseConfig databaseConfig = TestDatabases.fresh();
    private final DcDatabase database;
    private final SegmentStore deepStorage;
    private final CoordinatorNode coordinator;
    private final BrokerNode broker;
    private final List<HistoricalNode> historicals = new ArrayList<>();
    private final PeerClient client = PeerClient.start("test", Duration.ofSeconds(2), 32);

    public TestDataCenter(String name, Path parent, ZooKeeperServer zooKeeperServer, int replicas) throws IOException {
        this.name = name;
        this.directory = Files.createDirectories(parent.resolve(name));
        this.zookeeper = zooKeeperServer.connectString() + "/" + name;
        this.database = DcDatabase.open(databaseConfig);
        database.migrate();
        this.deepStorage = SegmentStores.open(
                Files.createDirectories(directory.resolve("deep")).toUri());
        this.coordinator = CoordinatorNode.start(new CoordinatorConfig(
                name,
                "127.0.0.1",
                0,
                zookeeper,
                databaseConfig,
                replicas,
                Duration.ofMillis(300),
                Duration.ofMillis(300),
                Duration.ofMillis(50),
                20));
        this.broker = BrokerNode.start(new BrokerConfig(
                name,
                "127.0.0.1",
                0,
                zookeeper,
                databaseConfig,
                keys(parent),
                32,
                Duration.ofSeconds(30),
                Duration.ofSeconds(1),
                64 << 20,
                Duration.ofMillis(50)));
    }

    /** The key file that all of a test share. */
    public static Path keys(Path parent) throws IOException {
        Path file = parent.resolve("token-keys");
        if (!Files.exists(file)) {
            Files.writeString(file, "k1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n");
        }
        return file;
    }

    /** Starts a historical whose cache is in the directory {@code cache}. */
    public HistoricalNode startHistorical(String cache) throws IOException {
        return startHistorical(cache, 0);
    }

    /** The same at a port, which makes it known by the name of the one that had that port before. */
    public HistoricalNode startHistorical(String cache, int port) throws IOException {
        HistoricalNode historical = HistoricalNode.start(new HistoricalConfig(
                name,
                "127.0.0.1",
                port,
                zookeeper,
                directory.resolve("deep").toUri(),
                cache(cache),
                1 << 30,
                2,
                2,
                32,
                Duration.ofMillis(100),
                Duration.ofMillis(300),
                Duration.ofHours(1)));
        historicals.add(historical);
        return historical;
    }

    public Path cache(String cache) {
        return directory.resolve(cache);
    }

    /** Where a file of deep storage is. */
    public Path deepFile(String path) {
        return directory.resolve("deep").resolve("segments").resolve(path);
    }

    /** Copies the zips of a release into deep storage, and lets it be opened. */
    public void stage(TestRelease release) throws IOException {
        for (Map.Entry<String, byte[]> zip : release.zips().entrySet()) {
            putZip(zip.getKey(), zip.getValue());
        }
        database.stage(release.view(), release.manifest(), deepStorage.uri(), EPOCH);
    }

    public void putZip(String path, byte[] zip) throws IOException {
        deepStorage.put(new ByteArrayInputStream(zip), Bytes.sha256(zip));
    }

    public SegmentStore deepStorage() {
        return deepStorage;
    }

    public void activate(TestRelease release) {
        database.activate(release.commit(), EPOCH);
    }

    public void stopBroker() {
        broker.close();
    }

    public URI broker() {
        return URI.create("http://127.0.0.1:" + broker.port());
    }

    /** What the coordinator says of the loading of a release. */
    public JsonNode load(long seq) {
        return json(get(coordinatorUri("/isobar/v1/load/" + TestPublisher.DATA_SOURCE + "/" + seq)));
    }

    public URI coordinatorUri(String path) {
        return URI.create("http://127.0.0.1:" + coordinator.port() + path);
    }

    /** Whether each segment of a release has its replicas. */
    public boolean isLoaded(TestRelease release) {
        JsonNode load = load(release.seq());
        return load.path("segments").asInt(-1) == load.path("loaded").asInt(-2);
    }

    /** Asks the broker. */
    public PeerAnswer ask(String query, Map<String, String> headers) {
        return post(broker().resolve("/druid/v2/"), query, headers);
    }

    public PeerAnswer post(URI uri, String body, Map<String, String> headers) {
        return client.call("POST", uri, Duration.ofSeconds(30))
                .headers(headers)
                .body(Json.CONTENT_TYPE, body.getBytes(StandardCharsets.UTF_8))
                .send(64 << 20)
                .join();
    }

    public PeerAnswer get(URI uri) {
        return client.call("GET", uri, Duration.ofSeconds(10)).send(1 << 20).join();
    }

    public PeerAnswer delete(URI uri) {
        return client.call("DELETE", uri, Duration.ofSeconds(10)).send(1 << 20).join();
    }

    public JsonNode status(HistoricalNode historical) {
        return json(get(URI.create("http://127.0.0.1:" + historical.port() + "/isobar/v1/status")));
    }

    public static JsonNode json(PeerAnswer answer) {
        try {
            return Json.MAPPER.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        historicals.forEach(HistoricalNode::close);
        broker.close();
        coordinator.close();
        client.close();
        database.close();
        deepStorage.close();
    }
}
