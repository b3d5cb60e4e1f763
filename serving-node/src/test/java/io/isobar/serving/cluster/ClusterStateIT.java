package io.isobar.serving.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.isobar.catalog.discovery.Discovery;
import io.isobar.catalog.discovery.ZooKeeperServer;
import io.isobar.segment.Interval;
import io.isobar.segment.SegmentId;
import io.isobar.serving.testing.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.zookeeper.KeeperException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What nodes tell each other, over a real ZooKeeper. */
class ClusterStateIT {
    private static final String HISTORICAL = "127.0.0.1:1";

    /** More than fit into two nodes. */
    private static final int MANY = 6000;

    @TempDir
    private Path directory;

    private ZooKeeperServer server;
    private Discovery writer;
    private Discovery reader;

    @BeforeAll
    static void waitLongEnough() {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
    }

    @BeforeEach
    void connect() throws IOException {
        server = ZooKeeperServer.start(directory, 0);
        writer = Discovery.connect(server.connectString() + "/dc");
        reader = Discovery.connect(server.connectString() + "/dc");
    }

    @AfterEach
    void disconnect() {
        reader.close();
        writer.close();
        server.close();
    }

    private static SegmentEntry entry(int number, String version) {
        long start = number * 3_600_000L;
        SegmentId id = new SegmentId("flights", new Interval(start, start + 3_600_000L), version, 0);
        return new SegmentEntry(id, Bytes.sha256((number + version).getBytes(StandardCharsets.UTF_8)), 1 + number);
    }

    private static List<SegmentEntry> entries(int count, String version) {
        List<SegmentEntry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(entry(i, version));
        }
        return entries;
    }

    @Test
    void aLongListIsAssignedWhole() throws Exception {
        Assignments assignments = new Assignments(writer.client());
        assertThat(assignments.read(HISTORICAL)).isEmpty();

        assignments.write(HISTORICAL, entries(MANY, "v1"));

        assertThat(new Assignments(reader.client()).read(HISTORICAL)).contains(entries(MANY, "v1"));
        assertThat(writer.client().getChildren().forPath("/assignments/" + HISTORICAL))
                .hasSizeGreaterThan(2);
        assignments.write(HISTORICAL, List.of());
        assertThat(assignments.read(HISTORICAL)).contains(List.of());
        assertThat(writer.client().getChildren().forPath("/assignments/" + HISTORICAL))
                .isEmpty();
        assertThat(assignments.historicals()).containsExactly(HISTORICAL);
        assignments.remove(HISTORICAL);
        assertThat(assignments.read(HISTORICAL)).isEmpty();
    }

    @Test
    void aReaderSeesOneListOrTheOtherButNeverAMix() throws Exception {
        Assignments writing = new Assignments(writer.client());
        Assignments reading = new Assignments(reader.client());
        writing.write(HISTORICAL, entries(MANY, "v0"));
        AtomicBoolean done = new AtomicBoolean();
        Set<Set<String>> seen = new HashSet<>();
        Thread follower = new Thread(() -> {
            while (!done.get()) {
                seen.add(versions(reading));
            }
        });
        follower.start();
        for (int round = 1; round <= 10; round++) {
            writing.write(HISTORICAL, entries(MANY, "v" + round % 2));
        }
        done.set(true);
        follower.join();

        assertThat(seen)
                .isNotEmpty()
                .allSatisfy(versions -> assertThat(versions).hasSize(1));
    }

    private static Set<String> versions(Assignments assignments) {
        try {
            Optional<List<SegmentEntry>> list = assignments.read(HISTORICAL);
            Set<String> versions = new HashSet<>();
            list.orElseThrow().forEach(entry -> versions.add(entry.id().version()));
            return list.orElseThrow().size() == MANY ? versions : Set.of();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void announcementsAreFollowedAsTheyChange() {
        try (Announcer announcer = new Announcer(writer.client(), HISTORICAL, "start");
                Announcements announcements = Announcements.follow(reader.client())) {
            entries(MANY, "v1").forEach(announcer::add);
            announcer.flush();
            await().until(() -> announcements.current().heldBy(HISTORICAL).size() == MANY);
            SegmentEntry some = entry(17, "v1");
            assertThat(announcements.current().holders(some.id(), some.sha256()))
                    .containsExactly(HISTORICAL);
            assertThat(announcements.current().holders(some.id(), "0".repeat(64)))
                    .isEmpty();

            announcer.remove(some.id());
            announcer.flush();

            await().until(() -> announcements.current().heldBy(HISTORICAL).size() == MANY - 1);
            assertThat(announcements.current().holders(some.id(), some.sha256()))
                    .isEmpty();
        }
    }

    @Test
    void whatWasAnnouncedComesBackAfterASessionWasLost() throws Exception {
        try (Announcer announcer = new Announcer(writer.client(), HISTORICAL, "start");
                QuarantineReports reports = new QuarantineReports(writer.client(), HISTORICAL);
                Announcements announcements = Announcements.follow(reader.client())) {
            announcer.add(entry(1, "v1"));
            announcer.flush();
            reports.corrupt(entry(2, "v1"), "its SHA-256 is another");
            await().until(() -> announcements.current().heldBy(HISTORICAL).size() == 1);
            String node = "/announcements/" + HISTORICAL + "/start-0";
            long session = owner(node);

            // As a server does when it has not heard of a client for too long.
            writer.client().getZookeeperClient().getZooKeeper().getTestable().injectSessionExpiration();

            await().until(() -> {
                long owner = owner(node);
                return owner != 0 && owner != session;
            });
            await().until(() -> announcements.current().heldBy(HISTORICAL).size() == 1);
            await().until(() -> !QuarantineReports.read(reader.client()).isEmpty());
            assertThat(QuarantineReports.read(reader.client()))
                    .isEqualTo(Map.of(
                            entry(2, "v1").id(),
                            new QuarantineReports.Report(
                                    entry(2, "v1").id(), entry(2, "v1").path(), "its SHA-256 is another")));

            reports.settled(entry(2, "v1").id());
            await().until(() -> QuarantineReports.read(reader.client()).isEmpty());
        }
    }

    private long owner(String node) throws Exception {
        try {
            var stat = reader.client().checkExists().forPath(node);
            return stat == null ? 0 : stat.getEphemeralOwner();
        } catch (KeeperException.NoNodeException e) {
            return 0;
        }
    }
}
