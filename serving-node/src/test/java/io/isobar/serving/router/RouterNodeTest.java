package io.isobar.serving.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.isobar.query.error.QueryException;
import io.isobar.serving.WireNames;
import io.isobar.serving.http.Json;
import io.isobar.serving.http.PeerAnswer;
import io.isobar.serving.http.PeerClient;
import io.isobar.serving.token.ReleaseToken;
import io.isobar.serving.token.SeenRelease;
import io.isobar.serving.token.TokenCodec;
import io.isobar.serving.token.TokenKeys;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouterNodeTest {
    private static final String QUERY = "{\"queryType\": \"timeseries\", \"dataSource\": \"flights\"}";
    private static final String AMERICAN = "8.8.8.8";
    private static final String DUTCH = "193.0.6.139";
    private static final int BUFFER = 4096;

    @TempDir
    private Path directory;

    private final FakeBroker east = new FakeBroker("east");
    private final FakeBroker west = new FakeBroker("west");
    private final PeerClient client = PeerClient.start("test", Duration.ofSeconds(2), 8);
    private RouterNode router;

    @BeforeEach
    void start() throws IOException {
        Path keys = directory.resolve("keys");
        Files.writeString(keys, "k1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n");
        Map<String, URI> brokers = new LinkedHashMap<>();
        brokers.put("east", east.uri());
        brokers.put("west", west.uri());
        router = RouterNode.start(new RouterConfig(
                "east",
                "127.0.0.1",
                0,
                brokers,
                Map.of("US", "east,west", "NL", "west,east"),
                Map.of("198.51.100.0/24", "west"),
                Optional.of(Path.of("..", "data", "geo", "iptoasn-country.mmdb")),
                List.of("127.0.0.1"),
                keys,
                Duration.ofMillis(50),
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                BUFFER,
                32));
        await().until(() -> status().at("/datacenters/east/fault").asText("?").isEmpty()
                && status().at("/datacenters/west/fault").asText("?").isEmpty());
    }

    @AfterEach
    void stop() {
        router.close();
        client.close();
        east.close();
        west.close();
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + router.port() + path);
    }

    private PeerAnswer ask(String client, String query, Map<String, String> headers) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("X-Forwarded-For", client);
        return this.client
                .call("POST", uri("/druid/v2/"), Duration.ofSeconds(10))
                .headers(all)
                .body(Json.CONTENT_TYPE, query.getBytes(StandardCharsets.UTF_8))
                .send(10 << 20)
                .join();
    }

    private PeerAnswer ask(String client) {
        return ask(client, QUERY, Map.of());
    }

    private JsonNode status() throws IOException {
        return get("/isobar/v1/status");
    }

    private JsonNode get(String path) throws IOException {
        return Json.MAPPER.readTree(client.call("GET", uri(path), Duration.ofSeconds(10))
                .send(1 << 20)
                .join()
                .body());
    }

    private String token(long seq) throws IOException {
        TokenCodec codec = new TokenCodec(TokenKeys.load(directory.resolve("keys")));
        SeenRelease seen = new SeenRelease("flights", seq, "%08x".formatted(seq));
        return codec.sign(ReleaseToken.of(List.of(seen)), "flights");
    }

    private static String dc(PeerAnswer answer) {
        return answer.header(WireNames.DC).orElse("-");
    }

    private static String route(PeerAnswer answer) {
        return answer.header(WireNames.ROUTE).orElse("-");
    }

    @Test
    void aClientGoesWhereItsCountryGoes() {
        PeerAnswer american = ask(AMERICAN);
        assertThat(dc(american)).isEqualTo("east");
        assertThat(route(american)).isEqualTo("client=8.8.8.8 country=US rule=country order=east>west chosen=east");
        assertThat(american.header("Server-Secret")).isEmpty();
        assertThat(dc(ask(DUTCH))).isEqualTo("west");
        assertThat(east.forwardedFor()).containsExactly(AMERICAN);
    }

    @Test
    void aBlockOfAddressesMayBeAnException() {
        assertThat(route(ask("198.51.100.7"))).contains("rule=override").endsWith("chosen=west");
    }

    @Test
    void whatAClientClaimsBeforeItsProxyDoesNotCount() {
        assertThat(dc(ask(AMERICAN + ", " + DUTCH))).isEqualTo("west");
    }

    @Test
    void whenADataCenterIsDownTheNextOneAnswers() throws IOException {
        east.close();

        PeerAnswer answer = ask(AMERICAN);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(dc(answer)).isEqualTo("west");
        await().until(() -> !status().at("/datacenters/east/fault").asText().isEmpty());
        assertThat(route(ask(AMERICAN)))
                .isEqualTo(
                        "client=8.8.8.8 country=US rule=country order=east>west chosen=west why=\"east: its broker can't be reached\"");
    }

    @Test
    void anErrorOfTheDataCenterIsTriedElsewhereAnErrorOfTheClientIsNot() throws IOException {
        east.answers(exchange -> {
            throw new QueryException(QueryException.Category.SERVICE_UNAVAILABLE, "no segments");
        });
        PeerAnswer unavailable = ask(AMERICAN);
        assertThat(dc(unavailable)).isEqualTo("west");
        assertThat(route(unavailable)).contains("east: answered 503: no segments");
        assertThat(status().path("retries").asInt()).isEqualTo(1);

        for (QueryException.Category category : List.of(
                QueryException.Category.INVALID_INPUT,
                QueryException.Category.UNSUPPORTED,
                QueryException.Category.CANCELED)) {
            int before = west.asked();
            east.answers(exchange -> {
                throw new QueryException(category, "yours");
            });
            PeerAnswer answer = ask(AMERICAN);
            assertThat(answer.status()).isGreaterThanOrEqualTo(400);
            assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("yours");
            assertThat(west.asked()).isEqualTo(before);
        }
    }

    @Test
    void anAnswerOlderThanWhatTheClientHasSeenIsNeverShown() throws IOException {
        east.answersFrom(1);
        west.answersFrom(2);

        PeerAnswer answer = ask(AMERICAN, QUERY, Map.of(TokenCodec.HEADER, token(2)));

        assertThat(dc(answer)).isEqualTo("west");
        assertThat(status().path("olderAnswersNotShown").asInt()).isLessThanOrEqualTo(1);

        west.answersFrom(1);
        PeerAnswer none = ask(AMERICAN, QUERY, Map.of("Cookie", TokenCodec.COOKIE + "=" + token(2)));
        assertThat(none.status()).isEqualTo(503);
        assertThat(none.header(WireNames.RELEASE)).isEmpty();
        assertThat(status().path("olderAnswersNotShown").asInt()).isGreaterThanOrEqualTo(2);
        assertThat(dc(ask(AMERICAN))).as("without a token it may be shown").isEqualTo("east");
    }

    @Test
    void aClientGoesToTheDataCenterThatHasWhatItHasSeen() throws IOException {
        west.has(1, 1L, 2L);
        west.answersFrom(2);
        await().until(() -> route(ask(AMERICAN, QUERY, Map.of(TokenCodec.HEADER, token(2))))
                .contains("chosen=west why=\"east: release 2 isn't open, the head is 1\""));

        assertThat(west.tokens().get(0)).isEqualTo(token(2));
        assertThat(dc(ask(AMERICAN))).isEqualTo("east");
    }

    @Test
    void aQueryForAReleaseGoesWhereItIsOpenAndIsAnsweredFromNoOther() {
        west.has(3, 2L, 3L);
        west.answersFrom(2);
        String pinned = "{\"queryType\": \"scan\", \"dataSource\": \"flights\", \"context\": {\"release\": 2}}";

        await().until(() -> dc(ask(AMERICAN, pinned, Map.of())).equals("west"));
        west.answersFrom(3);
        assertThat(ask(AMERICAN, pinned, Map.of()).status()).isEqualTo(503);
    }

    @Test
    void anAnswerThatBreaksOffWhileItIsBufferedIsReplaced() {
        east.answers(exchange -> {
            OutputStream out = exchange.stream(200, Json.CONTENT_TYPE);
            out.write(new byte[BUFFER / 2]);
            out.flush();
            throw new IOException("the process died");
        });

        assertThat(dc(ask(AMERICAN))).isEqualTo("west");
    }

    @Test
    void anAnswerLargerThanTheBufferIsPassedOnWhole() {
        byte[] large = new byte[50 * BUFFER];
        Arrays.fill(large, (byte) 'x');
        east.answers(exchange -> exchange.reply(200, "text/plain", large));

        assertThat(ask(AMERICAN).body()).isEqualTo(large);
    }

    @Test
    void withNobodyThereTheClientIsToldSo() {
        east.close();
        west.close();

        PeerAnswer answer = ask(AMERICAN);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8))
                .contains("SERVICE_UNAVAILABLE", "can't be reached");
    }

    @Test
    void whatIsNoJsonIsRefusedHere() {
        assertThat(ask(AMERICAN, "{", Map.of()).status()).isEqualTo(400);
        assertThat(east.asked()).isZero();
    }

    @Test
    void aRouteCanBeExplainedWithoutAQuery() throws IOException {
        JsonNode route = get("/isobar/v1/route?ip=" + DUTCH + "&datasource=flights");

        assertThat(route.path("country").asText()).isEqualTo("NL");
        assertThat(route.path("rule").asText()).isEqualTo("country");
        assertThat(route.path("chosen").asText()).isEqualTo("west");
        assertThat(route.path("order").findValuesAsText("dc")).containsExactly("west", "east");
        assertThat(get("/isobar/v1/route?ip=example.org").path("category").asText())
                .isEqualTo("INVALID_INPUT");
        assertThat(status().at("/geoDatabase/file").asText()).isEqualTo("iptoasn-country.mmdb");
    }
}
