package io.isobar.serving.cluster;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.nodes.PersistentNode;
import org.apache.zookeeper.CreateMode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node of ours in ZooKeeper that is gone when we are, and comes back by itself after a session was lost. It is made by
 * the first {@link #write}. Used under its owner's lock.
 */
final class EphemeralNode {
    private static final Logger LOG = LoggerFactory.getLogger(EphemeralNode.class);
    private static final long CREATE_SECONDS = 5;

    private final CuratorFramework zookeeper;
    private final String path;
    private @Nullable PersistentNode node;

    EphemeralNode(CuratorFramework zookeeper, String path) {
        this.zookeeper = zookeeper;
        this.path = path;
    }

    /** Writes {@code data}; false if that failed and has to be tried again. */
    boolean write(byte[] data) {
        try {
            if (node == null) {
                PersistentNode made = new PersistentNode(zookeeper, CreateMode.EPHEMERAL, false, path, data, true);
                made.start();
                node = made;
                return true;
            }
            if (!node.waitForInitialCreate(CREATE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("Node [{}] could not be made yet: ZooKeeper can't be reached; tried again soon", path);
                return false;
            }
            node.setData(data);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (Exception e) {
            LOG.warn("Node [{}] could not be written; tried again soon", path, e);
            return false;
        }
    }

    void close() {
        try {
            if (node != null) {
                node.close();
            }
        } catch (IOException e) {
            LOG.debug("Node [{}] was not removed; it ends with the session", path, e);
        }
    }
}
