package io.isobar.indexer;

import io.isobar.catalog.CrashPoint;
import io.isobar.catalog.ReleaseSegment;
import io.isobar.catalog.SealedBatch;
import io.isobar.catalog.control.Batch;
import io.isobar.catalog.control.BatchLedger;
import io.isobar.catalog.control.BatchTicket;
import io.isobar.catalog.control.ControlDatabase;
import io.isobar.catalog.control.Home;
import io.isobar.catalog.control.RunLock;
import io.isobar.catalog.control.SealOutcome;
import io.isobar.catalog.store.SegmentStore;
import io.isobar.indexer.hadoop.ClusterProblem;
import io.isobar.indexer.hadoop.HadoopJobs;
import io.isobar.indexer.hadoop.HadoopSetup;
import io.isobar.indexer.hadoop.SharedStages;
import io.isobar.indexer.partition.Chunk;
import io.isobar.indexer.progress.IndexListener;
import io.isobar.indexer.progress.RunStoppedException;
import io.isobar.indexer.progress.StopSwitch;
import io.isobar.indexer.spec.IndexSpecFile;
import io.isobar.segment.Interval;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Runs a spec from its raw files to a sealed batch.
 *
 * <p>The order is what makes a run repeatable. A lock keeps others away from its intervals. The batch begins, which fixes the
 * version for this input; then the jobs put segments into the store, under names that follow from their content; then one
 * transaction seals the batch, if no other run was granted the lock meanwhile. A driver that is killed before the seal leaves
 * files that nothing lists, and a rerun writes the same ones again; one that is killed after it finds the batch sealed.
 */
public final class IndexRun {
    private final IndexRunConfig config;
    private final RunOptions options;
    private final RunGroup group;
    private final IndexListener listener;
    private final StopSwitch stop;
    private final IndexSpecFile file;
    private final String dataSource;

    private IndexRun(
            IndexRunConfig config, RunOptions options, IndexListener listener, StopSwitch stop, RunGroup group) {
        this.config = config;
        this.options = options;
        this.group = group;
        this.listener = listener;
        this.stop = stop;
        this.file = config.file();
        this.dataSource = file.spec().dataSource();
    }

    /**
     * Runs the chain of jobs and seals what they built. A run that was killed at any step is finished by running again.
     *
     * @throws RunLockedException if another run is at the same intervals
     * @throws IOException names the file, row and field of bad input; nothing is published then
     */
    public static IndexReport run(IndexRunConfig config, IndexListener listener) throws IOException {
        return run(config, RunOptions.NONE, listener, new StopSwitch());
    }

    /**
     * The same with options, and a switch by which another thread may end it. Any number of runs may go on in one process.
     *
     * @throws RunLockedException if another run is at the same intervals, or an application of this very run goes on
     *     without a driver
     * @throws RunTakenOverException if this run lost its lock to another one
     * @throws io.isobar.indexer.progress.RunStoppedException if the switch was pressed
     */
    public static IndexReport run(IndexRunConfig config, RunOptions options, IndexListener listener, StopSwitch stop)
            throws IOException {
        try (RunGroup alone = RunGroup.open(List.of(config))) {
            IndexReport report = run(config, options, listener, stop, alone);
            alone.end();
            return report;
        }
    }

    /** One of several outputs: what other outputs have run of its pipeline isn't run again. */
    static IndexReport run(
            IndexRunConfig config, RunOptions options, IndexListener listener, StopSwitch stop, RunGroup group)
            throws IOException {
        try {
            return new IndexRun(config, options, listener, stop, group).run();
        } catch (IOException e) {
            throw ClusterProblem.plain(e);
        }
    }

    /**
     * The fingerprint that a run would have: the ledger of batches knows by it whether it is sealed already.
     *
     * @throws java.io.FileNotFoundException if a path of the input leads to nothing
     */
    public static String fingerprint(IndexRunConfig config) throws IOException {
        SharedStages none = SharedStages.of(List.of());
        if (config.file().spec().segments().isEmpty()) {
            return fingerprint(config, jobs(config, RunSegments.NONE, none), RunSegments.NONE);
        }
        try (ControlDatabase database = ControlDatabase.openCurrent(config.control())) {
            RunSegments segments = RunSegments.find(config, database);
            return fingerprint(config, jobs(config, segments, none), segments);
        }
    }

    private static HadoopJobs jobs(IndexRunConfig config, RunSegments segments, SharedStages shared)
            throws IOException {
        return new HadoopJobs(
                config.file(),
                new HadoopSetup(config.hadoopFiles(), config.hadoopProperties(), config.tasks(), config.workingPath()),
                segments.found(),
                shared);
    }

    private static String fingerprint(IndexRunConfig config, HadoopJobs jobs, RunSegments segments) throws IOException {
        return segments.fingerprint(Fingerprint.of(config.file().canonical(), jobs.inputs()));
    }

    private IndexReport run() throws IOException {
        file.notices().forEach(listener::notice);
        ControlDatabase database = group.database();
        RunSegments segments = RunSegments.find(config, database);
        HadoopJobs jobs = jobs(config, segments, group.stages());
        String fingerprint = fingerprint(config, jobs, segments);
        BatchLedger ledger = database.batches();
        long epoch = homeEpoch(ledger);
        if (!options.force()) {
            Optional<RunSegments.Made> made = segments.madeByThisRun(fingerprint);
            if (made.isPresent()) {
                return IndexReport.alreadySealed(
                        dataSource, made.get().version(), made.get().fingerprint());
            }
            Optional<Batch> sealed = ledger.sealed(dataSource, fingerprint);
            if (sealed.isPresent()) {
                return alreadySealed(jobs, sealed.get());
            }
        }
        try (HeldLock lock = HeldLock.take(database.runLocks(), wanted(fingerprint), listener, stop)) {
            return underLock(jobs, segments, ledger, epoch, lock);
        }
    }

    /** Chunks that only the rows tell can be any. */
    private HeldLock.Wanted wanted(String fingerprint) {
        List<Interval> known = file.spec().granularity().chunks();
        return new HeldLock.Wanted(
                dataSource,
                fingerprint,
                known.isEmpty() ? List.of(Interval.ETERNITY) : known,
                config.zookeeper(),
                options.waits(),
                config.clock().instant());
    }

    private IndexReport underLock(HadoopJobs jobs, RunSegments segments, BatchLedger ledger, long epoch, HeldLock lock)
            throws IOException {
        CrashPoint.reached("index.lock.after-act");
        Instant now = config.clock().instant();
        BatchTicket ticket =
                options.force() ? ledger.beginAgain(lock.lock(), epoch, now) : ledger.begin(lock.lock(), epoch, now);
        CrashPoint.reached("index.begin.after-act");
        if (ticket.sealed().isPresent()) {
            return alreadySealed(jobs, ticket.sealed().get());
        }
        try {
            segments.requireUnchanged();
            return build(jobs, segments, ledger, ticket, lock.lock());
        } catch (RunStoppedException e) {
            throw lock.isTakenOver() ? takenOver("while it was building") : e;
        }
    }

    /** The first home of a datasource is whoever indexes first; taking it over from another DC is a decision of its own. */
    private long homeEpoch(BatchLedger ledger) throws IOException {
        Home home = ledger.homeOrFirst(dataSource, config.dc());
        if (!home.dc().equals(config.dc())) {
            throw new IOException(
                    "Datasource [%s] has its home in [%s], not in [%s]: index there, or claim the home first"
                            .formatted(dataSource, home.dc(), config.dc()));
        }
        return home.epoch();
    }

    private IndexReport build(HadoopJobs jobs, RunSegments read, BatchLedger ledger, BatchTicket ticket, RunLock lock)
            throws IOException {
        RunFiles files = new RunFiles(jobs, ticket.inputFingerprint());
        files.prepare(options);
        listener.chain(jobs.chain());
        HadoopJobs.Built built;
        try {
            built = jobs.build(new HadoopJobs.Request(
                    files.runName(), config.store(), options.resume(), listener, stop, System::nanoTime));
        } catch (RunStoppedException e) {
            throw e; // what is done stays for whoever resumes
        } catch (IOException e) {
            throw files.failed(e);
        }
        List<ReleaseSegment> segments =
                SegmentNumbers.number(built, file.spec().tuning().partitions(), dataSource, ticket.version());
        List<Interval> replaced =
                built.buckets().chunks().stream().map(Chunk::interval).toList();
        try (SegmentStore store = jobs.openStore(config.store())) {
            BuiltCheck.check(built, segments, store);
        }
        stop.check();
        read.requireUnchanged();
        CrashPoint.reached("index.seal.before-act");
        SealOutcome outcome = ledger.seal(
                new SealedBatch(
                        dataSource,
                        ticket.inputFingerprint(),
                        ticket.version(),
                        replaced,
                        segments,
                        config.dc(),
                        ticket.homeEpoch()),
                lock);
        CrashPoint.reached("index.seal.after-act");
        requireSealed(outcome, ticket);
        Optional<String> badRows = files.badRows();
        files.sealed(group);
        group.sealed(dataSource, ticket.inputFingerprint());
        return new IndexReport(
                outcome instanceof SealOutcome.Sealed ? IndexReport.Outcome.SEALED : IndexReport.Outcome.ALREADY_SEALED,
                dataSource,
                ticket.version(),
                ticket.inputFingerprint(),
                replaced,
                built.rows(),
                segments,
                built.stages(),
                badRows);
    }

    private void requireSealed(SealOutcome outcome, BatchTicket ticket) throws IOException {
        if (outcome instanceof SealOutcome.StaleEpoch stale) {
            throw new IOException(
                    "Datasource [%s] got another home while this run was building (epoch [%d], now [%d]): nothing is published"
                            .formatted(dataSource, ticket.homeEpoch(), stale.current()));
        }
        if (outcome instanceof SealOutcome.TakenOver other) {
            throw takenOver(
                    "by [%s] at %s".formatted(other.by().holder(), other.by().since()));
        }
    }

    private RunTakenOverException takenOver(String how) {
        return new RunTakenOverException(
                "Another run of datasource [%s] took over the lock %s: nothing of this one is published"
                        .formatted(dataSource, how));
    }

    private IndexReport alreadySealed(HadoopJobs jobs, Batch batch) throws IOException {
        RunFiles files = new RunFiles(jobs, batch.inputFingerprint());
        if (options.resume()) {
            files.takeUp(config.store());
        }
        files.sealed(group);
        group.sealed(dataSource, batch.inputFingerprint());
        return IndexReport.alreadySealed(dataSource, batch.version(), batch.inputFingerprint());
    }
}
