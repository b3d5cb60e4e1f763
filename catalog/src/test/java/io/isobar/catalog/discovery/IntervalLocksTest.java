package io.isobar.catalog.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.catalog.Releases;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntervalLocksTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    private ZooKeeperServer server;
    private Discovery one;
    private Discovery two;

    @BeforeEach
    void connects() throws Exception {
        server = ZooKeeperServer.start(directory, 0);
        one = Discovery.connect(server.connectString() + "/control");
        two = Discovery.connect(server.connectString() + "/control");
    }

    @AfterEach
    void stops() {
        one.close();
        two.close();
        server.close();
    }

    @Test
    void theFirstHasTheLockAndTheSecondSeesWhoThatIs() {
        try (IntervalLocks.Place first = queue(one, 0, 2, "first");
                IntervalLocks.Place second = queue(two, 1, 3, "second")) {
            assertThat(first.holder()).isEmpty();
            assertThat(second.holder()).contains("first");
        }
    }

    @Test
    void intervalsThatOnlyTouchAndOtherDatasourcesDoNotWait() {
        try (IntervalLocks.Place first = queue(one, 0, 2, "first");
                IntervalLocks.Place next = queue(two, 2, 3, "next");
                IntervalLocks.Place other =
                        new IntervalLocks(two.client()).queue("other", List.of(Releases.days(0, 2)), "other")) {
            assertThat(List.of(first.holder(), next.holder(), other.holder())).allMatch(holder -> holder.isEmpty());
        }
    }

    @Test
    void whoWaitsIsWokenWhenTheFirstLeaves() throws Exception {
        IntervalLocks.Place first = queue(one, 0, 2, "first");
        try (IntervalLocks.Place second = queue(two, 0, 2, "second")) {
            CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> {
                try {
                    second.await(PATIENCE);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });

            first.close();

            waiting.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(second.holder()).isEmpty();
        }
    }

    @Test
    void aLostSessionIsNoticedAndItsLockIsFree() throws Exception {
        try (IntervalLocks.Place first = queue(one, 0, 2, "first");
                IntervalLocks.Place second = queue(two, 0, 2, "second")) {
            assertThat(second.holder()).contains("first");

            server.expire(one.client().getZookeeperClient().getZooKeeper().getSessionId());

            Awaitility.await().atMost(PATIENCE).until(first::isLost);
            Awaitility.await().atMost(PATIENCE).until(() -> second.holder().isEmpty());
            assertThat(second.isLost()).isFalse();
        }
    }

    private static IntervalLocks.Place queue(Discovery session, int firstDay, int lastDay, String holder) {
        return new IntervalLocks(session.client())
                .queue(Releases.DATA_SOURCE, List.of(Releases.days(firstDay, lastDay)), holder);
    }
}
