package io.isobar.replicator.steward;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.replicator.http.Replies;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** {@code GET /isobar/v1/status} and {@code GET /status/health} of a steward. */
final class StatusHandler extends Handler.Abstract {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String dc;
    private final String incarnation;
    private final BooleanSupplier leading;

    StatusHandler(String dc, String incarnation, BooleanSupplier leading) {
        this.dc = dc;
        this.incarnation = incarnation;
        this.leading = leading;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        switch (request.getHttpURI().getPath()) {
            case "/isobar/v1/status" -> {
                ObjectNode status = JSON.createObjectNode()
                        .put("dc", dc)
                        .put("role", "steward")
                        .put("incarnation", incarnation)
                        .put("leading", leading.getAsBoolean());
                Replies.json(response, HttpStatus.OK_200, status.toString().getBytes(StandardCharsets.UTF_8), callback);
                return true;
            }
            case "/status/health" -> {
                Replies.json(response, HttpStatus.OK_200, "true".getBytes(StandardCharsets.UTF_8), callback);
                return true;
            }
            default -> {
                return false;
            }
        }
    }
}
