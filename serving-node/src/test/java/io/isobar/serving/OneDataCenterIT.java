package io.isobar.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.isobar.catalog.ReleaseSegment;
import io.isobar.catalog.discovery.ZooKeeperServer;
import io.isobar.serving.historical.HistoricalNode;
import io.isobar.serving.http.PeerAnswer;
import io.isobar.serving.testing.Bytes;
import io.isobar.serving.testing.Questions;
import io.isobar.serving.testing.TestDataCenter;
import io.isobar.serving.testing.TestPublisher;
import io.isobar.serving.testing.TestRelease;
import io.isobar.serving.token.ReleaseToken;
import io.isobar.serving.token.TokenCodec;
import io.isobar.serving.token.TokenKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Coordinator, broker and historicals of one data center, on real ZooKeeper, database and deep storage. */
class OneDataCenterIT {
    @TempDir
    private Path directory;

    private ZooKeeperServer zooKeeper;
    private TestDataCenter east;
    private TestPublisher publisher;

    @BeforeAll
    static void waitLongEnough() {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
    }

    @BeforeEach
    void start() throws IOException {
        zooKeeper = ZooKeeperServer.start(directory.resolve("zookeeper"), 0);
        east = new TestDataCenter("east", directory, zooKeeper, 2);
        publisher = new TestPublisher(Files.createDirectories(directory.resolve("scratch")));
    }

    @AfterEach
    void stop() throws IOException {
        east.close();
        zooKeeper.close();
    }

    private TestRelease activated() throws IOException {
        TestRelease release = staged();
        east.activate(release);
        await().until(() -> Questions.releaseOf(east.ask(Questions.whichRelease(), Map.of())) == release.seq());
        return release;
    }

    private TestRelease staged() throws IOException {
        TestRelease release = publisher.publish();
        east.stage(release);
        await().until(() -> east.isLoaded(release));
        return release;
    }

    private String token(TestRelease release) throws IOException {
        TokenCodec codec = new TokenCodec(TokenKeys.load(TestDataCenter.keys(directory)));
        return codec.sign(ReleaseToken.of(List.of(release.seen())), TestPublisher.DATA_SOURCE);
    }

    @Test
    void answersFromAReleaseAndSaysFromWhich() throws IOException {
        east.startHistorical("a");
        TestRelease one = activated();

        PeerAnswer answer = east.ask(Questions.whichRelease("\"queryId\": \"q1\""), Map.of());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(Questions.releaseOf(answer)).isEqualTo(1);
        assertThat(answer.header(WireNames.RELEASE)).contains(one.seen().text());
        assertThat(answer.header(WireNames.DC)).contains("east");
        assertThat(answer.header(WireNames.QUERY_ID)).contains("q1");
        assertThat(answer.header(TokenCodec.HEADER)).contains(token(one));
        assertThat(answer.header("Set-Cookie").orElseThrow()).startsWith("isobar-token=" + token(one) + ";");
        assertThat(new String(
                        east.get(east.broker().resolve("/druid/v2/datasources")).body(), StandardCharsets.UTF_8))
                .isEqualTo("[\"flights\"]");
    }

    @Test
    void aStagedReleaseIsSeenOnlyByThoseWhoAskForItOrProveThatItIsCommitted() throws IOException {
        east.startHistorical("a");
        activated();
        TestRelease two = staged();

        assertThat(Questions.releaseOf(east.ask(Questions.whichRelease(), Map.of())))
                .isEqualTo(1);

        PeerAnswer asked = east.ask(Questions.whichRelease("\"release\": 2"), Map.of());
        assertThat(Questions.releaseOf(asked)).isEqualTo(2);
        assertThat(asked.header(WireNames.RELEASE_STATE)).contains("STAGED");
        assertThat(asked.header(TokenCodec.HEADER)).as("proves nothing").isEmpty();

        PeerAnswer proven = east.ask(Questions.whichRelease(), Map.of(TokenCodec.HEADER, token(two)));
        assertThat(Questions.releaseOf(proven)).isEqualTo(2);
        assertThat(proven.header(TokenCodec.HEADER)).contains(token(two));
        PeerAnswer byCookie = east.ask(Questions.whichRelease(), Map.of("Cookie", "a=b; isobar-token=" + token(two)));
        assertThat(Questions.releaseOf(byCookie)).isEqualTo(2);

        String forged = token(two).replace("flights:2", "flights:3");
        assertThat(Questions.releaseOf(east.ask(Questions.whichRelease(), Map.of(TokenCodec.HEADER, forged))))
                .isEqualTo(1);

        east.activate(two);
        await().until(() -> Questions.releaseOf(east.ask(Questions.whichRelease(), Map.of())) == 2);
        assertThat(Questions.releaseOf(east.ask(Questions.whichRelease("\"release\": 1"), Map.of())))
                .isEqualTo(1);
    }

    @Test
    void whatIsNotOpenIsRefusedByName() throws IOException {
        east.startHistorical("a");
        activated();

        PeerAnswer answer = east.ask(Questions.whichRelease("\"release\": 7"), Map.of());

        assertThat(answer.status()).isEqualTo(503);
        assertThat(TestDataCenter.json(answer).path("errorMessage").asText())
                .isEqualTo("Release [7] of datasource [flights] isn't open here; open are [1]");
    }

    @Test
    void aDatasourceThatWasNeverPublishedHasNoRows() {
        PeerAnswer answer = east.ask(Questions.whichRelease(), Map.of());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("[]");
    }

    @Test
    void noRowsAreLeftOutWhenASegmentIsNowhere() throws IOException {
        TestRelease one = publisher.publish();
        east.stage(one);
        east.activate(one);
        await().until(() -> east.ask(Questions.whichRelease(), Map.of()).status() == 503);

        JsonNode status = TestDataCenter.json(east.get(east.broker().resolve("/isobar/v1/status")));
        assertThat(status.at("/datasources/flights/head").asLong()).isEqualTo(1);
        assertThat(status.at("/datasources/flights/open/0/available").asBoolean())
                .isFalse();
    }

    @Test
    void aHistoricalThatGoesAwayUnderQueriesIsNotNoticed() throws IOException {
        HistoricalNode first = east.startHistorical("a");
        east.startHistorical("b");
        await().until(() -> TestDataCenter.json(east.get(east.coordinatorUri("/isobar/v1/status")))
                        .path("replicas")
                        .asInt()
                == 2);
        activated();

        List<PeerAnswer> answers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            if (i == 20) {
                first.close();
            }
            answers.add(east.ask(Questions.whichRelease(), Map.of()));
        }

        assertThat(answers)
                .allSatisfy(answer -> assertThat(Questions.releaseOf(answer)).isEqualTo(1));
    }

    @Test
    void theSegmentsOfAHistoricalThatIsGoneGoToAnother() throws IOException {
        HistoricalNode first = east.startHistorical("a");
        TestRelease one = activated();
        first.close();
        HistoricalNode second = east.startHistorical("b");

        await().until(() -> Questions.releaseOf(east.ask(Questions.whichRelease(), Map.of())) == 1);
        assertThat(east.status(second).path("held").asInt())
                .isEqualTo(one.view().segments().size());
    }

    @Test
    void aBitThatFlippedInTheCacheOfAStoppedHistoricalIsFoundBeforeItAnswers() throws IOException {
        HistoricalNode historical = east.startHistorical("a");
        int port = historical.port();
        TestRelease one = activated();
        historical.close();
        Bytes.flipBit(east.cache("a").resolve(anySegment(one).path()));

        HistoricalNode again = east.startHistorical("a", port);

        await().until(() -> Questions.releaseOf(east.ask(Questions.whichRelease(), Map.of())) == 1);
        await().until(() ->
                east.status(again).path("held").asInt() == one.view().segments().size());
        assertThat(east.status(again).path("corruptInCache").asInt()).isEqualTo(1);
        assertThat(east.status(again).path("fetched").asInt()).isEqualTo(1);
        assertThat(files(east.cache("a").resolve("quarantine"))).isEqualTo(1);
    }

    @Test
    void aBitThatFlipsInTheCacheOfARunningHistoricalIsFoundBeforeItAnswers() throws IOException {
        HistoricalNode historical = east.startHistorical("a");
        TestRelease one = activated();

        Bytes.flipBit(east.cache("a").resolve(anySegment(one).path()));

        List<Integer> statuses = new ArrayList<>();
        await().until(() -> {
            PeerAnswer answer = east.ask(Questions.whichRelease(), Map.of());
            statuses.add(answer.status());
            // Refused until the copy is replaced, but never wrong.
            assertThat(answer.status() == 503 || Questions.releaseOf(answer) == 1)
                    .isTrue();
            return answer.status() == 200;
        });
        assertThat(statuses.get(0)).isEqualTo(503);
        assertThat(east.status(historical).path("changedWhileHeld").asInt()).isBetween(1, 2);
        assertThat(east.status(historical).path("corruptInCache").asInt()).isEqualTo(1);
    }

    @Test
    void aBitThatFlippedInDeepStorageIsReportedAndTheReplacementLoaded() throws IOException {
        TestRelease one = publisher.publish();
        east.stage(one);
        ReleaseSegment damaged = anySegment(one);
        Bytes.flipBit(east.deepFile(damaged.path()));
        HistoricalNode historical = east.startHistorical("a");
        east.activate(one);

        await().until(() -> !east.load(1).path("quarantined").isEmpty());
        JsonNode load = east.load(1);
        assertThat(load.path("quarantined").path(0).asText())
                .isEqualTo(damaged.id().toString());
        assertThat(load.path("missing").path(0).asText()).isEqualTo(damaged.id().toString());
        assertThat(east.ask(Questions.whichRelease(), Map.of()).status()).isEqualTo(503);
        assertThat(east.status(historical).path("corruptInDeepStorage").asInt()).isPositive();

        east.deepStorage().quarantine(damaged.path(), "test");
        east.putZip(damaged.path(), one.zips().get(damaged.path()));

        await().until(() -> Questions.releaseOf(east.ask(Questions.whichRelease(), Map.of())) == 1);
        await().until(() -> east.load(1).path("quarantined").isEmpty());
    }

    @Test
    void whatNoOpenReleaseHasIsDroppedAfterAGrace() throws IOException {
        HistoricalNode historical = east.startHistorical("a");
        activated();
        activated();
        TestRelease three = activated();

        await().until(() -> east.status(historical).path("held").asInt()
                == 2 * three.view().segments().size());
        await().until(() -> files(east.cache("a")) > 0 && copies() == 2L * TestPublisher.DAYS);
    }

    @Test
    void aQueryThatIsTooSlowOrMalformedGetsDruidsError() throws IOException {
        east.startHistorical("a");
        activated();

        PeerAnswer malformed = east.ask("{\"queryType\": \"timeseries\"", Map.of());
        assertThat(malformed.status()).isEqualTo(400);
        assertThat(TestDataCenter.json(malformed).path("category").asText()).isEqualTo("INVALID_INPUT");
        assertThat(malformed.header(WireNames.DC)).contains("east");
        PeerAnswer badRelease = east.ask(Questions.whichRelease("\"release\": \"latest\""), Map.of());
        assertThat(badRelease.status()).isEqualTo(400);
        assertThat(east.delete(east.broker().resolve("/druid/v2/nobody")).status())
                .isEqualTo(202);
    }

    private static ReleaseSegment anySegment(TestRelease release) {
        return release.view().segments().firstEntry().getValue();
    }

    private long copies() throws IOException {
        try (Stream<Path> files = Files.walk(east.cache("a"))) {
            return files.filter(file -> file.toString().endsWith(".zip")).count();
        }
    }

    private static long files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.count();
        }
    }
}
