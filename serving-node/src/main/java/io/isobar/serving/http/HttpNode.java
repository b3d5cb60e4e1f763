package io.isobar.serving.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server of one role. It takes its port first, since a node is known by it, and answers once it is told what.
 *
 * <p>Closing it lets the requests that are being answered finish, for {@link #STOP_TIMEOUT} at the most, and refuses
 * new ones with 503.
 */
public final class HttpNode implements AutoCloseable {
    static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(HttpNode.class);
    private static final Duration IDLE_TIMEOUT = Duration.ofMinutes(5);
    private static final int MAX_HEADER_BYTES = 16 * 1024;
    private static final int MIN_THREADS = 8;

    private final Server server;
    private final ServerConnector connector;
    private final int port;

    private HttpNode(Server server, ServerConnector connector) {
        this.server = server;
        this.connector = connector;
        this.port = connector.getLocalPort();
    }

    /**
     * Takes a port: callers can connect from now on, and wait for their answers.
     *
     * @param role for its threads and for messages
     * @param port 0 for any that is free
     * @param threads that answer, Jetty's own included
     */
    public static HttpNode bind(String role, String host, int port, int threads) {
        QueuedThreadPool pool = new QueuedThreadPool(Math.max(threads, MIN_THREADS), MIN_THREADS / 2);
        pool.setName(role + "-http");
        Server server = new Server(pool);
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setRequestHeaderSize(MAX_HEADER_BYTES);
        configuration.setResponseHeaderSize(MAX_HEADER_BYTES);
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration));
        connector.setHost(host);
        connector.setPort(port);
        connector.setIdleTimeout(IDLE_TIMEOUT.toMillis());
        server.addConnector(connector);
        server.setStopTimeout(STOP_TIMEOUT.toMillis());
        try {
            connector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot listen at [%s:%d]: is the port taken? Set [%s.port]".formatted(host, port, role), e);
        }
        return new HttpNode(server, connector);
    }

    /** Begins to answer. */
    public void serve(Endpoints endpoints) {
        server.setHandler(new GracefulHandler(new Dispatch(endpoints)));
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException("The HTTP server at port [%d] does not start".formatted(port), e);
        }
    }

    /** The port that the node listens at, or did. */
    public int port() {
        return port;
    }

    @Override
    public void close() {
        try {
            server.stop();
            connector.close();
        } catch (Exception e) {
            LOG.warn("HTTP server at port [{}] did not stop cleanly", port, e);
        }
    }
}
