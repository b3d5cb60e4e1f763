package io.isobar.catalog.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpSegmentStoreTest extends AbstractSegmentStoreContract {
    private static final String BASE = "/isobar/v1/";

    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final List<String> ranges = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch released = new CountDownLatch(1);
    private HttpServer server;

    /** After so many bytes of a body the peer hangs up; -1: never. */
    private volatile int hangUpAfter = -1;

    private volatile boolean knowsRanges = true;
    private volatile boolean silent;
    private volatile int status;

    @Override
    protected SegmentStore openStore() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext(BASE + "segments/", this::answer);
        server.start();
        return SegmentStores.open(uri());
    }

    private URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/isobar/v1");
    }

    @AfterEach
    void stop() {
        released.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Override
    protected String give(byte[] bytes) throws IOException {
        String path = SegmentPaths.of(sha256(bytes));
        files.put(BASE + "segments/" + path, bytes);
        return path;
    }

    @Test
    void goesOnWhereTheConnectionBroke() throws IOException {
        byte[] bytes = bytes(200_000, 1);
        String path = give(bytes);
        hangUpAfter = 60_000;

        assertThat(read(path, 0)).isEqualTo(bytes);
        assertThat(ranges).contains("bytes=60000-", "bytes=120000-", "bytes=180000-");
    }

    @Test
    void givesUpOnAPeerThatHangsUpTooOften() throws IOException {
        String path = give(bytes(200_000, 1));
        hangUpAfter = 10_000;

        assertThatThrownBy(() -> read(path, 0))
                .isInstanceOf(IOException.class)
                .hasMessageMatching("Reading \\[http.*] broke off at byte \\[60000] of \\[200000], too often");
    }

    @Test
    void readsFromAPeerThatKnowsNoRanges() throws IOException {
        byte[] bytes = bytes(10_000, 1);
        String path = give(bytes);
        knowsRanges = false;

        assertThat(read(path, 4_000)).isEqualTo(Arrays.copyOfRange(bytes, 4_000, 10_000));
    }

    @Test
    void doesNotWaitForeverForAPeerThatFallsSilent() throws IOException {
        String path = give(bytes(10_000, 1));
        silent = true;

        try (SegmentStore impatient = HttpSegmentStore.open(uri(), Duration.ofMillis(50))) {
            assertThatThrownBy(() -> impatient.length(path)).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void tellsTheStatusOfAPeerThatFails() throws IOException {
        String path = give(bytes(10, 1));
        status = 503;

        assertThatThrownBy(() -> store.has(path))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Peer answered status [503] for [http://127.0.0.1:");
    }

    @Test
    void cannotBeWritten() {
        assertThatThrownBy(() -> store.put(new ByteArrayInputStream(new byte[1]), "ab".repeat(32)))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageStartingWith("Can't put a segment into the peer [http://127.0.0.1:");
        assertThatThrownBy(() -> store.list()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> store.quarantine("x", "y")).isInstanceOf(UnsupportedOperationException.class);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String range = exchange.getRequestHeaders().getFirst("Range");
            ranges.add(range);
            byte[] file = files.get(exchange.getRequestURI().getPath());
            if (silent) {
                awaitRelease();
            } else if (status != 0) {
                exchange.sendResponseHeaders(status, -1);
            } else if (file == null) {
                exchange.sendResponseHeaders(404, -1);
            } else {
                answer(exchange, file, knowsRanges ? range : null);
            }
        }
    }

    private void answer(HttpExchange exchange, byte[] file, String range) throws IOException {
        int first = 0;
        int end = file.length;
        if (range != null) {
            String[] bounds = range.substring("bytes=".length()).split("-", -1);
            first = Integer.parseInt(bounds[0]);
            end = bounds[1].isEmpty() ? end : Integer.parseInt(bounds[1]) + 1;
            if (first >= file.length) {
                exchange.getResponseHeaders().set("Content-Range", "bytes */" + file.length);
                exchange.sendResponseHeaders(416, -1);
                return;
            }
            exchange.getResponseHeaders().set("Content-Range", "bytes %d-%d/%d".formatted(first, end - 1, file.length));
        }
        exchange.sendResponseHeaders(range == null ? 200 : 206, end - first);
        int sent = hangUpAfter < 0 ? end - first : Math.min(end - first, hangUpAfter);
        OutputStream body = exchange.getResponseBody();
        body.write(file, first, sent);
        body.flush();
    }

    private void awaitRelease() {
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
