package io.isobar.serving.router;

import io.isobar.serving.Ticker;
import io.isobar.serving.http.Json;
import io.isobar.serving.http.PeerAnswer;
import io.isobar.serving.http.PeerClient;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The data centers, each polled for what it can answer from. Thread-safe. */
final class DataCenters implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DataCenters.class);
    private static final Duration POLL_TIMEOUT = Duration.ofSeconds(2);
    private static final int STATUS_BYTES = 16 << 20;
    private static final int FAILURES_TO_PAUSE = 3;
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Map<String, DataCenter> byName;
    private final PeerClient client;
    private final Ticker poller;

    private DataCenters(Map<String, DataCenter> byName, PeerClient client, Duration pollInterval) {
        this.byName = byName;
        this.client = client;
        this.poller = Ticker.start("router-poll", pollInterval, this::poll);
    }

    /** Polls {@code brokers}, by name of their data center, from now on. */
    static DataCenters start(Map<String, URI> brokers, PeerClient client, Duration pollInterval, LongSupplier nanos) {
        Map<String, DataCenter> byName = new LinkedHashMap<>();
        brokers.forEach((name, uri) ->
                byName.put(name, new DataCenter(name, uri, new CircuitBreaker(FAILURES_TO_PAUSE, PAUSE, nanos))));
        return new DataCenters(byName, client, pollInterval);
    }

    Collection<DataCenter> all() {
        return byName.values();
    }

    /**
     * These data centers in the order in which to ask them: first those that nothing speaks against, then the others,
     * since what is known may be old and any answer beats none.
     */
    List<DataCenter> inOrder(List<String> names, Need need) {
        List<DataCenter> likely = new ArrayList<>();
        List<DataCenter> unlikely = new ArrayList<>();
        for (String name : names) {
            DataCenter dataCenter = byName.get(name);
            if (dataCenter != null) {
                (dataCenter.obstacle(need).isEmpty() ? likely : unlikely).add(dataCenter);
            }
        }
        likely.addAll(unlikely);
        return likely;
    }

    private void poll() {
        CompletableFuture<?>[] polls = byName.values().stream()
                .map(dataCenter -> client.call("GET", dataCenter.at("/isobar/v1/status"), POLL_TIMEOUT)
                        .send(STATUS_BYTES)
                        .handle((answer, failure) -> {
                            learn(dataCenter, answer, failure);
                            return dataCenter;
                        }))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(polls).join();
    }

    private static void learn(DataCenter dataCenter, @Nullable PeerAnswer answer, @Nullable Throwable failure) {
        DcState before = dataCenter.state();
        DcState now;
        if (answer == null) {
            now = DcState.unreachable("its broker can't be reached");
        } else if (answer.status() != 200) {
            now = DcState.unreachable("its broker answers with status " + answer.status());
        } else {
            try {
                now = DcState.parse(Json.MAPPER.readTree(answer.body()));
            } catch (IOException e) {
                now = DcState.unreachable("its broker's status can't be read");
            }
        }
        dataCenter.state(now);
        if (!before.fault().equals(now.fault())) {
            if (now.fault().isEmpty()) {
                LOG.info("Data center [{}] can be reached at [{}]", dataCenter.name(), dataCenter.broker());
            } else {
                LOG.warn("Data center [{}]: {}", dataCenter.name(), now.fault(), failure);
            }
        }
    }

    @Override
    public void close() {
        poller.close();
    }
}
