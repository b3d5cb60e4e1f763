package io.isobar.cli.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.isobar.cli.CommandRun;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueryCommandTest {
    @TempDir
    private Path directory;

    private final CommandRun isobar = new CommandRun();
    private final List<String> tokens = new ArrayList<>();
    private final List<String> bodies = new ArrayList<>();
    private HttpServer server;
    private String url;
    private String query;
    private int status = 200;
    private String answer = "[]";

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/druid/v2/", this::handle);
        server.start();
        url = "http://127.0.0.1:" + server.getAddress().getPort();
        query = Files.writeString(directory.resolve("query.json"), "{\"queryType\":\"timeBoundary\"}")
                .toString();
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    @Test
    void printsTheAnswerAndBesideItWhereItComesFrom() {
        assertThat(isobar.run("query", "--server", url, "-f", query)).isZero();

        assertThat(isobar.out().strip()).isEqualTo("[]");
        assertThat(isobar.err().strip()).isEqualTo("release flights:2:0123abcd from west (FR prefers west)");
    }

    @Test
    void keepsTheTokenAndSendsItAlongTheNextTime() {
        Path token = directory.resolve("token");
        String[] command = {"query", "--server", url, "-f", query, "--token-file", token.toString()};

        isobar.run(command);
        isobar.run(command);

        assertThat(tokens).containsExactly("null", "token-1");
        assertThat(token).hasContent("token-2\n");
    }

    @Test
    void asksForOneReleaseByTheQuerysContext() {
        isobar.run("query", "--server", url, "-f", query, "--release", "7");

        assertThat(bodies).containsExactly("{\"queryType\":\"timeBoundary\",\"context\":{\"release\":7}}");
    }

    @Test
    void tellsWhyItWasRefused() {
        status = 503;
        answer = "{\"errorMessage\":\"release [9] isn't open here\"}";

        assertThat(isobar.run("query", "--server", url, "-f", query)).isEqualTo(1);

        assertThat(isobar.err()).contains("[" + url + "] refused with status [503]: release [9] isn't open here");
    }

    @Test
    void printsEverythingAsOneObject() {
        assertThat(isobar.run("query", "--server", url, "-f", query, "--json")).isZero();

        assertThat(isobar.out()).contains("\"dc\" : \"west\"", "\"answer\" : [ ]", "\"status\" : 200");
    }

    @Test
    void aServerThatIsNoUrlIsWrongUsage() {
        assertThat(isobar.run("query", "--server", "localhost", "-f", query)).isEqualTo(2);

        assertThat(isobar.err()).contains("Invalid --server [localhost]: should look like http://host:port");
    }

    @Test
    void nobodyListeningIsOneLine() {
        server.stop(0);

        assertThat(isobar.run("query", "--server", url, "-f", query)).isEqualTo(1);

        assertThat(isobar.err().lines()).singleElement().asString().contains("Nobody listens at [" + url + "]");
    }

    private void handle(HttpExchange exchange) throws IOException {
        tokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("X-Isobar-Token")));
        bodies.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        exchange.getResponseHeaders().set("X-Isobar-Release", "flights:2:0123abcd");
        exchange.getResponseHeaders().set("X-Isobar-DC", "west");
        exchange.getResponseHeaders().set("X-Isobar-Route", "FR prefers west");
        exchange.getResponseHeaders().set("X-Isobar-Token", "token-" + tokens.size());
        byte[] bytes = answer.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        try (exchange) {
            exchange.getResponseBody().write(bytes);
        }
    }
}
