package io.isobar.replicator.steward;

import io.isobar.catalog.control.ControlDatabase;
import io.isobar.catalog.dc.DcDatabase;
import io.isobar.catalog.store.SegmentStore;
import io.isobar.replicator.dc.DcNodes;
import io.isobar.replicator.dc.Warming;
import io.isobar.replicator.transfer.SegmentOpener;
import io.isobar.replicator.transfer.SegmentPuller;
import io.isobar.replicator.transfer.SegmentVerifier;
import io.isobar.replicator.transfer.SourceBoard;
import io.isobar.replicator.work.CrashHook;
import io.isobar.replicator.work.StepJournal;
import java.time.Clock;

/** Puts the parts of a steward together. None of them has a thread of its own but the workers. */
final class Parts implements AutoCloseable {
    private final Workers workers;
    private final SourceBoard sources;
    private final DatasourceRollout.Tools tools;
    private final Audit audit;
    private final Clock clock;

    /** What surrounds a steward. */
    record World(
            ControlDatabase control,
            DcDatabase local,
            SegmentStore store,
            DcNodes nodes,
            SegmentOpener opener,
            CrashHook crash,
            Clock clock) {}

    /** Closes what the steward before it left open in the journal, and knows nothing else of it. */
    Parts(StewardConfig config, String incarnation, World world) {
        String dc = config.dc();
        clock = world.clock();
        var journal = new StepJournal(world.control().journal(), "steward", "steward:" + dc, world.crash());
        journal.recover(new StewardProbe(dc, world.control(), world.local()));
        workers = new Workers(config.copyThreads());
        sources = new SourceBoard(config.sources());
        var open = new OpenViews(world.local());
        var progress = new ProgressReports(world.control().dcs(), dc, clock);
        var puller = new SegmentPuller(sources, world.store());
        var verifier = new SegmentVerifier(world.store(), world.opener(), config.scratch());
        var quarantine = new Quarantine(world.store(), journal, dc);
        tools = new DatasourceRollout.Tools(
                dc,
                incarnation,
                config.deepStorage(),
                world.control(),
                world.local(),
                new DcReader(dc, incarnation, world.control(), world.local(), open, config.drainGrace(), clock),
                new Copy(world.store(), puller, workers, quarantine, progress, world.crash()),
                new Verify(verifier, workers, quarantine, progress),
                world.nodes(),
                new Warming(world.nodes()),
                new BrokerCheck(world.nodes(), progress),
                progress,
                journal,
                RuleSwitches.withholdsCommits(),
                config.stuckAfter(),
                clock);
        audit = new Audit(
                dc,
                open,
                world.nodes(),
                verifier,
                puller,
                quarantine,
                journal,
                () -> world.control().releases().epoch(),
                config.auditInterval(),
                clock);
    }

    /** A rollout that has seen nothing yet. */
    DatasourceRollout rollout(String dataSource) {
        return new DatasourceRollout(dataSource, tools, new Memory(clock.instant()));
    }

    Audit audit() {
        return audit;
    }

    @Override
    public void close() {
        workers.close();
        sources.close();
    }
}
