package io.isobar.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.isobar.catalog.discovery.ZooKeeperServer;
import io.isobar.serving.http.PeerAnswer;
import io.isobar.serving.router.RouterConfig;
import io.isobar.serving.router.RouterNode;
import io.isobar.serving.testing.Questions;
import io.isobar.serving.testing.TestDataCenter;
import io.isobar.serving.testing.TestPublisher;
import io.isobar.serving.testing.TestRelease;
import io.isobar.serving.token.TokenCodec;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two data centers behind a router, and clients that roam between them while releases are activated one after the other. */
class TwoDataCentersIT {
    @TempDir
    private Path directory;

    private ZooKeeperServer zooKeeper;
    private TestDataCenter east;
    private TestDataCenter west;
    private TestPublisher publisher;

    @BeforeAll
    static void waitLongEnough() {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
    }

    @BeforeEach
    void start() throws IOException {
        zooKeeper = ZooKeeperServer.start(directory.resolve("zookeeper"), 0);
        publisher = new TestPublisher(Files.createDirectories(directory.resolve("scratch")));
    }

    @AfterEach
    void stop() throws IOException {
        System.clearProperty("isobar.rule.token");
        System.clearProperty("isobar.rule.pinning");
        east.close();
        west.close();
        zooKeeper.close();
    }

    /** Both data centers, with release 1 as their head and release 2 staged. */
    private List<TestRelease> twoReleases() throws IOException {
        east = new TestDataCenter("east", directory, zooKeeper, 2);
        west = new TestDataCenter("west", directory, zooKeeper, 2);
        east.startHistorical("a");
        east.startHistorical("b");
        west.startHistorical("a");
        TestRelease one = publisher.publish();
        TestRelease two = publisher.publish();
        for (TestDataCenter dataCenter : List.of(east, west)) {
            dataCenter.stage(one);
            dataCenter.activate(one);
            dataCenter.stage(two);
            await().until(() -> dataCenter.isLoaded(one) && dataCenter.isLoaded(two));
            await().until(() -> Questions.releaseOf(dataCenter.ask(Questions.whichRelease(), Map.of())) == 1);
        }
        return List.of(one, two);
    }

    private RouterNode router() throws IOException {
        Map<String, URI> brokers = new LinkedHashMap<>();
        brokers.put("east", east.broker());
        brokers.put("west", west.broker());
        return RouterNode.start(new RouterConfig(
                "east",
                "127.0.0.1",
                0,
                brokers,
                Map.of(),
                Map.of("10.1.0.0/16", "east", "10.2.0.0/16", "west"),
                Optional.empty(),
                List.of("127.0.0.1"),
                TestDataCenter.keys(directory),
                Duration.ofMillis(50),
                Duration.ofSeconds(1),
                Duration.ofSeconds(30),
                1 << 20,
                32));
    }

    private static Map<String, String> with(Optional<String> token) {
        return token.map(text -> Map.of(TokenCodec.HEADER, text)).orElse(Map.of());
    }

    @Test
    void everyDataCenterGivesTheSameBytes() throws IOException {
        twoReleases();

        PeerAnswer eastern = east.ask(Questions.sumsByOrigin(), Map.of());
        PeerAnswer western = west.ask(Questions.sumsByOrigin(), Map.of());

        assertThat(eastern.status()).isEqualTo(200);
        assertThat(eastern.body()).isEqualTo(western.body());
        assertThat(eastern.header(WireNames.RELEASE)).isEqualTo(western.header(WireNames.RELEASE));
    }

    @Test
    void aClientThatGoesFromOneToTheOtherNeverGoesBack() throws IOException {
        TestRelease two = twoReleases().get(1);
        east.activate(two);
        await().until(() -> Questions.releaseOf(east.ask(Questions.whichRelease(), Map.of())) == 2);

        // West has not heard of the commit. The client has, and brings it along.
        PeerAnswer fromEast = east.ask(Questions.whichRelease(), Map.of());
        PeerAnswer fromWest = west.ask(Questions.whichRelease(), with(fromEast.header(TokenCodec.HEADER)));

        assertThat(Questions.releaseOf(fromWest)).isEqualTo(2);
        assertThat(Questions.releaseOf(west.ask(Questions.whichRelease(), Map.of())))
                .isEqualTo(1);
    }

    @Test
    void roamingClientsNeverSeeAMixOrAnOlderReleaseWhileReleasesAreActivated() throws IOException {
        TestRelease two = twoReleases().get(1);
        try (RouterNode router = router()) {
            URI uri = URI.create("http://127.0.0.1:" + router.port() + "/druid/v2/");
            SplittableRandom random = new SplittableRandom(7);
            List<Long> seen = new ArrayList<>();
            List<String> visited = new ArrayList<>();
            Optional<String> token = Optional.empty();
            for (int i = 0; i < 200; i++) {
                if (i == 60) {
                    east.activate(two);
                } else if (i == 140) {
                    west.activate(two);
                }
                Map<String, String> headers = new LinkedHashMap<>(with(token));
                headers.put("X-Forwarded-For", random.nextBoolean() ? "10.1.0.1" : "10.2.0.1");
                PeerAnswer answer = east.post(uri, Questions.whichRelease(), headers);
                seen.add(Questions.releaseOf(answer));
                visited.add(answer.header(WireNames.DC).orElse("-"));
                token = answer.header(TokenCodec.HEADER);
            }

            assertThat(seen).isSorted().startsWith(1L).endsWith(2L).doesNotContain(-1L);
            assertThat(visited).contains("east", "west").doesNotContain("-");
            assertThat(visited.subList(70, 140))
                    .as("west answers what it has not heard of")
                    .contains("west");
        }
    }

    @Test
    void withTokensOffAClientDoesGoBack() throws IOException {
        System.setProperty("isobar.rule.token", "off");
        TestRelease two = twoReleases().get(1);
        east.activate(two);
        await().until(() -> Questions.releaseOf(east.ask(Questions.whichRelease(), Map.of())) == 2);

        PeerAnswer fromEast = east.ask(Questions.whichRelease(), Map.of());
        PeerAnswer fromWest = west.ask(Questions.whichRelease(), with(fromEast.header(TokenCodec.HEADER)));

        assertThat(Questions.releaseOf(fromWest)).isEqualTo(1);
    }

    @Test
    void withPinningOffAnswersDoMixReleases() throws Exception {
        System.setProperty("isobar.rule.pinning", "off");
        TestRelease two = twoReleases().get(1);
        List<Long> seen = Collections.synchronizedList(new ArrayList<>());
        List<Thread> clients = new ArrayList<>();
        for (int c = 0; c < 4; c++) {
            Thread client = new Thread(() -> {
                for (int i = 0; i < 400 && !seen.contains(2L); i++) {
                    seen.add(Questions.releaseOf(east.ask(Questions.whichRelease(), Map.of())));
                }
            });
            client.start();
            clients.add(client);
        }
        await().until(() -> seen.size() > 8);
        east.activate(two);
        for (Thread client : clients) {
            client.join();
        }

        assertThat(seen).contains(1L, -1L);
    }

    @Test
    void whenADataCenterDiesTheRouterSendsEveryoneToTheOther() throws IOException {
        twoReleases();
        try (RouterNode router = router()) {
            URI uri = URI.create("http://127.0.0.1:" + router.port() + "/druid/v2/");
            east.stopBroker();
            for (int i = 0; i < 20; i++) {
                PeerAnswer answer = west.post(uri, Questions.whichRelease(), Map.of("X-Forwarded-For", "10.1.0.1"));
                assertThat(Questions.releaseOf(answer)).isEqualTo(1);
                assertThat(answer.header(WireNames.DC)).contains("west");
            }
        }
    }
}
