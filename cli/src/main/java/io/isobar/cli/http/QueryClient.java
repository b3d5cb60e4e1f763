package io.isobar.cli.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Asks brokers and routers, and reads the status pages of all processes. Safe for many threads. */
public final class QueryClient {
    /** A client sends back what it got under this name. */
    public static final String TOKEN = "X-Isobar-Token";

    private final HttpClient http;
    private final Duration timeout;

    /** @param timeout how long one answer may take */
    public QueryClient(Duration timeout) {
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .build();
        this.timeout = timeout;
    }

    /**
     * Posts a native query to {@code /druid/v2/}. An answer that tells of a failure is an answer too.
     *
     * @param server base URI of a broker or router
     * @param headers sent along
     * @throws IOException the server couldn't be reached, or didn't answer in time; the message names it
     */
    public QueryAnswer ask(URI server, byte[] query, Map<String, String> headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve("/druid/v2/"))
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(query));
        headers.forEach(request::header);
        HttpResponse<String> response = send(server, request.build());
        return new QueryAnswer(
                response.statusCode(),
                header(response, "X-Isobar-Release"),
                header(response, "X-Isobar-DC"),
                header(response, TOKEN),
                header(response, "X-Isobar-Route"),
                response.body());
    }

    /** Reads a page; anything but 200 is an exception that says which page answered what. */
    public String read(URI page) throws IOException, InterruptedException {
        HttpResponse<String> response =
                send(page, HttpRequest.newBuilder(page).timeout(timeout).GET().build());
        if (response.statusCode() != 200) {
            throw new IOException(
                    "[%s] answered with status [%d]: %s".formatted(page, response.statusCode(), response.body()));
        }
        return response.body();
    }

    private HttpResponse<String> send(URI server, HttpRequest request) throws IOException, InterruptedException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (ConnectException e) {
            throw new IOException(
                    "Nobody listens at [%s]: is the server running, and is the port right?".formatted(server), e);
        } catch (HttpTimeoutException e) {
            throw new IOException("No answer from [%s] within [%d s]".formatted(server, timeout.toSeconds()), e);
        } catch (IOException e) {
            throw new IOException("Asking [%s] failed: %s".formatted(server, e.getMessage()), e);
        }
    }

    private static Optional<String> header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name);
    }
}
