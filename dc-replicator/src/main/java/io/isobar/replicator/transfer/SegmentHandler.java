package io.isobar.replicator.transfer;

import io.isobar.catalog.store.SegmentPaths;
import io.isobar.catalog.store.SegmentStore;
import io.isobar.replicator.http.ByteRange;
import io.isobar.replicator.http.Replies;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Serves segments to peers: {@code GET /isobar/v1/segments/<2 hex>/<sha256>.zip}, whole or by range. Only names of that
 * form reach a store, so no request can read anything else.
 */
public final class SegmentHandler extends Handler.Abstract {
    /** Where segments are, followed by their path. */
    public static final String PREFIX = "/isobar/v1/segments/";

    private static final int BUFFER_BYTES = 1 << 16;

    private final List<SegmentStore> stores;

    /** Serves what any of {@code stores} has; the first one that does, answers. */
    public SegmentHandler(List<SegmentStore> stores) {
        this.stores = List.copyOf(stores);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws IOException {
        String target = request.getHttpURI().getPath();
        if (!target.startsWith(PREFIX)) {
            return false;
        }
        boolean head = HttpMethod.HEAD.is(request.getMethod());
        if (!head && !HttpMethod.GET.is(request.getMethod())) {
            response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
            Replies.text(response, HttpStatus.METHOD_NOT_ALLOWED_405, "Segments can only be read", callback);
            return true;
        }
        String path = target.substring(PREFIX.length());
        if (!SegmentPaths.isPath(path)) {
            Replies.text(response, HttpStatus.BAD_REQUEST_400, "Not a segment: ask for <2 hex>/<sha256>.zip", callback);
            return true;
        }
        Optional<SegmentStore> holder = holder(path);
        if (holder.isEmpty()) {
            Replies.text(response, HttpStatus.NOT_FOUND_404, "No such segment here", callback);
            return true;
        }
        try {
            serve(holder.get(), path, request, response, callback, head);
        } catch (NoSuchFileException e) {
            Replies.text(response, HttpStatus.NOT_FOUND_404, "No such segment here any more", callback);
        }
        return true;
    }

    private Optional<SegmentStore> holder(String path) throws IOException {
        for (SegmentStore store : stores) {
            if (store.has(path)) {
                return Optional.of(store);
            }
        }
        return Optional.empty();
    }

    private static void serve(
            SegmentStore store, String path, Request request, Response response, Callback callback, boolean head)
            throws IOException {
        long total = store.length(path);
        response.getHeaders().put(HttpHeader.ACCEPT_RANGES, "bytes");
        Optional<ByteRange> range = Optional.of(new ByteRange(0, total - 1));
        String wanted = request.getHeaders().get(HttpHeader.RANGE);
        boolean partial = wanted != null && ByteRange.understood(wanted);
        if (partial) {
            range = ByteRange.of(wanted, total);
            response.getHeaders()
                    .put(
                            HttpHeader.CONTENT_RANGE,
                            range.map(part -> part.contentRange(total)).orElse("bytes */" + total));
        }
        if (range.isEmpty()) {
            Replies.text(
                    response,
                    HttpStatus.RANGE_NOT_SATISFIABLE_416,
                    "The segment has [%d] bytes".formatted(total),
                    callback);
            return;
        }
        response.setStatus(partial ? HttpStatus.PARTIAL_CONTENT_206 : HttpStatus.OK_200);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/zip");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, range.get().length());
        if (!head) {
            stream(store, path, range.get(), response);
        }
        callback.succeeded();
    }

    private static void stream(SegmentStore store, String path, ByteRange range, Response response) throws IOException {
        try (InputStream in = store.open(path, range.first());
                var out = Content.Sink.asOutputStream(response)) {
            var buffer = new byte[BUFFER_BYTES];
            long left = range.length();
            while (left > 0) {
                int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (n < 0) {
                    throw new IOException("Segment [%s] ended [%d] bytes early".formatted(path, left));
                }
                out.write(buffer, 0, n);
                left -= n;
            }
        }
    }
}
