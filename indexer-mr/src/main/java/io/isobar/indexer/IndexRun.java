package io.isobar.indexer;

import io.isobar.catalog.CrashPoint;
import io.isobar.catalog.ReleaseSegment;
import io.isobar.catalog.SealedBatch;
import io.isobar.catalog.control.BatchLedger;
import io.isobar.catalog.control.BatchTicket;
import io.isobar.catalog.control.ControlDatabase;
import io.isobar.catalog.control.Home;
import io.isobar.catalog.control.SealOutcome;
import io.isobar.catalog.store.SegmentStore;
import io.isobar.indexer.hadoop.HadoopJobs;
import io.isobar.indexer.hadoop.HadoopSetup;
import io.isobar.indexer.partition.Chunk;
import io.isobar.indexer.progress.IndexListener;
import io.isobar.indexer.spec.IndexSpecFile;
import io.isobar.segment.Interval;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs a spec from its raw files to a sealed batch.
 *
 * <p>The order is what makes a run repeatable. The batch begins first, which fixes the version for this input; then the jobs
 * put segments into the store, under names that follow from their content; then one transaction seals the batch. A driver
 * that is killed before the seal leaves files that nothing lists, and a rerun writes the same ones again; one that is killed
 * after it finds the batch sealed.
 */
public final class IndexRun {
    private static final int RUN_NAME_DIGITS = 16;

    private final IndexRunConfig config;
    private final IndexListener listener;
    private final IndexSpecFile file;
    private final String dataSource;

    private IndexRun(IndexRunConfig config, IndexListener listener) {
        this.config = config;
        this.listener = listener;
        this.file = config.file();
        this.dataSource = file.spec().dataSource();
    }

    /**
     * Runs the chain of jobs and seals what they built. A run that was killed at any step is finished by running again.
     *
     * @throws IOException names the file, row and field of bad input; nothing is published then
     */
    public static IndexReport run(IndexRunConfig config, IndexListener listener) throws IOException {
        return new IndexRun(config, listener).run();
    }

    /**
     * The fingerprint that a run would have: the ledger of batches knows by it whether it is sealed already.
     *
     * @throws java.io.FileNotFoundException if a path of the input leads to nothing
     */
    public static String fingerprint(IndexRunConfig config) throws IOException {
        IndexRun run = new IndexRun(config, IndexListener.SILENT);
        if (config.file().spec().segments().isEmpty()) {
            return run.fingerprint(run.jobs(RunSegments.NONE), RunSegments.NONE);
        }
        try (ControlDatabase database = ControlDatabase.open(config.control())) {
            RunSegments segments = RunSegments.find(config, database);
            return run.fingerprint(run.jobs(segments), segments);
        }
    }

    private HadoopJobs jobs(RunSegments segments) throws IOException {
        return new HadoopJobs(
                file,
                new HadoopSetup(config.hadoopFiles(), config.hadoopProperties(), config.tasks(), config.workingPath()),
                segments.found());
    }

    private String fingerprint(HadoopJobs jobs, RunSegments segments) throws IOException {
        return segments.fingerprint(Fingerprint.of(file.canonical(), jobs.inputs()));
    }

    private IndexReport run() throws IOException {
        file.notices().forEach(listener::notice);
        try (ControlDatabase database = ControlDatabase.open(config.control())) {
            RunSegments segments = RunSegments.find(config, database);
            HadoopJobs jobs = jobs(segments);
            String fingerprint = fingerprint(jobs, segments);
            Optional<RunSegments.Made> made = segments.madeByThisRun(fingerprint);
            if (made.isPresent()) {
                return alreadyDone(made.get().version(), made.get().fingerprint());
            }
            BatchLedger ledger = database.batches();
            long epoch = homeEpoch(ledger);
            BatchTicket ticket =
                    ledger.begin(dataSource, fingerprint, epoch, config.clock().instant());
            CrashPoint.reached("index.begin.after-act");
            if (ticket.sealed().isPresent()) {
                return alreadyDone(ticket.version(), ticket.inputFingerprint());
            }
            segments.requireUnchanged();
            return build(jobs, segments, ledger, ticket);
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

    private IndexReport build(HadoopJobs jobs, RunSegments read, BatchLedger ledger, BatchTicket ticket)
            throws IOException {
        String runName = ticket.inputFingerprint().substring(0, RUN_NAME_DIGITS);
        jobs.removeLeftovers(runName);
        listener.chain(jobs.chain());
        HadoopJobs.Built built;
        try {
            built = jobs.build(runName, config.store(), listener);
        } catch (IOException e) {
            throw withBadRows(jobs, runName, e);
        }
        List<ReleaseSegment> segments =
                SegmentNumbers.number(built, file.spec().tuning().partitions(), dataSource, ticket.version());
        List<Interval> replaced =
                built.buckets().chunks().stream().map(Chunk::interval).toList();
        try (SegmentStore store = jobs.openStore(config.store())) {
            BuiltCheck.check(built, segments, store);
        }
        read.requireUnchanged();
        CrashPoint.reached("index.seal.before-act");
        SealOutcome outcome = ledger.seal(new SealedBatch(
                dataSource,
                ticket.inputFingerprint(),
                ticket.version(),
                replaced,
                segments,
                config.dc(),
                ticket.homeEpoch()));
        CrashPoint.reached("index.seal.after-act");
        if (outcome instanceof SealOutcome.StaleEpoch stale) {
            throw new IOException(
                    "Datasource [%s] got another home while this run was building (epoch [%d], now [%d]): nothing is published"
                            .formatted(dataSource, ticket.homeEpoch(), stale.current()));
        }
        jobs.cleanUp(runName);
        return new IndexReport(
                outcome instanceof SealOutcome.Sealed ? IndexReport.Outcome.SEALED : IndexReport.Outcome.ALREADY_SEALED,
                dataSource,
                ticket.version(),
                ticket.inputFingerprint(),
                replaced,
                built.rows(),
                segments,
                built.stages(),
                jobs.badRows(runName));
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

    /** The data of bad rows is in a file of its own; whoever reads the error should find it. */
    private static IOException withBadRows(HadoopJobs jobs, String runName, IOException e) {
        try {
            jobs.cleanUp(runName);
            Optional<String> badRows = jobs.badRows(runName);
            if (badRows.isPresent()) {
                return new IOException("%s. What stands there is in [%s]".formatted(e.getMessage(), badRows.get()), e);
            }
        } catch (IOException suppressed) {
            e.addSuppressed(suppressed);
        }
        return e;
    }
}
