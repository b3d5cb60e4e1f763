package io.isobar.replicator.steward;

import io.isobar.catalog.ReleaseSegment;
import io.isobar.catalog.Releases;
import io.isobar.catalog.SealedBatch;
import io.isobar.catalog.config.DatabaseConfig;
import io.isobar.catalog.config.Settings;
import io.isobar.catalog.control.ControlDatabase;
import io.isobar.catalog.dc.DatabaseServer;
import io.isobar.catalog.dc.DcDatabase;
import io.isobar.catalog.discovery.Discovery;
import io.isobar.catalog.store.SegmentStore;
import io.isobar.catalog.store.SegmentStores;
import io.isobar.segment.Interval;
import io.isobar.segment.SegmentId;
import io.isobar.segment.build.BuildRow;
import io.isobar.segment.build.Dimension;
import io.isobar.segment.build.IndexSpec;
import io.isobar.segment.build.Metric;
import io.isobar.segment.build.SegmentBuilder;
import io.isobar.segment.build.SegmentSpec;
import io.isobar.segment.build.SegmentSummary;
import io.isobar.segment.build.SegmentZip;
import io.isobar.segment.time.Granularity;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.zookeeper.server.NIOServerCnxnFactory;
import org.apache.zookeeper.server.ServerCnxnFactory;
import org.apache.zookeeper.server.ZooKeeperServer;

/**
 * What controller and stewards need around them, in this JVM and reachable from others: database servers, ZooKeeper,
 * stores, and for each data center a coordinator and a broker that are made up. Segments are real.
 */
final class RealParts {
    static final String FLIGHTS = Releases.DATA_SOURCE;
    private static final int TICK_MILLIS = 200;

    /** A process that was killed leads until its session ends: tests can't wait as long as operators. */
    private static final int SESSION_MILLIS = 1_500;

    final ControlDatabase control;
    final SegmentStore home;
    private final Path directory;
    private final Path password;
    private DatabaseServer databases;
    private final ServerCnxnFactory zookeeper;
    private final Map<String, DcDatabase> local = new HashMap<>();
    private final Map<String, FakeDcServer> nodes = new HashMap<>();
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final long homeEpoch;
    private int sealed;

    RealParts(Path directory) throws Exception {
        this.directory = directory;
        password = Files.writeString(directory.resolve("password"), "secret");
        databases = opened(
                DatabaseServer.start(directory.resolve("databases"), 0, "isobar", password, "control", "east", "west"));
        zookeeper = startZooKeeper();
        opened.push(zookeeper::shutdown);
        control = opened(ControlDatabase.open(database("control")));
        control.migrate();
        home = opened(SegmentStores.open(directory.resolve("home").toUri()));
        for (String dc : List.of("east", "west")) {
            DcDatabase database = opened(DcDatabase.open(database(dc)));
            database.migrate();
            local.put(dc, database);
            Discovery discovery = opened(Discovery.connect(zookeeper() + "/" + dc));
            FakeDcServer server = new FakeDcServer(database, discovery);
            opened.push(server::close);
            nodes.put(dc, server);
        }
        homeEpoch = control.batches().claimHome(FLIGHTS, "east");
    }

    private <T extends AutoCloseable> T opened(T part) {
        opened.push(part);
        return part;
    }

    private DatabaseServer startDatabases(int port) throws IOException {
        return DatabaseServer.start(
                directory.resolve("databases"), port, "isobar", password, "control", "east", "west");
    }

    /** All databases are gone while {@code meanwhile} runs, with every connection to them. */
    void withoutDatabases(Runnable meanwhile) throws IOException {
        int port = databases.port();
        databases.close();
        meanwhile.run();
        databases = startDatabases(port);
    }

    private ServerCnxnFactory startZooKeeper() throws IOException, InterruptedException {
        Path files = Files.createDirectories(directory.resolve("zookeeper"));
        var server = new ZooKeeperServer(files.toFile(), files.toFile(), TICK_MILLIS);
        server.setMaxSessionTimeout(SESSION_MILLIS);
        var connections = new NIOServerCnxnFactory();
        connections.configure(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
        connections.startup(server);
        return connections;
    }

    String zookeeper() {
        return "127.0.0.1:" + zookeeper.getLocalPort();
    }

    private DatabaseConfig database(String name) {
        return new DatabaseConfig(databases.url(name), "isobar", Optional.of(password), 8);
    }

    DcDatabase localDatabase(String dc) {
        return local.get(dc);
    }

    FakeDcNodes nodes(String dc) {
        return nodes.get(dc).nodes;
    }

    SegmentStore deepStorage(String dc) throws IOException {
        return opened(SegmentStores.open(directory.resolve(dc).toUri()));
    }

    Map<String, String> controllerKeys() {
        Map<String, String> keys = new HashMap<>(databaseKeys("control.database", "control"));
        keys.put("control.zookeeper", zookeeper() + "/control");
        keys.put("controller.port", "0");
        keys.put("controller.poll-interval", "PT0.02S");
        keys.put("controller.datacenters", "east,west");
        return keys;
    }

    Map<String, String> stewardKeys(String dc, String sources) {
        Map<String, String> keys = new HashMap<>(databaseKeys("control.database", "control"));
        keys.putAll(databaseKeys("dc.database", dc));
        keys.put("dc.name", dc);
        keys.put("dc.zookeeper", zookeeper() + "/" + dc);
        keys.put("dc.deep-storage", directory.resolve(dc).toUri().toString());
        keys.put("steward.port", "0");
        keys.put("steward.poll-interval", "PT0.02S");
        keys.put("steward.drain-grace", "PT0S");
        keys.put("steward.sources", sources);
        keys.put("steward.serve", home.uri().toString());
        keys.put("steward.scratch-directory", directory.resolve("scratch-" + dc).toString());
        return keys;
    }

    private Map<String, String> databaseKeys(String prefix, String name) {
        return Map.of(
                prefix + ".url",
                databases.url(name),
                prefix + ".user",
                "isobar",
                prefix + ".password-file",
                password.toString());
    }

    Steward startSteward(String dc, String sources) throws IOException {
        return Steward.start(StewardConfig.from(Settings.of(stewardKeys(dc, sources))));
    }

    int sealed() {
        return sealed;
    }

    /** Seals one day with a segment of a few rows. */
    void seal() throws Exception {
        sealed++;
        String input = "input-" + sealed;
        String version = control.batches()
                .begin(FLIGHTS, input, homeEpoch, Instant.parse("2026-01-01T00:00:00Z"))
                .version();
        Interval day = Releases.days(sealed % 3, sealed % 3 + 1);
        ReleaseSegment segment = segment(new SegmentId(FLIGHTS, day, version, 0), sealed + 1);
        control.batches()
                .seal(new SealedBatch(FLIGHTS, input, version, List.of(day), List.of(segment), "east", homeEpoch));
    }

    private ReleaseSegment segment(SegmentId id, int rows) throws Exception {
        Path built = directory.resolve("built-" + sealed);
        var spec = new SegmentSpec(
                id.interval(),
                Granularity.NONE,
                false,
                List.of(Dimension.string("origin")),
                List.of(Metric.of(Metric.Kind.LONG_SUM, "flights", "flights")),
                IndexSpec.defaults(),
                Optional.empty());
        SegmentSummary summary;
        try (var builder = new SegmentBuilder(spec, Files.createDirectories(directory.resolve("building")), 1 << 20)) {
            for (int row = 0; row < rows; row++) {
                builder.add(new BuildRow(id.interval().start() + row, new Object[] {"SFO"}, new Object[] {1L}));
            }
            summary = builder.writeTo(built);
        }
        var zip = new ByteArrayOutputStream();
        SegmentZip.pack(built, zip);
        String sha256 = sha256(zip.toByteArray());
        home.put(new ByteArrayInputStream(zip.toByteArray()), sha256);
        ReleaseSegment like = Releases.segment(id, sha256);
        return new ReleaseSegment(
                id,
                like.shardSpec(),
                summary.dimensions(),
                summary.metrics(),
                rows,
                zip.size(),
                summary.bytes(),
                sha256,
                like.crc32c());
    }

    private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    long head() {
        return control.releases()
                .head(FLIGHTS)
                .map(release -> release.ref().seq())
                .orElse(0L);
    }

    long head(String dc) {
        return local.get(dc).head(FLIGHTS).map(commit -> commit.release().seq()).orElse(0L);
    }

    /** Whether every data center has acknowledged release {@code seq}, and it is the head. */
    boolean isActiveEverywhere(long seq) {
        return head() == seq && control.dcs().activations(FLIGHTS, seq).size() == 2;
    }

    void stop() throws Exception {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }
}
