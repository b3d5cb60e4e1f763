package io.isobar.catalog.discovery;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.zookeeper.server.NIOServerCnxnFactory;
import org.apache.zookeeper.server.ServerCnxnFactory;

/** A ZooKeeper ensemble of one inside this process, on localhost: enough for one machine. */
public final class ZooKeeperServer implements AutoCloseable {
    /** Sessions may be as short as twice and as long as twenty times this. */
    private static final int TICK_MILLIS = 1_000;

    private static final int CONNECTIONS_PER_CLIENT = 1_000;

    private final ServerCnxnFactory connections;
    private final org.apache.zookeeper.server.ZooKeeperServer server;

    private ZooKeeperServer(ServerCnxnFactory connections, org.apache.zookeeper.server.ZooKeeperServer server) {
        this.connections = connections;
        this.server = server;
    }

    /** Starts with its files in a directory, on a port (0: any free one). */
    public static ZooKeeperServer start(Path directory, int port) throws IOException {
        Path snapshots = Files.createDirectories(directory.resolve("snapshots"));
        Path log = Files.createDirectories(directory.resolve("log"));
        org.apache.zookeeper.server.ZooKeeperServer server =
                new org.apache.zookeeper.server.ZooKeeperServer(snapshots.toFile(), log.toFile(), TICK_MILLIS);
        ServerCnxnFactory connections = new NIOServerCnxnFactory();
        connections.configure(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECTIONS_PER_CLIENT);
        try {
            connections.startup(server);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            connections.shutdown();
            throw new IOException("Interrupted while ZooKeeper started in [%s]".formatted(directory), e);
        } catch (IOException | RuntimeException e) {
            connections.shutdown();
            throw e;
        }
        return new ZooKeeperServer(connections, server);
    }

    /** {@code 127.0.0.1:port}. */
    public String connectString() {
        return "127.0.0.1:" + connections.getLocalPort();
    }

    /** Ends a client's session, as if it had been silent for too long. */
    void expire(long session) {
        server.closeSession(session);
    }

    /** Stops. */
    @Override
    public void close() {
        connections.shutdown();
    }
}
