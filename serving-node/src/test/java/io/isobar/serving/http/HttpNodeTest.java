package io.isobar.serving.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.isobar.query.error.QueryException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpNodeTest {
    private static final int MAX = 1 << 20;

    private final PeerClient client = PeerClient.start("test", Duration.ofSeconds(2), 8);
    private final HttpNode node = HttpNode.bind("test", "127.0.0.1", 0, 16);
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void close() {
        release.countDown();
        node.close();
        client.close();
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + node.port() + path);
    }

    private PeerAnswer get(String path) {
        return client.call("GET", uri(path), Duration.ofSeconds(10)).send(MAX).join();
    }

    private PeerAnswer post(String path, byte[] body) {
        return client.call("POST", uri(path), Duration.ofSeconds(10))
                .body("text/plain", body)
                .send(MAX)
                .join();
    }

    private static String text(PeerAnswer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static JsonNode json(PeerAnswer answer) throws IOException {
        return Json.MAPPER.readTree(answer.body());
    }

    @Test
    void everyNodeSaysThatItIsWell() {
        node.serve(new Endpoints());

        assertThat(get("/status/health").status()).isEqualTo(200);
        assertThat(text(get("/status/health"))).isEqualTo("true");
    }

    @Test
    void anEndpointAnswersItsPathAndOneWithAStarAllBelow() {
        node.serve(new Endpoints()
                .on("GET", "/a", exchange -> exchange.reply(200, Json.object().put("at", "exact")))
                .on("GET", "/a/*", exchange -> exchange.reply(200, Json.object().put("tail", exchange.tail()))));

        assertThat(text(get("/a"))).isEqualTo("{\"at\":\"exact\"}");
        assertThat(text(get("/a/b/c?d=e"))).isEqualTo("{\"tail\":\"b/c\"}");
        assertThat(get("/b").status()).isEqualTo(404);
        assertThat(post("/a", new byte[] {1}).status()).isEqualTo(404);
    }

    @Test
    void errorsHaveTheFormOfDruids() throws IOException {
        node.serve(new Endpoints().on("GET", "/refuse", exchange -> {
            throw new QueryException(QueryException.Category.SERVICE_UNAVAILABLE, "not now");
        }));

        PeerAnswer answer = get("/refuse");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(json(answer).path("error").asText()).isEqualTo("druidException");
        assertThat(json(answer).path("category").asText()).isEqualTo("SERVICE_UNAVAILABLE");
        assertThat(json(answer).path("errorMessage").asText()).isEqualTo("not now");
    }

    @Test
    void whatNobodyExpectedIsA500ThatTellsNoSecrets() throws IOException {
        node.serve(new Endpoints().on("GET", "/fail", exchange -> {
            throw new IllegalStateException("a secret");
        }));

        PeerAnswer answer = get("/fail");
        assertThat(answer.status()).isEqualTo(500);
        assertThat(json(answer).path("errorMessage").asText())
                .isEqualTo("[java.lang.IllegalStateException] in this node; its log says where");
    }

    @Test
    void aBodyThatIsTooLongIsRefusedWhetherItsLengthIsToldOrNot() {
        node.serve(
                new Endpoints().on("POST", "/echo", exchange -> exchange.reply(200, "text/plain", exchange.body(10))));

        assertThat(text(post("/echo", "0123456789".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("0123456789");
        assertThat(post("/echo", new byte[11]).status()).isEqualTo(400);
    }

    @Test
    void anAnswerThatFailsOnItsWayBreaksOff() {
        node.serve(new Endpoints().on("GET", "/half", exchange -> {
            OutputStream out = exchange.stream(200, "text/plain");
            out.write(new byte[100_000]);
            out.flush();
            throw new IOException("the disk is gone");
        }));

        assertThatThrownBy(() -> get("/half")).hasCauseInstanceOf(Exception.class);
    }

    @Test
    void anAnswerThatFitsIntoItsBufferCanStillBecomeAnError() {
        node.serve(new Endpoints().on("GET", "/late", exchange -> {
            try (LateAnswer body = new LateAnswer(exchange, 200, "text/plain", 1000)) {
                body.write(new byte[900]);
                throw new QueryException(QueryException.Category.TIMEOUT, "too slow");
            }
        }));

        assertThat(get("/late").status()).isEqualTo(504);
    }

    @Test
    void anAnswerLargerThanItsBufferStreams() {
        byte[] large = new byte[300_000];
        Arrays.fill(large, (byte) 'x');
        node.serve(new Endpoints().on("GET", "/large", exchange -> {
            LateAnswer body = new LateAnswer(exchange, 200, "text/plain", 1000);
            body.write(large, 0, 500);
            body.write(large, 500, large.length - 500);
            body.complete();
        }));

        assertThat(get("/large").body()).isEqualTo(large);
    }

    @Test
    void anAnswerThatIsLongerThanItsReaderTakesFails() {
        node.serve(new Endpoints().on("GET", "/large", exchange -> exchange.reply(200, "text/plain", new byte[2000])));

        assertThatThrownBy(() -> client.call("GET", uri("/large"), Duration.ofSeconds(10))
                        .send(1000)
                        .join())
                .hasCauseInstanceOf(Exception.class);
    }

    @Test
    void aCallThatIsAbortedEndsAtOnce() throws InterruptedException {
        CountDownLatch arrived = new CountDownLatch(1);
        node.serve(new Endpoints().on("GET", "/wait", exchange -> {
            arrived.countDown();
            release.await();
        }));
        PeerClient.Call call = client.call("GET", uri("/wait"), Duration.ofMinutes(1));
        CompletableFuture<PeerAnswer> answer = call.send(MAX);
        arrived.await();

        call.abort();

        assertThatThrownBy(answer::get).isInstanceOf(ExecutionException.class);
    }

    @Test
    void aPortThatIsTakenIsNamed() {
        assertThatThrownBy(() -> HttpNode.bind("broker", "127.0.0.1", node.port(), 8))
                .hasMessage("Cannot listen at [127.0.0.1:%d]: is the port taken? Set [broker.port]", node.port());
    }
}
