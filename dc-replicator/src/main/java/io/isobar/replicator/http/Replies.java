package io.isobar.replicator.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Whole answers, written in one piece. */
public final class Replies {
    private Replies() {}

    /** Answers with JSON that must not be cached. */
    public static void json(Response response, int status, byte[] body, Callback callback) {
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        send(response, status, "application/json", body, callback);
    }

    /** Answers with one line of text. */
    public static void text(Response response, int status, String line, Callback callback) {
        send(response, status, "text/plain;charset=utf-8", (line + "\n").getBytes(StandardCharsets.UTF_8), callback);
    }

    /** Answers with {@code body}. */
    public static void send(Response response, int status, String type, byte[] body, Callback callback) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
    }
}
