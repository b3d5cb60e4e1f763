package io.isobar.replicator.election;

import java.io.IOException;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.leader.LeaderLatch;

/** An election by Curator's latch. */
public final class LatchElection implements Election {
    private final CuratorFramework client;
    private final String path;
    private final String candidate;
    private LeaderLatch latch;

    /** Stands for election at {@code path} under the name {@code candidate}. */
    public LatchElection(CuratorFramework client, String path, String candidate) {
        this.client = client;
        this.path = path;
        this.candidate = candidate;
        latch = stand();
    }

    private LeaderLatch stand() {
        var standing = new LeaderLatch(client, path, candidate);
        try {
            standing.start();
        } catch (Exception e) {
            throw new IllegalStateException("Can't stand for election at [%s]".formatted(path), e);
        }
        return standing;
    }

    @Override
    public synchronized boolean won() {
        return latch.hasLeadership();
    }

    @Override
    public synchronized void standAgain() {
        close();
        latch = stand();
    }

    @Override
    public synchronized void close() {
        if (latch.getState() != LeaderLatch.State.STARTED) {
            return;
        }
        try {
            latch.close();
        } catch (IOException e) {
            throw new IllegalStateException("The latch at [%s] did not close".formatted(path), e);
        }
    }
}
