package io.isobar.cli.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QueryClientTest {
    private final QueryClient client = new QueryClient(Duration.ofSeconds(10));
    private HttpServer server;
    private URI uri;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    @Test
    void carriesTheTokenThereAndTheReleaseBack() throws Exception {
        server.createContext("/druid/v2/", exchange -> {
            exchange.getResponseHeaders().set("X-Isobar-Release", "flights:2:0123abcd");
            exchange.getResponseHeaders().set("X-Isobar-DC", "west");
            exchange.getResponseHeaders().set("X-Isobar-Token", "next");
            String token = exchange.getRequestHeaders().getFirst("X-Isobar-Token");
            reply(
                    exchange,
                    200,
                    token + ":" + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        });

        QueryAnswer answer = client.ask(uri, "{}".getBytes(UTF_8), Map.of(QueryClient.TOKEN, "mine"));

        assertThat(answer)
                .isEqualTo(new QueryAnswer(
                        200,
                        Optional.of("flights:2:0123abcd"),
                        Optional.of("west"),
                        Optional.of("next"),
                        Optional.empty(),
                        "mine:{}"));
    }

    @Test
    void handsBackARefusalAsAnAnswer() throws Exception {
        server.createContext("/druid/v2/", exchange -> reply(exchange, 503, "{\"error\":\"no\"}"));

        QueryAnswer answer = client.ask(uri, "{}".getBytes(UTF_8), Map.of());

        assertThat(answer.isOk()).isFalse();
        assertThat(answer.body()).isEqualTo("{\"error\":\"no\"}");
    }

    @Test
    void namesTheServerThatNobodyRuns() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        URI nobody = URI.create("http://127.0.0.1:" + free);

        assertThatThrownBy(() -> client.ask(nobody, new byte[0], Map.of()))
                .isInstanceOf(IOException.class)
                .hasMessage("Nobody listens at [" + nobody + "]: is the server running, and is the port right?");
    }

    @Test
    void aPageThatIsNotThereIsAnError() {
        server.createContext("/", exchange -> reply(exchange, 404, "nothing here"));

        assertThatThrownBy(() -> client.read(uri.resolve("/isobar/v1/status")))
                .hasMessageContaining("/isobar/v1/status] answered with status [404]: nothing here");
    }

    private static void reply(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        try (exchange) {
            exchange.getResponseBody().write(bytes);
        }
    }
}
