package io.isobar.serving.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.isobar.query.error.QueryException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;

/** One request and its answer. Used by one thread. */
public final class Exchange {
    private final Request request;
    private final Response response;
    private final String tail;

    Exchange(Request request, Response response, String tail) {
        this.request = request;
        this.response = response;
        this.tail = tail;
    }

    public String method() {
        return request.getMethod();
    }

    /** The path with its query, as the client sent them. */
    public String pathAndQuery() {
        return request.getHttpURI().getPathQuery();
    }

    /** What the path has after the prefix of an endpoint that ends in {@code /*}; else empty. */
    public String tail() {
        return tail;
    }

    /** The address at the other end of the socket; empty if the socket isn't one of IP. */
    public Optional<InetAddress> peer() {
        SocketAddress address = request.getConnectionMetaData().getRemoteSocketAddress();
        return address instanceof InetSocketAddress socket
                ? Optional.ofNullable(socket.getAddress())
                : Optional.empty();
    }

    /** The first value of a header of the request. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(request.getHeaders().get(name));
    }

    /** All values of a header of the request, in the order of arrival. */
    public List<String> headers(String name) {
        return request.getHeaders().getValuesList(name);
    }

    /** The value of a cookie of the request. */
    public Optional<String> cookie(String name) {
        return Request.getCookies(request).stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(cookie -> cookie.getValue())
                .findFirst();
    }

    /** A parameter of the query part of the address. */
    public Optional<String> parameter(String name) {
        Fields parameters = Request.extractQueryParameters(request);
        return Optional.ofNullable(parameters.getValue(name));
    }

    /** The whole body; refused if it is longer than {@code maxBytes}. */
    public byte[] body(int maxBytes) throws IOException {
        if (request.getLength() > maxBytes) {
            throw tooLong(maxBytes);
        }
        try (InputStream in = Content.Source.asInputStream(request)) {
            byte[] body = in.readNBytes(maxBytes + 1);
            if (body.length > maxBytes) {
                throw tooLong(maxBytes);
            }
            return body;
        }
    }

    /** The body as JSON; refused if it is longer than {@code maxBytes} or isn't JSON. */
    public JsonNode json(int maxBytes) throws IOException {
        try {
            return Json.MAPPER.readTree(body(maxBytes));
        } catch (JsonProcessingException e) {
            throw new QueryException(
                    QueryException.Category.INVALID_INPUT,
                    "The body isn't JSON: %s at line [%d], column [%d]"
                            .formatted(
                                    e.getOriginalMessage(),
                                    e.getLocation().getLineNr(),
                                    e.getLocation().getColumnNr()),
                    e);
        }
    }

    private static QueryException tooLong(int maxBytes) {
        return new QueryException(
                QueryException.Category.INVALID_INPUT, "The body is longer than [%d] bytes".formatted(maxBytes));
    }

    /** Sets a header of the answer, before it begins. */
    public void answerHeader(String name, String value) {
        response.getHeaders().put(name, value);
    }

    /** Calls {@code listener} if the client goes away before the answer is complete. */
    public void onClientGone(Runnable listener) {
        request.addFailureListener(failure -> listener.run());
    }

    /** Answers with {@code body}, all of it known. */
    public void reply(int status, String contentType, byte[] body) throws IOException {
        begin(status, contentType);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        Content.Sink.write(response, true, ByteBuffer.wrap(body));
    }

    /** Answers with JSON. */
    public void reply(int status, JsonNode body) throws IOException {
        reply(status, Json.CONTENT_TYPE, Json.bytes(body));
    }

    /** Begins an answer whose length isn't known yet; closing the stream ends it. */
    public OutputStream stream(int status, String contentType) {
        begin(status, contentType);
        return Content.Sink.asOutputStream(response);
    }

    /** Whether an answer has begun, so that no other can be given. */
    public boolean answered() {
        return response.isCommitted();
    }

    private void begin(int status, String contentType) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
    }

    void finish(Callback callback) {
        if (response.hasLastWrite()) {
            callback.succeeded();
        } else {
            response.write(true, null, callback);
        }
    }
}
