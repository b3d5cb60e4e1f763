package io.isobar.catalog.control;

import io.isobar.catalog.Commit;
import io.isobar.catalog.Manifest;
import io.isobar.catalog.ReleaseRef;
import io.isobar.catalog.UnpublishableBatchException;
import io.isobar.catalog.View;
import io.isobar.catalog.sql.SqlDatabase;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is published, and the steps by which the leading controller publishes it. One release of a datasource is
 * distributed at a time; its number is the head's plus 1.
 */
public final class ReleaseLedger {
    private static final Logger log = LoggerFactory.getLogger(ReleaseLedger.class);

    private final SqlDatabase database;
    private final Views views;

    ReleaseLedger(SqlDatabase database, Views views) {
        this.database = database;
        this.views = views;
    }

    /** Makes the caller the leading controller: mints a higher controller epoch. All lower ones are refused from now on. */
    public long mintEpoch(String owner) {
        long epoch = database.write(transaction -> Epochs.mint(transaction, owner));
        log.info("Controller [{}] leads with epoch [{}]", owner, epoch);
        return epoch;
    }

    /** The controller epoch that counts now; 0 before the first. */
    public long epoch() {
        return database.read(Epochs::current);
    }

    /** All registered datasources, by name. */
    public List<String> dataSources() {
        return database.read(handle -> handle.select("SELECT data_source FROM dcr_datasource ORDER BY data_source")
                .mapTo(String.class)
                .list());
    }

    /** Turns the oldest sealed batch into the release after the head, unless one is under way. */
    public DistributionOutcome startDistribution(String dataSource, long epoch) {
        DistributionOutcome outcome = database.write(transaction -> startDistribution(transaction, dataSource, epoch));
        if (outcome instanceof DistributionOutcome.Started started) {
            log.info(
                    "Distribution of release [{}] started: adds [{}] segments, removes [{}]",
                    started.release(),
                    started.manifest().added().size(),
                    started.manifest().removed().size());
        } else if (outcome instanceof DistributionOutcome.Refused refused) {
            log.warn("Batch [{}] can't become a release: {}", refused.batch().inputFingerprint(), refused.reason());
        }
        return outcome;
    }

    private DistributionOutcome startDistribution(Handle transaction, String dataSource, long epoch) {
        long current = Epochs.lock(transaction);
        if (current != epoch) {
            return new DistributionOutcome.StaleEpoch(current);
        }
        Head head = Head.lock(transaction, dataSource);
        Optional<Release> underway = ReleaseRows.inState(transaction, dataSource, ReleaseState.DISTRIBUTING);
        if (underway.isPresent()) {
            ReleaseRef release = underway.get().ref();
            return new DistributionOutcome.Underway(release, ReleaseRows.manifest(transaction, release));
        }
        List<Batch> sealed = BatchRows.sealed(transaction, dataSource);
        if (sealed.isEmpty()) {
            return new DistributionOutcome.NothingSealed();
        }
        Batch oldest = sealed.get(0);
        try {
            View view = views.at(transaction, dataSource, head.seq());
            Manifest manifest = NextRelease.of(transaction, views, view, oldest);
            ReleaseRef release = manifest.release();
            ReleaseRows.insert(transaction, release, manifest, epoch);
            BatchRows.distribute(transaction, oldest, release);
            return new DistributionOutcome.Started(release, manifest);
        } catch (UnpublishableBatchException e) {
            String reason = String.valueOf(e.getMessage());
            BatchRows.refuse(transaction, oldest, reason);
            return new DistributionOutcome.Refused(oldest, reason);
        }
    }

    /** The release that is being distributed. */
    public Optional<Release> distributing(String dataSource) {
        return database.read(handle -> ReleaseRows.inState(handle, dataSource, ReleaseState.DISTRIBUTING));
    }

    /** What still stands between the release and its commit, each in words; empty if nothing does. */
    public List<String> unmet(ReleaseRef release) {
        return database.snapshot(handle -> CommitConditions.unmet(handle, release));
    }

    /** Makes the release the head, if every condition holds, in one transaction. Asking again is safe at any time. */
    public CommitOutcome commit(ReleaseRef release, long epoch) {
        CommitOutcome outcome;
        try {
            outcome = database.write(transaction -> commit(transaction, release, epoch));
        } catch (JdbiException e) {
            outcome = readBack(release, e);
        }
        if (!(outcome instanceof CommitOutcome.NotReady)) {
            log.info("Commit of release [{}] under epoch [{}]: [{}]", release, epoch, outcome);
        }
        return outcome;
    }

    private static CommitOutcome commit(Handle transaction, ReleaseRef release, long epoch) {
        // The epoch comes first: from here on no other controller can commit until this transaction ends.
        long current = Epochs.lock(transaction);
        if (current != epoch) {
            return new CommitOutcome.StaleEpoch(current);
        }
        Head head = Head.lock(transaction, release.dataSource());
        Optional<Commit> done = ReleaseRows.commit(transaction, release.dataSource(), release.seq());
        if (done.isPresent() && done.get().release().equals(release)) {
            return new CommitOutcome.AlreadyCommitted(done.get());
        }
        if (head.seq() != release.seq() - 1 || !ReleaseRows.isDistributing(transaction, release)) {
            return new CommitOutcome.HeadMoved(head.release());
        }
        List<String> unmet = CommitConditions.unmet(transaction, release);
        if (!unmet.isEmpty()) {
            return new CommitOutcome.NotReady(unmet);
        }
        Commit commit = Commit.after(head.chain(), release, epoch);
        if (!head.moveTo(transaction, commit)) {
            throw new IllegalStateException(
                    "Head of datasource [%s] moved although it was locked at [%s]: is it on a database without row locks?"
                            .formatted(release.dataSource(), head));
        }
        ReleaseRows.commit(transaction, commit);
        BatchRows.release(transaction, release);
        return new CommitOutcome.Committed(commit);
    }

    /** The connection died, perhaps after the database had committed. If it had, that is a success like any other. */
    private CommitOutcome readBack(ReleaseRef release, JdbiException failure) {
        try {
            return database.read(handle -> ReleaseRows.commit(handle, release.dataSource(), release.seq()))
                    .filter(commit -> commit.release().equals(release))
                    .<CommitOutcome>map(CommitOutcome.Committed::new)
                    .orElseGet(() -> new CommitOutcome.Unknown(failure));
        } catch (JdbiException e) {
            failure.addSuppressed(e);
            return new CommitOutcome.Unknown(failure);
        }
    }

    /** The head; none before the first commit. */
    public Optional<Release> head(String dataSource) {
        return database.snapshot(handle ->
                Head.read(handle, dataSource).flatMap(head -> ReleaseRows.find(handle, dataSource, head.seq())));
    }

    /** All releases, oldest first, the one in distribution last. */
    public List<Release> list(String dataSource) {
        return database.read(handle -> ReleaseRows.list(handle, dataSource));
    }

    /** One release. */
    public Optional<Release> show(String dataSource, long seq) {
        return database.read(handle -> ReleaseRows.find(handle, dataSource, seq));
    }

    /**
     * The manifest of a release that is committed or in distribution.
     *
     * @throws java.util.NoSuchElementException if there is no such release
     */
    public Manifest manifest(ReleaseRef release) {
        return database.read(handle -> ReleaseRows.manifest(handle, release));
    }

    /**
     * The view at a release that is committed or in distribution; at 0 the empty one.
     *
     * @throws java.util.NoSuchElementException if there is no such release
     */
    public View view(String dataSource, long seq) {
        return database.snapshot(handle -> views.at(handle, dataSource, seq));
    }

    /** All commits, oldest first. */
    public List<Commit> chain(String dataSource) {
        return database.read(handle -> ReleaseRows.chain(handle, dataSource));
    }
}
