package io.isobar.serving.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.isobar.serving.http.Json;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.KeeperException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What each historical is to hold: written by the leading coordinator, read by the historical.
 *
 * <p>A list may take several nodes, which can't be written at once. So the nodes of a list carry its generation, a
 * digest of its content, in their names and never change, and the parent names the generation that counts: a reader
 * sees one whole list or another, never a mix.
 */
public final class Assignments {
    private static final Logger LOG = LoggerFactory.getLogger(Assignments.class);

    private final CuratorFramework zookeeper;

    public Assignments(CuratorFramework zookeeper) {
        this.zookeeper = zookeeper;
    }

    /** Names of the historicals that have a list, whether they are there or not. */
    public List<String> historicals() throws Exception {
        try {
            return zookeeper.getChildren().forPath(ClusterPaths.ASSIGNMENTS);
        } catch (KeeperException.NoNodeException e) {
            return List.of();
        }
    }

    /** The list of {@code historical}; empty if none was ever written. */
    public Optional<List<SegmentEntry>> read(String historical) throws Exception {
        String parent = ClusterPaths.child(ClusterPaths.ASSIGNMENTS, historical);
        while (true) {
            JsonNode head;
            try {
                head = Json.MAPPER.readTree(zookeeper.getData().forPath(parent));
            } catch (KeeperException.NoNodeException e) {
                return Optional.empty();
            }
            List<SegmentEntry> entries = new ArrayList<>();
            try {
                for (int i = 0; i < head.path("chunks").asInt(); i++) {
                    entries.addAll(SegmentEntry.decode(zookeeper
                            .getData()
                            .forPath(chunk(parent, head.path("generation").asText(), i))));
                }
                return Optional.of(entries);
            } catch (KeeperException.NoNodeException e) {
                // A newer list replaced this one while it was read: the parent names that one by now.
                LOG.debug("List of [{}] changed while it was read", historical, e);
            }
        }
    }

    /** Replaces the list of {@code historical}, unless it is the same already. */
    public void write(String historical, Collection<SegmentEntry> entries) throws Exception {
        String parent = ClusterPaths.child(ClusterPaths.ASSIGNMENTS, historical);
        List<byte[]> chunks = SegmentEntry.encode(entries, SegmentEntry.MAX_NODE_BYTES);
        String generation = generation(chunks);
        byte[] head = Json.bytes(Json.object().put("generation", generation).put("chunks", chunks.size()));
        if (zookeeper.checkExists().forPath(parent) != null
                && MessageDigest.isEqual(zookeeper.getData().forPath(parent), head)) {
            return;
        }
        for (int i = 0; i < chunks.size(); i++) {
            zookeeper
                    .create()
                    .orSetData()
                    .creatingParentsIfNeeded()
                    .forPath(chunk(parent, generation, i), chunks.get(i));
        }
        zookeeper.create().orSetData().creatingParentsIfNeeded().forPath(parent, head);
        for (String child : zookeeper.getChildren().forPath(parent)) {
            if (!child.startsWith(generation + '-')) {
                zookeeper.delete().quietly().forPath(ClusterPaths.child(parent, child));
            }
        }
    }

    /** Removes the list of a historical that is gone for good. */
    public void remove(String historical) throws Exception {
        zookeeper
                .delete()
                .quietly()
                .deletingChildrenIfNeeded()
                .forPath(ClusterPaths.child(ClusterPaths.ASSIGNMENTS, historical));
    }

    private static String chunk(String parent, String generation, int index) {
        return ClusterPaths.child(parent, generation + '-' + index);
    }

    private static String generation(List<byte[]> chunks) throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        chunks.forEach(digest::update);
        return HexFormat.of().formatHex(digest.digest(), 0, 8);
    }
}
