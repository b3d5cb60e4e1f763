package io.isobar.catalog.control;

import io.isobar.catalog.Manifest;
import io.isobar.catalog.ReleaseSegment;
import io.isobar.catalog.SealedBatch;
import io.isobar.catalog.UnpublishableBatchException;
import io.isobar.catalog.View;
import io.isobar.catalog.sql.SqlDatabase;
import io.isobar.segment.Interval;
import io.isobar.segment.SegmentId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the homes produce: batches on their way to become releases.
 *
 * <p>A home is claimed to take over from another DC; each claim mints a higher epoch, and work under an older one is
 * refused. A driver in the present home works under the epoch that {@link #home} tells.
 */
public final class BatchLedger {
    /** Parts the fingerprint of an input from the number of its repetition, see {@link #beginAgain}. */
    public static final char AGAIN = '+';

    private static final Logger log = LoggerFactory.getLogger(BatchLedger.class);

    private final SqlDatabase database;
    private final Views views;

    BatchLedger(SqlDatabase database, Views views) {
        this.database = database;
        this.views = views;
    }

    /** Makes {@code dc} the home of the datasource, registering it if it is new, and mints a higher home epoch. */
    public long claimHome(String dataSource, String dc) {
        long epoch = database.write(transaction -> {
            register(transaction, dataSource);
            long next = lockHome(transaction, dataSource).epoch() + 1;
            transaction.execute(
                    "UPDATE dcr_datasource SET home_dc = ?, home_epoch = ? WHERE data_source = ?",
                    dc,
                    next,
                    dataSource);
            return next;
        });
        log.info("Home of datasource [{}] is [{}] with epoch [{}]", dataSource, dc, epoch);
        return epoch;
    }

    /**
     * The home now. A datasource that has none gets {@code dc}, once: of several drivers that begin a new datasource at the
     * same time one claims it, and the others work under the same epoch.
     */
    public Home homeOrFirst(String dataSource, String dc) {
        return database.write(transaction -> {
            Optional<Home> before = home(transaction, dataSource, "");
            if (before.isPresent() && before.get().epoch() > 0) {
                return before.get();
            }
            register(transaction, dataSource);
            Home home = lockHome(transaction, dataSource);
            if (home.epoch() > 0) {
                return home;
            }
            transaction.execute(
                    "UPDATE dcr_datasource SET home_dc = ?, home_epoch = 1 WHERE data_source = ?", dc, dataSource);
            log.info("First home of datasource [{}] is [{}]", dataSource, dc);
            return new Home(dataSource, dc, 1);
        });
    }

    /** The home now; none if the datasource isn't registered. */
    public Optional<Home> home(String dataSource) {
        return database.read(handle -> home(handle, dataSource, ""));
    }

    /**
     * Fixes the version for an input once: the later of {@code batchStart} and the last version + 1 ms. Whoever begins
     * the same input again gets the same version.
     *
     * @throws StaleEpochException if another home has taken over
     */
    public BatchTicket begin(String dataSource, String inputFingerprint, long homeEpoch, Instant batchStart) {
        requireNoRollback(inputFingerprint);
        return database.write(transaction -> {
            requireHome(transaction, dataSource, inputFingerprint, homeEpoch);
            return begin(transaction, dataSource, inputFingerprint, homeEpoch, batchStart);
        });
    }

    /**
     * Begins the input that a lock was granted for. It is known as sealed also if it was so by {@link #beginAgain}.
     *
     * @throws StaleEpochException if another home has taken over
     */
    public BatchTicket begin(RunLock lock, long homeEpoch, Instant batchStart) {
        requireNoRollback(lock.inputFingerprint());
        return database.write(transaction -> {
            requireHome(transaction, lock.dataSource(), lock.inputFingerprint(), homeEpoch);
            Optional<Batch> sealed = BatchRows.lastSealed(transaction, lock.dataSource(), lock.inputFingerprint());
            return sealed.map(batch -> ticket(batch, homeEpoch))
                    .orElseGet(() -> BatchRows.underLock(
                            transaction,
                            lock,
                            begin(transaction, lock.dataSource(), lock.inputFingerprint(), homeEpoch, batchStart)));
        });
    }

    /**
     * Begins the input that a lock was granted for as a batch of its own, whether or not it is sealed. Its fingerprint is
     * that of the input with a number after it.
     *
     * <p>A retry goes on with the batch that the crashed run began; and if that was sealed, but {@link #told} not called, the
     * ticket has that one. So a run that is asked for once is one batch, however often its driver is killed.
     */
    public BatchTicket beginAgain(RunLock lock, long homeEpoch, Instant batchStart) {
        requireNoRollback(lock.inputFingerprint());
        return database.write(transaction -> {
            requireHome(transaction, lock.dataSource(), lock.inputFingerprint(), homeEpoch);
            int last = BatchRows.repetitions(transaction, lock.dataSource(), lock.inputFingerprint());
            boolean isRetry = last > 0
                    && BatchRows.isUntold(
                            transaction, lock.dataSource(), BatchRows.repetition(lock.inputFingerprint(), last));
            String fingerprint = BatchRows.repetition(lock.inputFingerprint(), isRetry ? last : last + 1);
            return BatchRows.underLock(
                    transaction, lock, begin(transaction, lock.dataSource(), fingerprint, homeEpoch, batchStart));
        });
    }

    /** Says that the driver knows the batch to be sealed: from now on {@link #beginAgain} begins another one. */
    public void told(String dataSource, String inputFingerprint) {
        told(Map.of(dataSource, inputFingerprint));
    }

    /** The same of batches that were asked for together: of all or of none. */
    public void told(Map<String, String> fingerprintsByDataSource) {
        database.write(transaction -> {
            new TreeMap<>(fingerprintsByDataSource)
                    .forEach((dataSource, inputFingerprint) -> transaction.execute(
                            "UPDATE dcr_batch SET told_at = NOW(3) WHERE data_source = ? AND input_fingerprint = ?",
                            dataSource,
                            inputFingerprint));
            return null;
        });
    }

    /** The last batch of that input which was sealed, also one by {@link #beginAgain}. */
    public Optional<Batch> sealed(String dataSource, String inputFingerprint) {
        return database.read(handle -> BatchRows.lastSealed(handle, dataSource, inputFingerprint));
    }

    private static void requireHome(Handle transaction, String dataSource, String inputFingerprint, long homeEpoch) {
        long current = lockHome(transaction, dataSource).epoch();
        if (current != homeEpoch) {
            throw new StaleEpochException(
                    "Batch [%s] of datasource [%s]".formatted(inputFingerprint, dataSource), homeEpoch, current);
        }
    }

    private static BatchTicket begin(
            Handle transaction, String dataSource, String fingerprint, long homeEpoch, Instant batchStart) {
        Optional<Batch> before = BatchRows.lock(transaction, dataSource, fingerprint);
        if (before.isPresent()) {
            return ticket(before.get(), homeEpoch);
        }
        String version = nextVersion(transaction, dataSource, batchStart);
        BatchRows.begin(transaction, dataSource, fingerprint, version, homeEpoch);
        return new BatchTicket(dataSource, fingerprint, version, homeEpoch, Optional.empty());
    }

    private static BatchTicket ticket(Batch batch, long homeEpoch) {
        return new BatchTicket(
                batch.dataSource(),
                batch.inputFingerprint(),
                batch.version(),
                homeEpoch,
                batch.state() == BatchState.BEGUN ? Optional.empty() : Optional.of(batch));
    }

    /**
     * Seals a batch under the last lock that it was begun under.
     *
     * @see #seal(SealedBatch, RunLock)
     */
    public SealOutcome seal(SealedBatch batch) {
        return seal(batch, OptionalLong.empty());
    }

    /**
     * Seals a batch that was begun, wholly or not at all. Sealing the same again changes nothing.
     *
     * @param lock held by the run that built it; refused if a later one was granted for an interval that the batch replaces
     * @throws UnpublishableBatchException if it replaces only a part of a segment that will be visible before it
     * @throws IllegalStateException if the same input was sealed before with other content, or was never begun
     */
    public SealOutcome seal(SealedBatch batch, RunLock lock) {
        return seal(batch, OptionalLong.of(lock.token()));
    }

    private SealOutcome seal(SealedBatch batch, OptionalLong token) {
        SealOutcome outcome = database.write(transaction -> seal(transaction, batch, token));
        log.info(
                "Seal of batch [{}] of datasource [{}], [{}] segments: [{}]",
                batch.inputFingerprint(),
                batch.dataSource(),
                batch.segments().size(),
                outcome);
        return outcome;
    }

    private SealOutcome seal(Handle transaction, SealedBatch batch, OptionalLong token) {
        Home home = lockHome(transaction, batch.dataSource());
        Batch begun = BatchRows.lock(transaction, batch.dataSource(), batch.inputFingerprint())
                .orElseThrow(() -> new IllegalStateException(
                        "Batch [%s] of datasource [%s] was never begun: begin it to learn its version"
                                .formatted(batch.inputFingerprint(), batch.dataSource())));
        if (begun.state() != BatchState.BEGUN) {
            requireSameContent(BatchRows.content(transaction, begun), batch);
            return new SealOutcome.AlreadySealed(begun);
        }
        if (home.epoch() != batch.homeEpoch()) {
            return new SealOutcome.StaleEpoch(home.epoch());
        }
        Optional<RunLock> later = RunLocks.later(
                transaction,
                batch.dataSource(),
                token.orElseGet(() -> BatchRows.lockToken(transaction, batch.dataSource(), batch.inputFingerprint())),
                batch.replaced());
        if (later.isPresent()) {
            return new SealOutcome.TakenOver(later.get());
        }
        if (!begun.version().equals(batch.version())) {
            throw new IllegalStateException("Batch [%s] of datasource [%s] has version [%s], but was begun with [%s]"
                    .formatted(batch.inputFingerprint(), batch.dataSource(), batch.version(), begun.version()));
        }
        Manifest.publishing(viewBefore(transaction, batch.dataSource()), batch);
        BatchRows.seal(transaction, batch, nextOrder(transaction, batch.dataSource()));
        return new SealOutcome.Sealed(find(transaction, batch.dataSource(), batch.inputFingerprint()));
    }

    /**
     * Asks for a release with the content of release {@code toSeq}. The same request id asks once.
     *
     * @throws java.util.NoSuchElementException if there is no such committed release
     */
    public SealOutcome sealRollback(String dataSource, long toSeq, String requestId) {
        String fingerprint = BatchRows.ROLLBACK_PREFIX + requestId;
        SealOutcome outcome = database.write(transaction -> {
            Home home = lockHome(transaction, dataSource);
            Optional<Batch> before = BatchRows.lock(transaction, dataSource, fingerprint);
            if (before.isPresent()) {
                requireSameTarget(before.get(), toSeq);
                return new SealOutcome.AlreadySealed(before.get());
            }
            ReleaseRows.requireCommitted(transaction, dataSource, toSeq);
            String version = nextVersion(transaction, dataSource, Instant.EPOCH);
            BatchRows.insertRollback(
                    transaction, home, fingerprint, version, toSeq, nextOrder(transaction, dataSource));
            return new SealOutcome.Sealed(find(transaction, dataSource, fingerprint));
        });
        log.info("Rollback of datasource [{}] to the content of release [{}]: [{}]", dataSource, toSeq, outcome);
        return outcome;
    }

    /** The batch of that input, if begun. */
    public Optional<Batch> find(String dataSource, String inputFingerprint) {
        return database.read(handle -> BatchRows.find(handle, dataSource, inputFingerprint));
    }

    /** Sealed batches that wait for their distribution, oldest first. */
    public List<Batch> pending(String dataSource) {
        return database.read(handle -> BatchRows.sealed(handle, dataSource));
    }

    private static Batch find(Handle transaction, String dataSource, String fingerprint) {
        return BatchRows.find(transaction, dataSource, fingerprint).orElseThrow();
    }

    /**
     * What will be visible when all that is sealed is released. Whoever builds from what is visible asks whether a batch is
     * on its way that changes it.
     */
    public View nextView(String dataSource) {
        return database.write(transaction -> viewBefore(transaction, dataSource));
    }

    /** What will be visible when all that was sealed before is released; those that will be refused change nothing. */
    private View viewBefore(Handle transaction, String dataSource) {
        Head head = Head.lock(transaction, dataSource);
        View view = views.at(transaction, dataSource, head.seq());
        List<Batch> before = new ArrayList<>(BatchRows.distributing(transaction, dataSource));
        before.addAll(BatchRows.sealed(transaction, dataSource));
        for (Batch batch : before) {
            try {
                view = view.apply(NextRelease.of(transaction, views, view, batch));
            } catch (UnpublishableBatchException e) {
                log.warn("Batch [{}] will be refused: {}", batch.inputFingerprint(), e.getMessage());
            }
        }
        return view;
    }

    private static void register(Handle transaction, String dataSource) {
        if (home(transaction, dataSource, " FOR UPDATE").isPresent()) {
            return;
        }
        // One at a time, and none while a DC is registered: it would miss the datasource, and the datasource the DC.
        Epochs.lock(transaction);
        int added = transaction.execute(
                "INSERT IGNORE INTO dcr_datasource (data_source, home_dc, home_epoch, last_order, registered_at)"
                        + " VALUES (?, '', 0, 0, NOW(3))",
                dataSource);
        if (added == 1) {
            Head.insertFirst(transaction, dataSource);
            transaction.execute(
                    "INSERT INTO dcr_membership (data_source, dc, state) SELECT ?, dc, ? FROM dcr_dc",
                    dataSource,
                    Membership.State.IN_SERVICE.name());
        }
    }

    private static Home lockHome(Handle transaction, String dataSource) {
        return home(transaction, dataSource, " FOR UPDATE").orElseThrow(() -> Head.unregistered(dataSource));
    }

    private static Optional<Home> home(Handle handle, String dataSource, String lock) {
        return handle.select(
                        "SELECT data_source, home_dc, home_epoch FROM dcr_datasource WHERE data_source = ?" + lock,
                        dataSource)
                .map((row, context) ->
                        new Home(row.getString("data_source"), row.getString("home_dc"), row.getLong("home_epoch")))
                .findOne();
    }

    private static String nextVersion(Handle transaction, String dataSource, Instant batchStart) {
        long start = batchStart.toEpochMilli();
        Optional<String> last = transaction
                .select("SELECT last_version FROM dcr_datasource WHERE data_source = ?", dataSource)
                .map((row, context) -> Optional.ofNullable(row.getString("last_version")))
                .one();
        long next = last.map(version -> Math.max(start, Instant.parse(version).toEpochMilli() + 1))
                .orElse(start);
        String version = Interval.text(next);
        transaction.execute("UPDATE dcr_datasource SET last_version = ? WHERE data_source = ?", version, dataSource);
        return version;
    }

    private static long nextOrder(Handle transaction, String dataSource) {
        transaction.execute("UPDATE dcr_datasource SET last_order = last_order + 1 WHERE data_source = ?", dataSource);
        return transaction
                .select("SELECT last_order FROM dcr_datasource WHERE data_source = ?", dataSource)
                .mapTo(long.class)
                .one();
    }

    private static void requireNoRollback(String inputFingerprint) {
        if (inputFingerprint.startsWith(BatchRows.ROLLBACK_PREFIX)) {
            throw new IllegalArgumentException("Fingerprint [%s] of an input must not begin with [%s]"
                    .formatted(inputFingerprint, BatchRows.ROLLBACK_PREFIX));
        }
    }

    private static void requireSameTarget(Batch before, long toSeq) {
        if (before.contentOf().orElse(0) != toSeq) {
            throw new IllegalStateException(
                    "Request [%s] of datasource [%s] asked for release [%d] before, not [%d]: use a new request id"
                            .formatted(
                                    before.inputFingerprint(),
                                    before.dataSource(),
                                    before.contentOf().orElse(0),
                                    toSeq));
        }
    }

    private static void requireSameContent(SealedBatch before, SealedBatch now) {
        if (before.replaced().equals(now.replaced()) && before.segments().equals(now.segments())) {
            return;
        }
        throw new IllegalStateException(
                "Input [%s] of datasource [%s] was sealed before with other content: %s. A rerun of the same input must give the same bytes"
                        .formatted(now.inputFingerprint(), now.dataSource(), firstDifference(before, now)));
    }

    private static String firstDifference(SealedBatch before, SealedBatch now) {
        NavigableMap<SegmentId, ReleaseSegment> then = new TreeMap<>();
        before.segments().forEach(segment -> then.put(segment.id(), segment));
        for (ReleaseSegment segment : now.segments()) {
            ReleaseSegment old = then.remove(segment.id());
            if (old == null) {
                return "segment [%s] is new".formatted(segment.id());
            }
            if (!old.equals(segment)) {
                return "segment [%s] had the SHA-256 [%s], now [%s]"
                        .formatted(segment.id(), old.sha256(), segment.sha256());
            }
        }
        return then.isEmpty()
                ? "it replaced %s, now %s".formatted(before.replaced(), now.replaced())
                : "segment [%s] is missing now".formatted(then.firstKey());
    }
}
