package io.isobar.replicator.steward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isobar.catalog.ReleaseSegment;
import io.isobar.catalog.config.Settings;
import io.isobar.catalog.control.DcState;
import io.isobar.catalog.store.SegmentStore;
import io.isobar.replicator.controller.Controller;
import io.isobar.replicator.controller.ControllerConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Controllers and stewards as they run, over database servers, ZooKeeper, files and HTTP. */
class ReplicationIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private RealParts parts;
    private Controller controller;
    private Steward east;

    @BeforeEach
    void start() throws Exception {
        parts = new RealParts(directory);
        controller = startController();
        east = parts.startSteward("east", parts.home.uri().toString());
    }

    @AfterEach
    void stop() throws Exception {
        east.close();
        controller.close();
        parts.stop();
    }

    private Controller startController() throws Exception {
        return Controller.start(ControllerConfig.from(Settings.of(parts.controllerKeys())));
    }

    /** West has no store but east's steward. */
    private Steward startWest() throws Exception {
        return parts.startSteward("west", "http://127.0.0.1:%d/isobar/v1".formatted(east.port()));
    }

    @Test
    void westPullsFromEastAndBothCutOver() throws Exception {
        try (Steward west = startWest()) {
            assertThat(west.port()).isPositive();
            parts.seal();
            await().atMost(PATIENCE).until(() -> parts.isActiveEverywhere(1));
            parts.seal();
            await().atMost(PATIENCE).until(() -> parts.isActiveEverywhere(2));
            parts.control.batches().sealRollback(RealParts.FLIGHTS, 1, "back");
            await().atMost(PATIENCE).until(() -> parts.isActiveEverywhere(3));

            JsonNode source = console("/isobar/v1/cluster").path("datasources").path(0);
            assertThat(source.path("head").path("seq").asLong()).isEqualTo(3);
            assertThat(source.path("releases").path(0).path("contentOf").asLong())
                    .isEqualTo(1);
            assertThat(source.path("cutover").path("skewMillis").asLong(-1)).isBetween(0L, 60_000L);
            assertThat(source.path("cutover").path("waitingFor")).isEmpty();
            assertThat(source.path("members")).hasSize(2);
        }
    }

    @Test
    void aDataCenterThatIsDownHoldsTheCommitUpUntilItIsBack() throws Exception {
        try (Steward west = startWest()) {
            assertThat(west.port()).isPositive();
            await().atMost(PATIENCE)
                    .until(() -> parts.control.dcs().datacenters().contains("west"));
        }
        parts.seal();
        await().atMost(PATIENCE)
                .until(() -> parts.control.dcs().progress(RealParts.FLIGHTS, 1).stream()
                        .anyMatch(own -> own.state() == DcState.READY));

        assertThat(parts.head()).isZero();
        assertThat(console("/isobar/v1/cluster").path("datasources").path(0).path("unmet"))
                .singleElement()
                .extracting(JsonNode::asText)
                .asString()
                .startsWith("DC [west] hasn't voted READY for release [flights:1:");

        try (Steward west = startWest()) {
            assertThat(west.port()).isPositive();
            await().atMost(PATIENCE).until(() -> parts.isActiveEverywhere(1));
        }
    }

    @Test
    void aSecondControllerTakesOverAndNothingIsCommittedTwice() throws Exception {
        await().atMost(PATIENCE).until(() -> parts.control.releases().epoch() == 1);
        try (Steward west = startWest();
                Controller standby = startController()) {
            assertThat(west.port()).isNotEqualTo(standby.port());
            parts.seal();
            await().atMost(PATIENCE).until(() -> parts.isActiveEverywhere(1));
            controller.close();
            parts.seal();

            await().atMost(PATIENCE).until(() -> parts.isActiveEverywhere(2));

            assertThat(parts.control.releases().chain(RealParts.FLIGHTS))
                    .extracting(commit -> commit.release().seq())
                    .containsExactly(1L, 2L);
            assertThat(parts.control.releases().epoch()).isGreaterThan(1);
        }
    }

    @Test
    void everybodyGoesOnWhenTheDatabasesAreBack() throws Exception {
        try (Steward west = startWest()) {
            parts.seal();
            await().atMost(PATIENCE).until(() -> parts.isActiveEverywhere(1));
            parts.seal();

            parts.withoutDatabases(() -> await().atMost(PATIENCE).until(() -> status(controller.port()) == 503));

            await().atMost(PATIENCE).ignoreExceptions().until(() -> parts.isActiveEverywhere(2));
            assertThat(west.port()).isPositive();
        }
    }

    private static int status(int port) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/isobar/v1/cluster"))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void aFlippedBitInDeepStorageIsMendedFromThePeerWhenTheStewardStarts() throws Exception {
        ReleaseSegment segment;
        Path file;
        try (Steward west = startWest()) {
            assertThat(west.port()).isPositive();
            parts.seal();
            await().atMost(PATIENCE).until(() -> parts.isActiveEverywhere(1));
            segment = parts.control
                    .releases()
                    .view(RealParts.FLIGHTS, 1)
                    .segments()
                    .firstEntry()
                    .getValue();
            SegmentStore store = parts.deepStorage("west");
            file = Path.of(store.locate(segment.path()));
        }
        byte[] right = Files.readAllBytes(file);
        byte[] wrong = right.clone();
        wrong[wrong.length / 2] ^= 4;
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        Files.write(file, wrong);

        try (Steward west = startWest()) {
            assertThat(west.port()).isPositive();
            await().atMost(PATIENCE)
                    .until(() -> parts.control.journal().tail(RealParts.FLIGHTS, 5).stream()
                            .anyMatch(entry -> entry.result().equals("copied again")));
        }

        assertThat(Files.readAllBytes(file)).isEqualTo(right);
    }

    @Test
    void servesSegmentsWholeAndByRangeAndNothingElse() throws Exception {
        parts.seal();
        ReleaseSegment segment;
        try (Steward west = startWest()) {
            assertThat(west.port()).isPositive();
            await().atMost(PATIENCE).until(() -> parts.isActiveEverywhere(1));
            segment = parts.control
                    .releases()
                    .view(RealParts.FLIGHTS, 1)
                    .segments()
                    .firstEntry()
                    .getValue();
        }
        byte[] whole = get("/isobar/v1/segments/" + segment.path(), "").body();
        assertThat(whole).hasSize((int) segment.bytes());

        HttpResponse<byte[]> part = get("/isobar/v1/segments/" + segment.path(), "bytes=10-19");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.headers().firstValue("Content-Range")).contains("bytes 10-19/" + segment.bytes());
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole, 10, 20));

        assertThat(get("/isobar/v1/segments/" + segment.path(), "bytes=99999999-")
                        .statusCode())
                .isEqualTo(416);
        for (String outside : List.of(
                "../password",
                "%2e%2e/%2e%2e/password",
                "aa/../../password",
                "ab/" + segment.sha256() + ".zip",
                segment.path().toUpperCase(Locale.ROOT))) {
            assertThat(get("/isobar/v1/segments/" + outside, "").statusCode())
                    .as(outside)
                    .isIn(400, 404);
        }
        assertThat(get("/isobar/v1/segments/00/" + "0".repeat(64) + ".zip", "").statusCode())
                .isEqualTo(404);
    }

    private HttpResponse<byte[]> get(String path, String range) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + east.port() + path));
        if (!range.isEmpty()) {
            request.header("Range", range);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private JsonNode console(String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + controller.port() + path))
                .build();
        return new ObjectMapper()
                .readTree(HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.ofByteArray())
                        .body());
    }
}
