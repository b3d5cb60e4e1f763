package io.isobar.replicator.steward;

import io.isobar.catalog.ReleaseRef;
import io.isobar.catalog.ReleaseSegment;
import io.isobar.catalog.Releases;
import io.isobar.catalog.SealedBatch;
import io.isobar.catalog.control.ControlDatabase;
import io.isobar.catalog.control.DcState;
import io.isobar.catalog.control.Progress;
import io.isobar.catalog.control.Release;
import io.isobar.catalog.dc.DcDatabase;
import io.isobar.catalog.sql.TestDatabases;
import io.isobar.catalog.store.SegmentStore;
import io.isobar.catalog.store.SegmentStores;
import io.isobar.replicator.controller.TestTerm;
import io.isobar.replicator.work.CrashHook;
import io.isobar.segment.CorruptSegmentException;
import io.isobar.segment.SegmentId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A home, two data centers and a controller in one thread: real databases and stores, nodes that are made up, and
 * segments whose zip is a line of text that ends with its row count. Nothing moves unless the test says so.
 */
final class TestCluster implements AutoCloseable {
    static final String FLIGHTS = Releases.DATA_SOURCE;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int MANY_ROUNDS = 200;

    final ControlDatabase control;
    final SegmentStore home;
    final Map<String, Dc> dcs = new TreeMap<>();
    private final Path directory;
    private final long homeEpoch;
    private TestTerm term;
    private int incarnations;

    /** One data center: what outlives its stewards, and the steward that runs now. */
    final class Dc {
        final String name;
        final URI deepStorage;
        final SegmentStore store;
        final DcDatabase database;
        final FakeDcNodes nodes;
        boolean up = true;
        CrashHook crash = point -> {};
        List<URI> sources;
        private Optional<Parts> parts = Optional.empty();
        private Optional<DatasourceRollout> rollout = Optional.empty();

        Dc(String name) throws IOException {
            this.name = name;
            deepStorage = directory.resolve(name).toUri();
            store = SegmentStores.open(deepStorage);
            database = DcDatabase.open(TestDatabases.fresh());
            database.migrate();
            nodes = new FakeDcNodes(database);
            sources = List.of(home.uri());
            control.dcs().register(name);
        }

        /** Whether it got on. A step that must wait counts as not. */
        boolean step() throws IOException, InterruptedException {
            try {
                return up && rollout().advance();
            } catch (NotYetException e) {
                return false;
            }
        }

        void audit() throws IOException, InterruptedException, NotYetException {
            parts().audit().look();
        }

        /** The steward dies; the next step is that of a new one. */
        void restart() {
            parts.ifPresent(Parts::close);
            parts = Optional.empty();
            rollout = Optional.empty();
        }

        long zips() throws IOException {
            try (var paths = store.list()) {
                return paths.count();
            }
        }

        long head() {
            return database.head(FLIGHTS).map(commit -> commit.release().seq()).orElse(0L);
        }

        Optional<Progress> progress(long seq) {
            return control.dcs().progress(FLIGHTS, seq).stream()
                    .filter(own -> own.dc().equals(name))
                    .findFirst();
        }

        DcState state(long seq) {
            return progress(seq).map(Progress::state).orElse(DcState.PLANNED);
        }

        private Parts parts() {
            if (parts.isEmpty()) {
                parts = Optional.of(new Parts(config(), name + "-" + incarnations++, world()));
            }
            return parts.get();
        }

        private DatasourceRollout rollout() {
            if (rollout.isEmpty()) {
                rollout = Optional.of(parts().rollout(FLIGHTS));
            }
            return rollout.get();
        }

        private Parts.World world() {
            return new Parts.World(
                    control,
                    database,
                    store,
                    nodes,
                    TestCluster::rows,
                    reached -> crash.reached(reached),
                    Clock.systemUTC());
        }

        private StewardConfig config() {
            return new StewardConfig(
                    name,
                    TestDatabases.fresh(),
                    TestDatabases.fresh(),
                    "unused",
                    deepStorage,
                    "127.0.0.1",
                    0,
                    sources,
                    List.of(),
                    directory.resolve("scratch-" + name),
                    2,
                    Duration.ofMillis(1),
                    Duration.ofHours(1),
                    Duration.ZERO,
                    Duration.ofMinutes(1));
        }
    }

    TestCluster(Path directory) throws IOException {
        this.directory = directory;
        control = ControlDatabase.open(TestDatabases.fresh());
        control.migrate();
        home = SegmentStores.open(directory.resolve("home").toUri());
        for (String name : List.of("east", "west")) {
            dcs.put(name, new Dc(name));
        }
        homeEpoch = control.batches().claimHome(FLIGHTS, "east");
        term = TestTerm.begin(control);
    }

    Dc east() {
        return dcs.get("east");
    }

    Dc west() {
        return dcs.get("west");
    }

    Dc join(String name) throws IOException {
        var dc = new Dc(name);
        dcs.put(name, dc);
        return dc;
    }

    /** Another controller takes over. */
    void nextTerm() {
        term = TestTerm.begin(control);
    }

    /** Seals a batch over some days; equal texts give equal bytes. */
    void seal(String text, int firstDay, int lastDay) throws IOException {
        String version =
                control.batches().begin(FLIGHTS, text, homeEpoch, START).version();
        List<ReleaseSegment> segments = new ArrayList<>();
        for (int day = firstDay; day < lastDay; day++) {
            var id = new SegmentId(FLIGHTS, Releases.days(day, day + 1), version, 0);
            byte[] zip = zip(id + " " + text, 100 + day);
            String sha256 = Releases.sha256(new String(zip, StandardCharsets.UTF_8));
            home.put(new ByteArrayInputStream(zip), sha256);
            ReleaseSegment like = Releases.segment(id, sha256);
            segments.add(new ReleaseSegment(
                    id,
                    like.shardSpec(),
                    like.dimensions(),
                    like.metrics(),
                    100 + day,
                    zip.length,
                    zip.length,
                    sha256,
                    like.crc32c()));
        }
        control.batches()
                .seal(new SealedBatch(
                        FLIGHTS,
                        text,
                        version,
                        List.of(Releases.days(firstDay, lastDay)),
                        segments,
                        "east",
                        homeEpoch));
    }

    private static byte[] zip(String text, long rows) {
        return (text + " rows=" + rows).getBytes(StandardCharsets.UTF_8);
    }

    private static long rows(InputStream zip, Path scratch, long size) throws IOException {
        String text = new String(zip.readAllBytes(), StandardCharsets.UTF_8);
        int mark = text.lastIndexOf("rows=");
        if (mark < 0) {
            throw new CorruptSegmentException("no rows", scratch.toString(), 0);
        }
        return Long.parseLong(text.substring(mark + "rows=".length()));
    }

    /** Lets everybody work until nobody gets on. */
    void settle() throws IOException, InterruptedException {
        for (int round = 0; round < MANY_ROUNDS; round++) {
            boolean moved = term.advance();
            for (Dc dc : dcs.values()) {
                moved |= dc.step();
            }
            if (!moved) {
                return;
            }
        }
        throw new AssertionError("not settled after [%d] rounds".formatted(MANY_ROUNDS));
    }

    /** Lets the controller and one data center work until neither gets on. */
    void settle(Dc dc) throws IOException, InterruptedException {
        boolean moved = true;
        while (moved) {
            moved = term.advance();
            moved |= dc.step();
        }
    }

    long head() {
        return control.releases()
                .head(FLIGHTS)
                .map(release -> release.ref().seq())
                .orElse(0L);
    }

    ReleaseRef distributing() {
        return control.releases().distributing(FLIGHTS).map(Release::ref).orElseThrow();
    }

    List<ReleaseSegment> segments(long seq) {
        return List.copyOf(control.releases().view(FLIGHTS, seq).segments().values());
    }

    @Override
    public void close() throws IOException {
        for (Dc dc : dcs.values()) {
            dc.restart();
            dc.database.close();
            dc.store.close();
        }
        home.close();
        control.close();
    }
}
