package io.isobar.replicator.console;

import io.isobar.replicator.http.Replies;
import io.isobar.replicator.operator.ClusterStatus;
import io.isobar.replicator.work.ControlLink;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the page ({@code GET /}) and its data ({@code GET /isobar/v1/cluster}). Everything is read once for all who
 * look at the same moment, so a page left open on many screens costs the control database no more than one.
 */
public final class ConsoleHandler extends Handler.Abstract {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleHandler.class);
    private static final Duration FRESH = Duration.ofMillis(400);
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:;"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final ControlLink control;
    private final Clock clock;
    private final Map<String, Page> pages = new TreeMap<>();
    private byte[] latest = new byte[0];
    private Instant latestAt = Instant.EPOCH;

    private record Page(String type, String text) {}

    /** Reads from {@code control}. */
    public ConsoleHandler(ControlLink control, Clock clock) {
        this.control = control;
        this.clock = clock;
        pages.put("/", page("text/html;charset=utf-8", "index.html"));
        pages.put("/console.js", page("text/javascript;charset=utf-8", "console.js"));
        pages.put("/console.css", page("text/css;charset=utf-8", "console.css"));
    }

    private static Page page(String type, String resource) {
        try (InputStream in = ConsoleHandler.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("The jar lacks [%s]: build it again".formatted(resource));
            }
            return new Page(type, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        if (!HttpMethod.GET.is(request.getMethod())) {
            response.getHeaders().put(HttpHeader.ALLOW, "GET");
            Replies.text(response, HttpStatus.METHOD_NOT_ALLOWED_405, "The console only reads", callback);
            return true;
        }
        String path = request.getHttpURI().getPath();
        Page page = pages.get(path);
        if (page != null) {
            response.getHeaders().put("Content-Security-Policy", POLICY);
            response.getHeaders().put("Referrer-Policy", "no-referrer");
            response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-cache");
            Replies.send(
                    response, HttpStatus.OK_200, page.type(), page.text().getBytes(StandardCharsets.UTF_8), callback);
        } else if (path.equals("/isobar/v1/cluster")) {
            cluster(response, callback);
        } else if (path.equals("/status/health")) {
            Replies.json(response, HttpStatus.OK_200, "true".getBytes(StandardCharsets.UTF_8), callback);
        } else {
            Replies.text(response, HttpStatus.NOT_FOUND_404, "Nothing here: try / or /isobar/v1/cluster", callback);
        }
        return true;
    }

    private void cluster(Response response, Callback callback) {
        byte[] body;
        try {
            body = latest();
        } catch (IOException | RuntimeException e) {
            LOG.debug("The control database can't be read", e);
            Replies.text(
                    response,
                    HttpStatus.SERVICE_UNAVAILABLE_503,
                    "The control database can't be read; the data centers go on answering",
                    callback);
            return;
        }
        Replies.json(response, HttpStatus.OK_200, body, callback);
    }

    private synchronized byte[] latest() throws IOException {
        Instant now = clock.instant();
        if (Duration.between(latestAt, now).compareTo(FRESH) >= 0) {
            latest = ClusterJson.of(ClusterStatus.read(control.database()), now)
                    .toString()
                    .getBytes(StandardCharsets.UTF_8);
            latestAt = now;
        }
        return latest;
    }
}
