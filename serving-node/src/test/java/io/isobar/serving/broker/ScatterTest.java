package io.isobar.serving.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.isobar.catalog.ReleaseSegment;
import io.isobar.query.Query;
import io.isobar.query.QueryEngine;
import io.isobar.query.error.QueryException;
import io.isobar.query.error.QueryException.Category;
import io.isobar.segment.Segment;
import io.isobar.segment.SegmentId;
import io.isobar.serving.cluster.Announcements;
import io.isobar.serving.cluster.SegmentEntry;
import io.isobar.serving.http.PeerClient;
import io.isobar.serving.partials.PartialFrames;
import io.isobar.serving.testing.Questions;
import io.isobar.serving.testing.TestPublisher;
import io.isobar.serving.testing.TestRelease;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScatterTest {
    private static final Map<SegmentId, Segment> SEGMENTS = new TreeMap<>();
    private static TestRelease release;

    private final Map<SegmentId, Segment> heldByA = new HashMap<>(SEGMENTS);
    private final Map<SegmentId, Segment> heldByB = new HashMap<>(SEGMENTS);
    private final FakeHistorical a = new FakeHistorical(heldByA);
    private final FakeHistorical b = new FakeHistorical(heldByB);
    private final PeerClient client = PeerClient.start("test", Duration.ofSeconds(2), 8);
    private final RunningQueries running = new RunningQueries(client, 2, System::nanoTime);
    private final CountDownLatch end = new CountDownLatch(1);

    @BeforeAll
    static void publish(@TempDir Path scratch) throws IOException {
        release = new TestPublisher(scratch).publish();
        for (ReleaseSegment segment : segments()) {
            Path zip = scratch.resolve(segment.sha256() + ".zip");
            Files.write(zip, release.zips().get(segment.path()));
            SEGMENTS.put(segment.id(), Segment.open(zip));
        }
    }

    @AfterAll
    static void closeSegments() {
        SEGMENTS.values().forEach(Segment::close);
    }

    @AfterEach
    void stop() {
        end.countDown();
        client.close();
        a.close();
        b.close();
    }

    private static Collection<ReleaseSegment> segments() {
        return release.view().segments().values();
    }

    private static Announcements.Snapshot announced(FakeHistorical... historicals) {
        Map<String, Map<SegmentId, SegmentEntry>> byServer = new HashMap<>();
        for (FakeHistorical historical : historicals) {
            Map<SegmentId, SegmentEntry> entries = new TreeMap<>();
            segments()
                    .forEach(segment -> entries.put(
                            segment.id(), new SegmentEntry(segment.id(), segment.sha256(), segment.bytes())));
            byServer.put(historical.name(), entries);
        }
        return Announcements.Snapshot.of(byServer);
    }

    /** The segments that were answered. */
    private Collection<SegmentId> gather(Announcements.Snapshot announced, Duration timeout)
            throws InterruptedException {
        Scatter scatter =
                new Scatter(client, new QueryEngine(), () -> announced, new ReplicaChoice(System::nanoTime), 16 << 20);
        Query query = Query.parse(Questions.whichRelease().getBytes(StandardCharsets.UTF_8));
        try (RunningQueries.Ticket ticket = running.begin("q1", timeout)) {
            return scatter.gather(query, segments(), ticket.query()).keySet();
        }
    }

    private Collection<SegmentId> gather() throws InterruptedException {
        return gather(announced(a, b), Duration.ofSeconds(30));
    }

    private static Category category(Throwable failure) {
        return ((QueryException) failure).category();
    }

    @Test
    void everySegmentIsAskedOnceAndAllShareTheWork() throws InterruptedException {
        assertThat(gather()).containsExactlyElementsOf(SEGMENTS.keySet());

        assertThat(a.asked()).hasSize(1);
        assertThat(b.asked()).hasSize(1);
        assertThat(a.asked().get(0).size() + b.asked().get(0).size()).isEqualTo(SEGMENTS.size());
    }

    @Test
    void whatOneDoesNotHoldAnyMoreIsAskedOfTheOther() throws InterruptedException {
        heldByA.clear();

        assertThat(gather()).containsExactlyElementsOf(SEGMENTS.keySet());
        assertThat(b.asked()).hasSize(2);
    }

    @Test
    void whenOneFailsTheOtherIsAsked() throws InterruptedException {
        for (Category category : new Category[] {Category.CAPACITY_EXCEEDED, Category.RUNTIME_FAILURE}) {
            a.answers(exchange -> {
                throw new QueryException(category, "not me");
            });
            assertThat(gather()).containsExactlyElementsOf(SEGMENTS.keySet());
        }
        a.answers(exchange -> exchange.reply(200, PartialFrames.CONTENT_TYPE, new byte[] {1, 2, 3}));
        assertThat(gather()).containsExactlyElementsOf(SEGMENTS.keySet());
        a.close();
        assertThat(gather()).containsExactlyElementsOf(SEGMENTS.keySet());
    }

    @Test
    void aSegmentThatNobodyCanGiveIsAnErrorAndNeverAGap() {
        SegmentId lost = SEGMENTS.keySet().iterator().next();
        heldByA.remove(lost);
        heldByB.remove(lost);

        assertThatThrownBy(this::gather)
                .hasMessage("No historical of this data center can answer from segment [%s] now", lost)
                .satisfies(failure -> assertThat(category(failure)).isEqualTo(Category.SERVICE_UNAVAILABLE));
        assertThatThrownBy(() -> gather(announced(), Duration.ofSeconds(1)))
                .satisfies(failure -> assertThat(category(failure)).isEqualTo(Category.SERVICE_UNAVAILABLE));
    }

    @Test
    void whatIsWrongWithTheQueryIsNotAskedTwice() {
        for (FakeHistorical historical : new FakeHistorical[] {a, b}) {
            historical.answers(exchange -> {
                throw new QueryException(Category.UNSUPPORTED, "no such thing");
            });
        }

        assertThatThrownBy(this::gather).hasMessage("no such thing");
    }

    @Test
    void copiesWithOtherBytesAreNotAsked() {
        Map<SegmentId, SegmentEntry> others = new TreeMap<>();
        segments().forEach(segment -> others.put(segment.id(), new SegmentEntry(segment.id(), "0".repeat(64), 1)));

        assertThatThrownBy(() -> gather(Announcements.Snapshot.of(Map.of(a.name(), others)), Duration.ofSeconds(1)))
                .satisfies(failure -> assertThat(category(failure)).isEqualTo(Category.SERVICE_UNAVAILABLE));
        assertThat(a.asked()).isEmpty();
    }

    @Test
    void aQueryEndsWhenItsTimeIsOver() {
        a.answers(exchange -> end.await());

        assertThatThrownBy(() -> gather(announced(a), Duration.ofMillis(300)))
                .hasMessage(
                        "Query [q1] did not finish within [300] ms: raise [timeout] in its context, or ask for less")
                .satisfies(failure -> assertThat(category(failure)).isEqualTo(Category.TIMEOUT));
    }

    @Test
    void aQueryThatIsCancelledEndsHereAndInTheHistoricals() throws InterruptedException {
        CountDownLatch arrived = new CountDownLatch(1);
        a.answers(exchange -> {
            arrived.countDown();
            end.await();
        });
        Thread canceller = new Thread(() -> {
            try {
                arrived.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            running.cancel("q1");
        });
        canceller.start();

        assertThatThrownBy(() -> gather(announced(a), Duration.ofSeconds(30)))
                .satisfies(failure -> assertThat(category(failure)).isEqualTo(Category.CANCELED));
        canceller.join();
        await().untilAsserted(() -> assertThat(a.cancelled()).containsExactly("q1"));
        assertThat(running.cancel("q1")).as("it is gone").isFalse();
    }

    @Test
    void moreQueriesThanAllowedAreRefused() {
        try (RunningQueries.Ticket one = running.begin("1", Duration.ofSeconds(1));
                RunningQueries.Ticket two = running.begin("2", Duration.ofSeconds(1))) {
            assertThat(running.count()).isEqualTo(2);
            assertThatThrownBy(() -> running.begin("3", Duration.ofSeconds(1)))
                    .satisfies(failure -> assertThat(category(failure)).isEqualTo(Category.CAPACITY_EXCEEDED));
            assertThat(one.query().id() + two.query().id()).isEqualTo("12");
        }
        running.begin("3", Duration.ofSeconds(1)).close();
    }
}
