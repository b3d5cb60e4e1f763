package io.isobar.serving.cluster;

import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.cache.CuratorCache;
import org.apache.curator.framework.recipes.cache.CuratorCacheListener;

/** Tells a historical that its list of segments was replaced. What it then reads is up to {@link Assignments}. */
public final class AssignmentWatch implements AutoCloseable {
    private final CuratorCache cache;

    private AssignmentWatch(CuratorCache cache) {
        this.cache = cache;
    }

    /** Calls {@code changed} after each change from now on, and once for what is there. */
    public static AssignmentWatch start(CuratorFramework zookeeper, String historical, Runnable changed) {
        CuratorCache cache = CuratorCache.build(
                zookeeper,
                ClusterPaths.child(ClusterPaths.ASSIGNMENTS, historical),
                CuratorCache.Options.SINGLE_NODE_CACHE);
        cache.listenable()
                .addListener(CuratorCacheListener.builder()
                        .forAll((type, before, after) -> changed.run())
                        .build());
        cache.start();
        return new AssignmentWatch(cache);
    }

    @Override
    public void close() {
        cache.close();
    }
}
