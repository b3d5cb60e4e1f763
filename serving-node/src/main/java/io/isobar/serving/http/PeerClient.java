package io.isobar.serving.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.CompletableResponseListener;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.InputStreamResponseListener;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls other nodes over HTTP, with a pool of connections for each, so that one that hangs uses up its own pool only.
 *
 * <p>Follows no redirect, keeps no cookie, and leaves bodies as they come. Thread-safe.
 */
public final class PeerClient implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PeerClient.class);

    private final HttpClient client;

    private PeerClient(HttpClient client) {
        this.client = client;
    }

    /**
     * A started client.
     *
     * @param name of the role that calls, for its threads
     * @param connectTimeout until a peer counts as down
     * @param connectionsPerPeer at most; calls beyond them wait
     */
    public static PeerClient start(String name, Duration connectTimeout, int connectionsPerPeer) {
        HttpClient client = new HttpClient();
        QueuedThreadPool pool = new QueuedThreadPool(32, 2);
        pool.setName(name + "-client");
        pool.setDaemon(true);
        client.setExecutor(pool);
        client.setConnectTimeout(connectTimeout.toMillis());
        client.setMaxConnectionsPerDestination(connectionsPerPeer);
        client.setFollowRedirects(false);
        client.setHttpCookieStore(new HttpCookieStore.Empty());
        client.setUserAgentField(null);
        client.setMaxResponseHeadersSize(16 * 1024);
        try {
            client.start();
        } catch (Exception e) {
            throw new IllegalStateException("The HTTP client of [%s] does not start".formatted(name), e);
        }
        client.getProtocolHandlers().clear();
        client.getContentDecoderFactories().clear();
        return new PeerClient(client);
    }

    /** A call that isn't sent yet. */
    public Call call(String method, URI uri, Duration timeout) {
        Request request =
                client.newRequest(uri).method(method).timeout(Math.max(1, timeout.toMillis()), TimeUnit.MILLISECONDS);
        return new Call(request, timeout);
    }

    @Override
    public void close() {
        try {
            client.stop();
        } catch (Exception e) {
            LOG.warn("HTTP client did not stop cleanly", e);
        }
    }

    /** One call of one peer. */
    public static final class Call {
        private final Request request;
        private final Duration timeout;

        private Call(Request request, Duration timeout) {
            this.request = request;
            this.timeout = timeout;
        }

        public Call headers(Map<String, String> headers) {
            request.headers(fields -> headers.forEach(fields::put));
            return this;
        }

        public Call body(String contentType, byte[] body) {
            request.body(new BytesRequestContent(contentType, body));
            return this;
        }

        /** Sends, and collects an answer of up to {@code maxBytes}; a longer one fails. */
        public CompletableFuture<PeerAnswer> send(int maxBytes) {
            return new CompletableResponseListener(request, maxBytes)
                    .send()
                    .thenApply(answer -> new PeerAnswer(answer.getStatus(), answer.getHeaders(), answer.getContent()));
        }

        /** Sends, whatever comes of it. */
        public void sendAndForget() {
            request.send(result -> LOG.debug("A peer was told: {}", result));
        }

        /** Sends, and waits for the headers of the answer. Closing the stream of its body early ends the call. */
        public StreamedAnswer open() throws InterruptedException, TimeoutException, ExecutionException {
            InputStreamResponseListener listener = new InputStreamResponseListener();
            request.send(listener);
            try {
                Response response = listener.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
                return new StreamedAnswer(response, listener.getInputStream());
            } catch (InterruptedException | TimeoutException | ExecutionException e) {
                abort();
                throw e;
            }
        }

        /** Ends the call, whatever it is at; its future fails. */
        public void abort() {
            var unused = request.abort(new CancellationException("The call was cancelled by its caller"));
        }
    }

    /** An answer whose body hasn't arrived yet. To be closed; before its end was read, that ends the call. */
    public static final class StreamedAnswer implements Closeable {
        private final Response response;
        private final InputStream body;

        private StreamedAnswer(Response response, InputStream body) {
            this.response = response;
            this.body = body;
        }

        public int status() {
            return response.getStatus();
        }

        /** The first value of a header. */
        public Optional<String> header(String name) {
            return Optional.ofNullable(response.getHeaders().get(name));
        }

        /** Shows every header, in the order of arrival. */
        public void forEachHeader(BiConsumer<String, String> reader) {
            response.getHeaders().forEach(field -> reader.accept(field.getName(), field.getValue()));
        }

        public InputStream body() {
            return body;
        }

        @Override
        public void close() throws IOException {
            body.close();
        }
    }
}
