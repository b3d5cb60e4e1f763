package io.isobar.replicator.controller;

import io.isobar.catalog.control.ControlDatabase;
import io.isobar.catalog.discovery.Discovery;
import io.isobar.catalog.discovery.Node;
import io.isobar.catalog.discovery.NodeRole;
import io.isobar.replicator.console.ConsoleHandler;
import io.isobar.replicator.election.Election;
import io.isobar.replicator.election.LatchElection;
import io.isobar.replicator.http.HttpEndpoint;
import io.isobar.replicator.rollout.ReleasePlanner;
import io.isobar.replicator.work.Backoff;
import io.isobar.replicator.work.ControlLink;
import io.isobar.replicator.work.CrashHook;
import io.isobar.replicator.work.Loop;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The controller process. Any number may run; the one that wins the election drives the releases, and all of them show
 * the console.
 */
public final class Controller implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Controller.class);
    private static final Duration BACKOFF_CAP = Duration.ofSeconds(10);

    private final ControllerConfig config;
    private final ControlLink control;
    private final Discovery discovery;
    private final HttpEndpoint endpoint;
    private final Election election;
    private final String candidate;
    private final ReleasePlanner planner;
    private final Loop loop;
    private Optional<Term> term = Optional.empty();
    private Optional<AutoCloseable> announcement = Optional.empty();
    private boolean migrated;

    private Controller(ControllerConfig config, ControlLink control, Discovery discovery, HttpEndpoint endpoint) {
        this.config = config;
        this.control = control;
        this.discovery = discovery;
        this.endpoint = endpoint;
        candidate = "%s:%d#%d"
                .formatted(
                        endpoint.host(),
                        endpoint.port(),
                        ProcessHandle.current().pid());
        planner = new ReleasePlanner(RuleSwitches.barrier());
        election = new LatchElection(discovery.client(), "/controller", candidate);
        var backoff = new Backoff(config.pollInterval(), longer(config.pollInterval()), new SplittableRandom());
        loop = Loop.start("controller", config.pollInterval(), backoff, this::advance);
    }

    private static Duration longer(Duration pollInterval) {
        return pollInterval.compareTo(BACKOFF_CAP) > 0 ? pollInterval : BACKOFF_CAP;
    }

    /**
     * Runs until it is closed. The control database need not be there yet.
     *
     * @throws IOException if the console can't listen
     */
    public static Controller start(ControllerConfig config) throws IOException {
        var control = new ControlLink(config.database());
        var console = new ConsoleHandler(control, Clock.systemUTC());
        var endpoint = HttpEndpoint.open("console", config.host(), config.port(), console);
        try {
            return new Controller(config, control, Discovery.connect(config.zookeeper()), endpoint);
        } catch (RuntimeException e) {
            endpoint.close();
            control.close();
            throw e;
        }
    }

    private boolean advance() throws IOException {
        ControlDatabase database = control.database();
        if (!migrated) {
            // Before the election is decided: others wait for the tables, whoever leads.
            database.migrate();
            migrated = true;
        }
        if (announcement.isEmpty()) {
            announcement = Optional.of(
                    discovery.announce(new Node(NodeRole.CONTROLLER, endpoint.host(), endpoint.port(), Map.of())));
        }
        if (!election.won()) {
            if (term.isPresent()) {
                LOG.info("[{}] leads no longer", candidate);
                term = Optional.empty();
            }
            return false;
        }
        if (term.isEmpty()) {
            term = Optional.of(Term.begin(database, candidate, config.datacenters(), planner, CrashHook.halting()));
        }
        try {
            return term.get().advance();
        } catch (DeposedException e) {
            term = Optional.empty();
            election.standAgain();
            throw e;
        }
    }

    private static void withdraw(AutoCloseable announcement) {
        try {
            announcement.close();
        } catch (Exception e) {
            LOG.debug("The announcement goes with the session", e);
        }
    }

    /** Where the console listens. */
    public int port() {
        return endpoint.port();
    }

    @Override
    public void close() {
        loop.close();
        election.close();
        announcement.ifPresent(Controller::withdraw);
        endpoint.close();
        discovery.close();
        control.close();
    }
}
