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
import java.util.Map;
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
    private static final int DIGITS = 64;
    private static final int RUN_NAME_DIGITS = 12;

    private final IndexRunConfig config;
    private final RunOptions options;
    private final SharedStages shared;
    private final IndexListener listener;
    private final StopSwitch stop;
    private final IndexSpecFile file;
    private final String dataSource;

    private IndexRun(
            IndexRunConfig config, RunOptions options, IndexListener listener, StopSwitch stop, SharedStages shared) {
        this.config = config;
        this.options = options;
        this.shared = shared;
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
        try (SharedStages shared = new SharedStages()) {
            return run(config, options, listener, stop, shared);
        }
    }

    /** One of several outputs: what other outputs have run of its pipeline isn't run again. */
    static IndexReport run(
            IndexRunConfig config, RunOptions options, IndexListener listener, StopSwitch stop, SharedStages shared)
            throws IOException {
        return new IndexRun(config, options, listener, stop, shared).run();
    }

    /**
     * The fingerprint that a run would have: the ledger of batches knows by it whether it is sealed already.
     *
     * @throws java.io.FileNotFoundException if a path of the input leads to nothing
     */
    public static String fingerprint(IndexRunConfig config) throws IOException {
        try (SharedStages shared = new SharedStages()) {
            IndexRun run = new IndexRun(config, RunOptions.NONE, IndexListener.SILENT, new StopSwitch(), shared);
            if (config.file().spec().segments().isEmpty()) {
                return run.fingerprint(run.jobs(RunSegments.NONE), RunSegments.NONE);
            }
            try (ControlDatabase database = ControlDatabase.openCurrent(config.control())) {
                RunSegments segments = RunSegments.find(config, database);
                return run.fingerprint(run.jobs(segments), segments);
            }
        }
    }

    private HadoopJobs jobs(RunSegments segments) throws IOException {
        return new HadoopJobs(
                file,
                new HadoopSetup(config.hadoopFiles(), config.hadoopProperties(), config.tasks(), config.workingPath()),
                segments.found(),
                shared);
    }

    private String fingerprint(HadoopJobs jobs, RunSegments segments) throws IOException {
        return segments.fingerprint(Fingerprint.of(file.canonical(), jobs.inputs()));
    }

    private IndexReport run() throws IOException {
        file.notices().forEach(listener::notice);
        try (ControlDatabase database = ControlDatabase.openCurrent(config.control())) {
            RunSegments segments = RunSegments.find(config, database);
            HadoopJobs jobs = jobs(segments);
            String fingerprint = fingerprint(jobs, segments);
            BatchLedger ledger = database.batches();
            long epoch = homeEpoch(ledger);
            if (!options.force()) {
                Optional<RunSegments.Made> made = segments.madeByThisRun(fingerprint);
                if (made.isPresent()) {
                    return alreadyDone(made.get().version(), made.get().fingerprint());
                }
                Optional<Batch> sealed = ledger.sealed(dataSource, fingerprint);
                if (sealed.isPresent()) {
                    return alreadySealed(jobs, ledger, sealed.get());
                }
            }
            try (HeldLock lock = HeldLock.take(database.runLocks(), wanted(fingerprint), listener, stop)) {
                return underLock(jobs, segments, ledger, epoch, lock);
            }
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
            return alreadySealed(jobs, ledger, ticket.sealed().get());
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
        String runName = runName(ticket.inputFingerprint());
        prepare(jobs, runName);
        listener.chain(jobs.chain());
        HadoopJobs.Built built;
        try {
            built = jobs.build(new HadoopJobs.Request(runName, config.store(), options.resume(), listener, stop));
        } catch (RunStoppedException e) {
            throw e; // what is done stays for whoever resumes
        } catch (IOException e) {
            throw failed(jobs, runName, e);
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
        Optional<String> badRows = jobs.badRows(runName);
        jobs.cleanUp(runName);
        ledger.told(dataSource, ticket.inputFingerprint());
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

    /**
     * Some digits of both halves, of which one alone may name the segments that are read, and the other the spec. A forced
     * run has files of its own: those of the run before may still be read.
     */
    private static String runName(String fingerprint) {
        int again = fingerprint.indexOf(BatchLedger.AGAIN);
        int half = DIGITS / 2;
        return fingerprint.substring(0, RUN_NAME_DIGITS)
                + fingerprint.substring(half, half + RUN_NAME_DIGITS)
                + (again < 0 ? "" : "-" + fingerprint.substring(again + 1));
    }

    /** An application without a driver writes into the directory of this run: it is taken up, or ended by whoever knows. */
    private void prepare(HadoopJobs jobs, String runName) throws IOException {
        if (options.resume()) {
            return;
        }
        Optional<String> living = jobs.livingApplication(runName);
        if (living.isPresent()) {
            throw new RunLockedException(
                    "Application %s of this run goes on without a driver: take it up with --resume, or kill it first"
                            .formatted(living.get()));
        }
        jobs.removeLeftovers(runName);
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

    private IndexReport alreadySealed(HadoopJobs jobs, BatchLedger ledger, Batch batch) throws IOException {
        jobs.cleanUp(runName(batch.inputFingerprint()));
        ledger.told(dataSource, batch.inputFingerprint());
        return alreadyDone(batch.version(), batch.inputFingerprint());
    }

    private IndexReport alreadyDone(String version, String fingerprint) {
        return new IndexReport(
                IndexReport.Outcome.ALREADY_SEALED,
                dataSource,
                version,
                fingerprint,
                List.of(),
                Map.of(),
                List.of(),
                List.of(),
                Optional.empty());
    }

    /** The data of bad rows is in a file of its own, and whoever reads the error should find it. */
    private static IOException failed(HadoopJobs jobs, String runName, IOException e) {
        try {
            StringBuilder message = new StringBuilder(String.valueOf(e.getMessage()));
            if (jobs.hasFinishedStages(runName)) {
                message.append(". The stages before are kept: --resume goes on after them");
            } else {
                jobs.cleanUp(runName);
            }
            jobs.badRows(runName)
                    .ifPresent(badRows -> message.append(". What stands there is in [")
                            .append(badRows)
                            .append(']'));
            return new IOException(message.toString(), e);
        } catch (IOException suppressed) {
            e.addSuppressed(suppressed);
            return e;
        }
    }
}
