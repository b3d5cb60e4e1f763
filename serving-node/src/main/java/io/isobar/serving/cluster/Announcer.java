package io.isobar.serving.cluster;

import io.isobar.segment.SegmentId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.curator.framework.CuratorFramework;

/**
 * Tells the data center which segments a historical holds. The nodes are ephemeral, and come back by themselves after
 * a session was lost.
 *
 * <p>A segment stays in the node that it was put into, so that a change writes one node. Changes are gathered until
 * {@link #flush}. Thread-safe.
 */
public final class Announcer implements AutoCloseable {
    /** The attribute of a historical, among the nodes of its data center, that says how many bytes it may hold. */
    public static final String CAPACITY = "cache-bytes";

    private static final int BRACKETS = 2;

    private final CuratorFramework zookeeper;
    private final String prefix;
    private final List<Chunk> chunks = new ArrayList<>();
    private final Map<SegmentId, Chunk> chunkOf = new HashMap<>();

    /**
     * Announces nothing yet.
     *
     * @param start tells this run of the process from earlier ones, whose nodes may still be there
     */
    public Announcer(CuratorFramework zookeeper, String historical, String start) {
        this.zookeeper = zookeeper;
        this.prefix = ClusterPaths.child(ClusterPaths.child(ClusterPaths.ANNOUNCEMENTS, historical), start + '-');
    }

    public synchronized void add(SegmentEntry entry) {
        if (chunkOf.containsKey(entry.id())) {
            return;
        }
        int bytes = entry.json().length + 1;
        Chunk chunk = chunks.stream()
                .filter(candidate -> candidate.bytes + bytes <= SegmentEntry.MAX_NODE_BYTES)
                .findFirst()
                .orElseGet(() -> {
                    Chunk added = new Chunk(new EphemeralNode(zookeeper, prefix + chunks.size()));
                    chunks.add(added);
                    return added;
                });
        chunk.put(entry, bytes);
        chunkOf.put(entry.id(), chunk);
    }

    public synchronized void remove(SegmentId id) {
        Chunk chunk = chunkOf.remove(id);
        if (chunk != null) {
            chunk.remove(id);
        }
    }

    /** Writes what changed since the last time, and what could not be written then. */
    public synchronized void flush() {
        for (Chunk chunk : chunks) {
            if (chunk.dirty) {
                chunk.write();
            }
        }
    }

    @Override
    public synchronized void close() {
        chunks.forEach(chunk -> chunk.node.close());
    }

    private static final class Chunk {
        private final EphemeralNode node;
        private final TreeMap<SegmentId, SegmentEntry> entries = new TreeMap<>();
        private int bytes = BRACKETS;
        private boolean dirty;

        Chunk(EphemeralNode node) {
            this.node = node;
        }

        void put(SegmentEntry entry, int length) {
            entries.put(entry.id(), entry);
            bytes += length;
            dirty = true;
        }

        void remove(SegmentId id) {
            SegmentEntry removed = entries.remove(id);
            if (removed != null) {
                bytes -= removed.json().length + 1;
                dirty = true;
            }
        }

        void write() {
            List<byte[]> encoded = SegmentEntry.encode(entries.values(), Integer.MAX_VALUE);
            dirty = !node.write(encoded.isEmpty() ? new byte[] {'[', ']'} : encoded.get(0));
        }
    }
}
