package io.isobar.replicator.steward;

import io.isobar.catalog.control.ControlDatabase;
import io.isobar.catalog.dc.DcDatabase;
import io.isobar.catalog.discovery.Discovery;
import io.isobar.catalog.discovery.Node;
import io.isobar.catalog.discovery.NodeRole;
import io.isobar.replicator.dc.HttpDcNodes;
import io.isobar.replicator.election.Election;
import io.isobar.replicator.election.LatchElection;
import io.isobar.replicator.http.HttpEndpoint;
import io.isobar.replicator.transfer.SegmentHandler;
import io.isobar.replicator.transfer.V9Opener;
import io.isobar.replicator.work.Backoff;
import io.isobar.replicator.work.ControlLink;
import io.isobar.replicator.work.CrashHook;
import io.isobar.replicator.work.Loop;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import org.eclipse.jetty.server.Handler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steward process of one data center. Any number may run; the one that wins the election in the data center's own
 * ZooKeeper does the work, and all of them serve segments to peers.
 *
 * <p>The control database need not be reachable: a data center that can't reach it keeps answering from what it has, and
 * doesn't vote.
 */
public final class Steward implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Steward.class);
    private static final Duration BACKOFF_CAP = Duration.ofSeconds(10);
    private static final Duration CONTACT = Duration.ofSeconds(1);

    private final StewardConfig config;
    private final Clock clock = Clock.systemUTC();
    private final String incarnation = UUID.randomUUID().toString();
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final ControlLink control;
    private final DcDatabase local;
    private final Stores stores;
    private final Discovery discovery;
    private final HttpEndpoint endpoint;
    private final Election election;
    private final Loop loop;
    private Optional<Duty> duty = Optional.empty();
    private boolean announced;
    private Instant contactAt = Instant.EPOCH;

    private Steward(StewardConfig config) throws IOException {
        this.config = config;
        try {
            control = opened(new ControlLink(config.controlDatabase()));
            local = opened(DcDatabase.open(config.dcDatabase()));
            local.migrate();
            stores = opened(Stores.open(config.deepStorage(), config.serve()));
            discovery = opened(Discovery.connect(config.zookeeper()));
            election = opened(new LatchElection(discovery.client(), "/steward", incarnation));
            endpoint = opened(HttpEndpoint.open(
                    "steward-http",
                    config.host(),
                    config.port(),
                    new Handler.Sequence(
                            new SegmentHandler(stores.served()),
                            new StatusHandler(config.dc(), incarnation, election::won))));
            var backoff = new Backoff(config.pollInterval(), longer(config.pollInterval()), new SplittableRandom());
            loop = Loop.start("steward", config.pollInterval(), backoff, this::advance);
        } catch (IOException | RuntimeException e) {
            closeOpened();
            throw e;
        }
    }

    /**
     * Runs until it is closed.
     *
     * @throws IOException if the data center's own database, its deep storage or the address can't be opened
     */
    public static Steward start(StewardConfig config) throws IOException {
        return new Steward(config);
    }

    private static Duration longer(Duration pollInterval) {
        return pollInterval.compareTo(BACKOFF_CAP) > 0 ? pollInterval : BACKOFF_CAP;
    }

    private <T extends AutoCloseable> T opened(T part) {
        opened.push(part);
        return part;
    }

    private boolean advance() throws IOException {
        if (!announced) {
            opened(discovery.announce(
                    new Node(NodeRole.STEWARD, endpoint.host(), endpoint.port(), Map.of("incarnation", incarnation))));
            announced = true;
        }
        if (!election.won()) {
            endDuty();
            return false;
        }
        ControlDatabase database = control.database();
        if (duty.isEmpty()) {
            database.dcs().register(config.dc());
            LOG.info("Steward [{}] leads in DC [{}]", incarnation, config.dc());
            duty = Optional.of(new Duty(
                    config,
                    incarnation,
                    new Parts.World(
                            database,
                            local,
                            stores.deepStorage(),
                            new HttpDcNodes(discovery),
                            new V9Opener(),
                            CrashHook.halting(),
                            clock)));
        }
        duty.get().look();
        if (Duration.between(contactAt, clock.instant()).compareTo(CONTACT) >= 0) {
            database.dcs().contact(config.dc());
            contactAt = clock.instant();
        }
        return false;
    }

    private void endDuty() {
        if (duty.isPresent()) {
            LOG.info("Steward [{}] leads no longer in DC [{}]", incarnation, config.dc());
            duty.get().close();
            duty = Optional.empty();
        }
    }

    /** Where peers pull segments from. */
    public int port() {
        return endpoint.port();
    }

    @Override
    public void close() {
        loop.close();
        endDuty();
        closeOpened();
    }

    private void closeOpened() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                LOG.warn("A part of the steward did not close: {}", e.toString());
            }
        }
    }
}
