package io.isobar.catalog.discovery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.catalog.IntervalSet;
import io.isobar.segment.Interval;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.curator.framework.state.ConnectionStateListener;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Locks of intervals, held as long as a session lives.
 *
 * <p>Who wants one leaves an ephemeral node at {@code /locks/<datasource>/}, numbered by ZooKeeper, and has the lock once no
 * node with a lower number overlaps. So locks are given in the order of asking, and those that don't overlap don't wait for
 * each other.
 */
public final class IntervalLocks {
    private static final Logger LOG = LoggerFactory.getLogger(IntervalLocks.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int NUMBER_DIGITS = 10;

    private final CuratorFramework client;

    /** Uses a session, which the caller closes. */
    public IntervalLocks(CuratorFramework client) {
        this.client = client;
    }

    /** Queues for a lock. The caller is named to others by {@code holder}. */
    public Place queue(String dataSource, List<Interval> intervals, String holder) {
        return new Place(dataSource, IntervalSet.of(intervals), holder);
    }

    /** A place in the queue for a lock; the first has it. Closing leaves the queue. */
    public final class Place implements AutoCloseable {
        private final String directory;
        private final IntervalSet intervals;
        private final String node;
        private final ConnectionStateListener watch = (from, state) -> told(state);
        private volatile boolean lost;

        private Place(String dataSource, IntervalSet intervals, String holder) {
            this.directory = "/locks/" + dataSource;
            this.intervals = intervals;
            client.getConnectionStateListenable().addListener(watch);
            try {
                this.node = client.create()
                        .creatingParentsIfNeeded()
                        .withProtection()
                        .withMode(CreateMode.EPHEMERAL_SEQUENTIAL)
                        .forPath(directory + "/run-", data(holder));
            } catch (Exception e) {
                client.getConnectionStateListenable().removeListener(watch);
                throw unreachable("lock " + intervals.asList() + " at", e);
            }
        }

        private void told(ConnectionState state) {
            if (state == ConnectionState.LOST) {
                lost = true;
                LOG.warn("Session lost: lock [{}] of {} may be another's now", directory, intervals.asList());
            }
        }

        /** Whether the session is over: from then on others may have the lock. */
        public boolean isLost() {
            return lost;
        }

        /** Who has the lock, if it isn't this one. */
        public Optional<String> holder() {
            return first().map(Other::holder);
        }

        /** Waits until whoever is before this one leaves, but not longer than that. */
        public void await(Duration longest) throws InterruptedException {
            Optional<Other> before = first();
            if (before.isEmpty()) {
                return;
            }
            CountDownLatch changed = new CountDownLatch(1);
            try {
                if (client.checkExists()
                                .usingWatcher((org.apache.zookeeper.Watcher) event -> changed.countDown())
                                .forPath(directory + "/" + before.get().name())
                        != null) {
                    var unused = changed.await(longest.toMillis(), TimeUnit.MILLISECONDS);
                }
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                throw unreachable("wait for a lock at", e);
            }
        }

        private record Other(String name, String holder) {}

        private Optional<Other> first() {
            try {
                List<String> names = new ArrayList<>(client.getChildren().forPath(directory));
                names.sort((a, b) -> number(a).compareTo(number(b)));
                for (String name : names) {
                    if (number(name).compareTo(number(node)) >= 0) {
                        break;
                    }
                    Optional<Other> other = overlapping(name);
                    if (other.isPresent()) {
                        return other;
                    }
                }
                return Optional.empty();
            } catch (Exception e) {
                throw unreachable("see who has a lock at", e);
            }
        }

        private Optional<Other> overlapping(String name) throws Exception {
            JsonNode json;
            try {
                json = JSON.readTree(client.getData().forPath(directory + "/" + name));
            } catch (KeeperException.NoNodeException e) {
                return Optional.empty(); // it left in between
            } catch (IOException e) {
                throw new IOException("Node [%s/%s] isn't one of ours: delete it".formatted(directory, name), e);
            }
            for (JsonNode interval : json.path("intervals")) {
                if (intervals.overlaps(Interval.parse(interval.asText()))) {
                    return Optional.of(new Other(name, json.path("holder").asText()));
                }
            }
            return Optional.empty();
        }

        private byte[] data(String holder) throws IOException {
            ObjectNode json = JSON.createObjectNode().put("holder", holder);
            json.set(
                    "intervals",
                    JSON.valueToTree(
                            intervals.asList().stream().map(Interval::toString).toList()));
            return JSON.writeValueAsBytes(json);
        }

        @Override
        public void close() {
            client.getConnectionStateListenable().removeListener(watch);
            try {
                client.delete().quietly().forPath(node);
            } catch (Exception e) {
                LOG.warn("Can't remove node [{}]; it goes with the session", node, e);
            }
        }

        private IllegalStateException unreachable(String what, Exception cause) {
            if (cause instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            return new IllegalStateException(
                    "Can't %s [%s] in ZooKeeper: %s".formatted(what, directory, cause.getMessage()), cause);
        }
    }

    /** ZooKeeper's own number, which stands last in the name. */
    private static String number(String name) {
        return name.substring(name.length() - NUMBER_DIGITS);
    }
}
