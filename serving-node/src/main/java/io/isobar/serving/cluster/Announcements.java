package io.isobar.serving.cluster;

import io.isobar.segment.SegmentId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.cache.ChildData;
import org.apache.curator.framework.recipes.cache.CuratorCache;
import org.apache.curator.framework.recipes.cache.CuratorCacheListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who holds which segment, as the historicals announce it. Follows ZooKeeper; while that can't be reached, what was
 * known last stands. Thread-safe.
 */
public final class Announcements implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Announcements.class);

    private final CuratorCache cache;
    private final AtomicBoolean stale = new AtomicBoolean();
    private final CompletableFuture<Void> initialized = new CompletableFuture<>();
    private volatile Snapshot snapshot = Snapshot.EMPTY;

    private Announcements(CuratorCache cache) {
        this.cache = cache;
    }

    /** Follows the announcements of a data center from now on. */
    public static Announcements follow(CuratorFramework zookeeper) {
        CuratorCache cache = CuratorCache.build(zookeeper, ClusterPaths.ANNOUNCEMENTS);
        Announcements announcements = new Announcements(cache);
        cache.listenable()
                .addListener(CuratorCacheListener.builder()
                        .forAll((type, before, after) -> announcements.stale.set(true))
                        .forInitialized(() -> announcements.initialized.complete(null))
                        .build());
        cache.start();
        return announcements;
    }

    /** Completes when what was there at the start is known. */
    public CompletableFuture<Void> initialized() {
        return initialized.copy();
    }

    /** What is announced now. */
    public Snapshot current() {
        if (stale.get()) {
            synchronized (this) {
                // The mark goes first: a change that comes while the list is read is then read once more.
                if (stale.compareAndSet(true, false)) {
                    snapshot = read();
                }
            }
        }
        return snapshot;
    }

    private Snapshot read() {
        Map<String, Map<SegmentId, SegmentEntry>> byServer = new TreeMap<>();
        cache.stream().forEach(node -> {
            String[] path = node.getPath().split("/", -1);
            if (path.length == 4) {
                Map<SegmentId, SegmentEntry> held = byServer.computeIfAbsent(path[2], server -> new TreeMap<>());
                entries(node).forEach(entry -> held.put(entry.id(), entry));
            }
        });
        return Snapshot.of(byServer);
    }

    private static List<SegmentEntry> entries(ChildData node) {
        byte[] data = node.getData();
        if (data == null || data.length == 0) {
            return List.of();
        }
        try {
            return SegmentEntry.decode(data);
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("Announcement [{}] can't be read and counts as empty", node.getPath(), e);
            return List.of();
        }
    }

    @Override
    public void close() {
        cache.close();
    }

    /** The announcements at one moment. Immutable. */
    public static final class Snapshot {
        static final Snapshot EMPTY = new Snapshot(Map.of(), Map.of());

        private final Map<String, Set<SegmentId>> byServer;
        private final Map<SegmentId, List<Replica>> replicas;

        private Snapshot(Map<String, Set<SegmentId>> byServer, Map<SegmentId, List<Replica>> replicas) {
            this.byServer = byServer;
            this.replicas = replicas;
        }

        /** The announcements of each historical, by its name. */
        public static Snapshot of(Map<String, Map<SegmentId, SegmentEntry>> entries) {
            Map<String, Set<SegmentId>> byServer = new HashMap<>();
            Map<SegmentId, List<Replica>> replicas = new HashMap<>();
            entries.forEach((server, held) -> {
                byServer.put(server, Collections.unmodifiableSet(new HashSet<>(held.keySet())));
                held.values()
                        .forEach(entry -> replicas.computeIfAbsent(entry.id(), id -> new ArrayList<>(2))
                                .add(new Replica(server, entry.sha256())));
            });
            return new Snapshot(byServer, replicas);
        }

        /** The segments that {@code server} holds. */
        public Set<SegmentId> heldBy(String server) {
            return byServer.getOrDefault(server, Set.of());
        }

        /** The historicals that hold {@code segment} with exactly these bytes, by name. */
        public List<String> holders(SegmentId segment, String sha256) {
            List<Replica> all = replicas.getOrDefault(segment, List.of());
            List<String> holders = new ArrayList<>(all.size());
            for (Replica replica : all) {
                if (replica.sha256().equals(sha256)) {
                    holders.add(replica.server());
                }
            }
            return holders;
        }
    }

    private record Replica(String server, String sha256) {}
}
