package io.isobar.serving.releases;

import io.isobar.catalog.dc.DcDatabase;
import io.isobar.serving.Ticker;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the releases that are open in this data center by polling the counter of changes in its database. While the
 * database can't be reached, what was known last stands. Thread-safe.
 */
public final class ReleaseFollower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReleaseFollower.class);

    private final DcDatabase database;
    private @Nullable Ticker poller;
    private volatile State state = new State(Long.MIN_VALUE, OpenReleases.NONE);
    private volatile boolean reachable = true;

    private record State(long counter, OpenReleases releases) {}

    private ReleaseFollower(DcDatabase database) {
        this.database = database;
    }

    /** Follows {@code database}, which stays the caller's to close, from now on. */
    public static ReleaseFollower start(DcDatabase database, Duration pollInterval, String role) {
        ReleaseFollower follower = new ReleaseFollower(database);
        follower.refresh();
        follower.poller = Ticker.startLater(role + "-releases", pollInterval, follower::refresh);
        return follower;
    }

    /** What is open, as of the last poll. */
    public OpenReleases current() {
        return state.releases();
    }

    /** Whether the database answered when it was asked last, so that {@link #current} isn't older than a poll. */
    public boolean isReachable() {
        return reachable;
    }

    /** What is open now: for when {@link #current} lacks a release that somebody says is there. */
    public synchronized OpenReleases refresh() {
        try {
            long counter = database.changeCounter();
            if (counter != state.counter()) {
                // Views that are read after the counter may be newer than it, and are then read once more.
                state = new State(counter, OpenReleases.of(database.openViews()));
            }
            reachable = true;
        } catch (RuntimeException e) {
            if (reachable) {
                LOG.warn("The database of this data center can't be read; what was known of releases stands", e);
            }
            reachable = false;
        }
        return state.releases();
    }

    @Override
    public void close() {
        if (poller != null) {
            poller.close();
        }
    }
}
