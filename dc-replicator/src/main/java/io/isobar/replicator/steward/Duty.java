package io.isobar.replicator.steward;

import io.isobar.catalog.control.ControlDatabase;
import io.isobar.catalog.dc.DcDatabase;
import io.isobar.catalog.store.SegmentStore;
import io.isobar.replicator.dc.DcNodes;
import io.isobar.replicator.dc.Warming;
import io.isobar.replicator.transfer.SegmentPuller;
import io.isobar.replicator.transfer.SegmentVerifier;
import io.isobar.replicator.transfer.SourceBoard;
import io.isobar.replicator.work.Backoff;
import io.isobar.replicator.work.CrashHook;
import io.isobar.replicator.work.Loop;
import io.isobar.replicator.work.StepJournal;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What the leading steward of a data center does, from winning the election to losing it: one loop for each datasource,
 * so that none waits for another, and one for the audit. It knows nothing of what a steward before it saw.
 */
final class Duty implements AutoCloseable {
    private static final Duration BACKOFF_CAP = Duration.ofSeconds(15);
    private static final Duration AUDIT_LOOK = Duration.ofSeconds(2);

    private final StewardConfig config;
    private final ControlDatabase control;
    private final Workers workers;
    private final SourceBoard sources;
    private final DatasourceRollout.Tools tools;
    private final Clock clock;
    private final Map<String, Loop> rollouts = new HashMap<>();
    private final Loop audit;

    Duty(
            StewardConfig config,
            String incarnation,
            ControlDatabase control,
            DcDatabase local,
            SegmentStore store,
            DcNodes nodes,
            CrashHook crash,
            Clock clock) {
        this.config = config;
        this.control = control;
        this.clock = clock;
        String dc = config.dc();
        var journal = new StepJournal(control.journal(), "steward", "steward:" + dc, crash);
        journal.recover(new StewardProbe(dc, control, local));
        workers = new Workers(config.copyThreads());
        sources = new SourceBoard(config.sources());
        var open = new OpenViews(local);
        var progress = new ProgressReports(control.dcs(), dc, clock);
        var puller = new SegmentPuller(sources, store);
        var verifier = new SegmentVerifier(store, config.scratch());
        var quarantine = new Quarantine(store, journal, dc);
        tools = new DatasourceRollout.Tools(
                dc,
                incarnation,
                config.deepStorage(),
                control,
                local,
                new DcReader(dc, control, local, open, config.drainGrace(), clock),
                new Copy(store, puller, workers, progress, crash),
                new Verify(verifier, workers, quarantine, progress),
                nodes,
                new Warming(nodes),
                new BrokerCheck(nodes, progress),
                progress,
                journal,
                RuleSwitches.withholdsCommits(),
                config.stuckAfter(),
                clock);
        var auditor = new Audit(
                dc,
                open,
                nodes,
                verifier,
                puller,
                quarantine,
                journal,
                () -> control.releases().epoch(),
                config.auditInterval(),
                clock);
        audit = Loop.start("steward-audit", AUDIT_LOOK, backoff(), () -> {
            auditor.look();
            return false;
        });
    }

    /** Takes up datasources that are new. */
    void look() {
        for (String dataSource : control.releases().dataSources()) {
            rollouts.computeIfAbsent(dataSource, name -> {
                var rollout = new DatasourceRollout(name, tools, new Memory(clock.instant()));
                return Loop.start("steward-" + name, config.pollInterval(), backoff(), rollout::advance);
            });
        }
    }

    private Backoff backoff() {
        Duration base = config.pollInterval();
        return new Backoff(base, base.compareTo(BACKOFF_CAP) > 0 ? base : BACKOFF_CAP, new SplittableRandom());
    }

    @Override
    public void close() {
        audit.close();
        rollouts.values().forEach(Loop::close);
        workers.close();
        sources.close();
    }
}
