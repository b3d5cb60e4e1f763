package io.isobar.catalog.discovery;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.recipes.cache.CuratorCache;
import org.apache.curator.framework.recipes.cache.CuratorCacheListener;
import org.apache.curator.framework.recipes.nodes.PersistentNode;
import org.apache.curator.retry.BoundedExponentialBackoffRetry;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.data.Stat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is alive in a DC: each role announces itself at {@code /nodes/<role>/<host:port>}, and is gone when its session is.
 *
 * <p>A node's data is a JSON object of its attributes. Thread-safe.
 */
public final class Discovery implements AutoCloseable {
    /** How long a process that was killed is still taken for alive. */
    private static final int SESSION_TIMEOUT_MILLIS = 6_000;

    private static final int CONNECTION_TIMEOUT_MILLIS = 5_000;
    private static final int FIRST_RETRY_MILLIS = 100;
    private static final int LONGEST_RETRY_MILLIS = 2_000;
    private static final int RETRIES = 8;
    private static final Logger LOG = LoggerFactory.getLogger(Discovery.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final CuratorFramework client;

    private Discovery(CuratorFramework client) {
        this.client = client;
    }

    /**
     * Connects to {@code host:port,…/chroot}; the chroot is made if it isn't there.
     *
     * <p>Returns at once: while ZooKeeper can't be reached, what is asked of the result waits and then fails.
     */
    public static Discovery connect(String zookeeper) {
        int slash = zookeeper.indexOf('/');
        String servers = slash < 0 ? zookeeper : zookeeper.substring(0, slash);
        String chroot = slash < 0 ? "" : zookeeper.substring(slash + 1);
        if (servers.isEmpty() || chroot.startsWith("/") || chroot.endsWith("/")) {
            throw new IllegalArgumentException(
                    "Invalid ZooKeeper address [%s]: must look like host:port,host:port/chroot".formatted(zookeeper));
        }
        CuratorFrameworkFactory.Builder builder = CuratorFrameworkFactory.builder()
                .connectString(servers)
                .sessionTimeoutMs(SESSION_TIMEOUT_MILLIS)
                .connectionTimeoutMs(CONNECTION_TIMEOUT_MILLIS)
                .retryPolicy(new BoundedExponentialBackoffRetry(FIRST_RETRY_MILLIS, LONGEST_RETRY_MILLIS, RETRIES));
        if (!chroot.isEmpty()) {
            builder.namespace(chroot);
        }
        CuratorFramework client = builder.build();
        client.start();
        return new Discovery(client);
    }

    /** The session, for what a role keeps in ZooKeeper besides: latches, assignments. */
    public CuratorFramework client() {
        return client;
    }

    /** Announces a node until the result is closed, again and again after lost sessions. */
    public AutoCloseable announce(Node node) {
        String path = path(node.role()) + "/" + node.name();
        dropLeftover(path);
        PersistentNode announcement = new PersistentNode(client, CreateMode.EPHEMERAL, false, path, attributes(node));
        announcement.start();
        return announcement;
    }

    /** The living nodes of a role, by name. */
    public List<Node> nodes(NodeRole role) {
        List<Node> nodes = new ArrayList<>();
        try {
            for (String name :
                    client.getChildren().forPath(path(role)).stream().sorted().toList()) {
                try {
                    read(role, name, client.getData().forPath(path(role) + "/" + name))
                            .ifPresent(nodes::add);
                } catch (KeeperException.NoNodeException e) {
                    LOG.debug("Node [{}] of role [{}] left while it was read", name, role.text());
                }
            }
        } catch (KeeperException.NoNodeException e) {
            LOG.debug("Nobody has announced role [{}] yet", role.text());
        } catch (Exception e) {
            throw unreachable("list the nodes of role [" + role.text() + "]", e);
        }
        return List.copyOf(nodes);
    }

    /** Tells the listener the living nodes of a role, now and after each change, until the result is closed. */
    public AutoCloseable watch(NodeRole role, Consumer<List<Node>> listener) {
        CuratorCache cache = CuratorCache.build(client, path(role));
        // One thread, so that the listener hears of changes one after the other and last of the last.
        ExecutorService teller = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "discovery-" + role.text());
            thread.setDaemon(true);
            return thread;
        });
        Runnable tell = () -> listener.accept(cached(role, cache));
        cache.listenable()
                .addListener(
                        CuratorCacheListener.builder()
                                .forInitialized(tell)
                                .forAll((type, before, after) -> tell.run())
                                .afterInitialized()
                                .build(),
                        teller);
        cache.start();
        return () -> {
            cache.close();
            teller.shutdownNow();
        };
    }

    /** Ends the session; what was announced is gone. */
    @Override
    public void close() {
        client.close();
    }

    private static List<Node> cached(NodeRole role, CuratorCache cache) {
        Map<String, Node> byName = new TreeMap<>();
        cache.stream().filter(data -> !data.getPath().equals(path(role))).forEach(data -> {
            String name = data.getPath().substring(path(role).length() + 1);
            read(role, name, data.getData()).ifPresent(node -> byName.put(name, node));
        });
        return List.copyOf(byName.values());
    }

    /** Whoever left this node had our port; the port is ours now, so he is dead and his session only not yet over. */
    private void dropLeftover(String path) {
        try {
            Stat left = client.checkExists().forPath(path);
            if (left != null
                    && left.getEphemeralOwner()
                            != client.getZookeeperClient().getZooKeeper().getSessionId()) {
                client.delete().quietly().forPath(path);
            }
        } catch (Exception e) {
            throw unreachable("announce [" + path + "]", e);
        }
    }

    private static String path(NodeRole role) {
        return "/nodes/" + role.text();
    }

    private static byte[] attributes(Node node) {
        try {
            return JSON.writeValueAsBytes(node.attributes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What isn't ours is passed over: one odd node must not hide all others. */
    private static Optional<Node> read(NodeRole role, String name, byte[] data) {
        int colon = name.lastIndexOf(':');
        Map<String, String> attributes = new TreeMap<>();
        try {
            JSON.readTree(data)
                    .properties()
                    .forEach(entry ->
                            attributes.put(entry.getKey(), entry.getValue().asText()));
            int port = Integer.parseInt(name.substring(colon + 1));
            return Optional.of(new Node(role, name.substring(0, colon), port, attributes));
        } catch (IOException | IndexOutOfBoundsException | NumberFormatException e) {
            LOG.warn("Node [{}] of role [{}] in ZooKeeper isn't one of ours: delete it", name, role.text());
            return Optional.empty();
        }
    }

    private static IllegalStateException unreachable(String what, Exception cause) {
        if (cause instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        return new IllegalStateException("Can't %s in ZooKeeper: %s".formatted(what, cause.getMessage()), cause);
    }
}
