package io.isobar.replicator.steward;

import io.isobar.catalog.control.ControlDatabase;
import io.isobar.replicator.work.Backoff;
import io.isobar.replicator.work.Loop;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What the leading steward of a data center does, from winning the election to losing it: one loop for each datasource,
 * so that none waits for another, and one for the audit.
 */
final class Duty implements AutoCloseable {
    private static final Duration BACKOFF_CAP = Duration.ofSeconds(15);
    private static final Duration AUDIT_LOOK = Duration.ofSeconds(2);

    private final ControlDatabase control;
    private final Duration pollInterval;
    private final Parts parts;
    private final Map<String, Loop> rollouts = new HashMap<>();
    private final Loop audit;

    Duty(StewardConfig config, String incarnation, Parts.World world) {
        control = world.control();
        pollInterval = config.pollInterval();
        parts = new Parts(config, incarnation, world);
        audit = Loop.start("steward-audit", AUDIT_LOOK, backoff(), () -> {
            parts.audit().look();
            return false;
        });
    }

    /** Takes up datasources that are new. */
    void look() {
        for (String dataSource : control.releases().dataSources()) {
            rollouts.computeIfAbsent(dataSource, name -> {
                DatasourceRollout rollout = parts.rollout(name);
                return Loop.start("steward-" + name, pollInterval, backoff(), rollout::advance);
            });
        }
    }

    private Backoff backoff() {
        Duration cap = pollInterval.compareTo(BACKOFF_CAP) > 0 ? pollInterval : BACKOFF_CAP;
        return new Backoff(pollInterval, cap, new SplittableRandom());
    }

    @Override
    public void close() {
        audit.close();
        rollouts.values().forEach(Loop::close);
        parts.close();
    }
}
