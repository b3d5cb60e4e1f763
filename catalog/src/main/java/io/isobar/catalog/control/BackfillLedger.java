package io.isobar.catalog.control;

import io.isobar.catalog.control.BackfillSlice.State;
import io.isobar.catalog.sql.SqlDatabase;
import io.isobar.segment.Interval;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Backfills and their slices: who is at work on what, and what became of it.
 *
 * <p>A claim keeps two backfills from doing the same work twice. It isn't what makes a slice a batch exactly once: that is
 * the {@link BatchLedger}, by the fingerprint of the input. So an owner that has been silent for too long may be taken for
 * dead without harm.
 */
public final class BackfillLedger {
    private static final Logger log = LoggerFactory.getLogger(BackfillLedger.class);

    private final SqlDatabase database;

    BackfillLedger(SqlDatabase database) {
        this.database = database;
    }

    /** Registers a backfill with all its slices pending; one that is there already stays as it is. */
    public Backfill open(BackfillRequest request) {
        return database.write(transaction -> {
            lockTurns(transaction, request.dataSources());
            Optional<Backfill> before = BackfillRows.find(transaction, request.id());
            if (before.isPresent()) {
                return before.get();
            }
            BackfillRows.insert(transaction, request);
            log.info("Backfill [{}] of datasources {} opened", request.id(), request.dataSources());
            return BackfillRows.find(transaction, request.id()).orElseThrow();
        });
    }

    /** The backfill of that id. */
    public Optional<Backfill> find(String id) {
        return database.read(handle -> BackfillRows.find(handle, id));
    }

    /** All backfills, the one that was opened last first. */
    public List<Backfill> list() {
        return database.read(BackfillRows::all);
    }

    /** The slices of a backfill in the order of time; none if there is no such backfill. */
    public List<BackfillSlice> slices(String backfill) {
        return database.read(handle -> BackfillRows.slices(handle, backfill));
    }

    /**
     * Makes {@code owner} the one that works on a slice, if the slice still is as {@code seen} and nobody else works on
     * this stretch of time of one of its datasources. An owner that has been silent for longer than {@code patience}, or of which
     * {@code gone} says that it is no more, holds nothing.
     */
    public ClaimOutcome claim(BackfillSlice seen, String owner, Duration patience, Predicate<String> gone) {
        ClaimOutcome outcome = database.write(transaction -> {
            List<String> dataSources = BackfillRows.dataSources(transaction, seen.backfill());
            lockTurns(transaction, dataSources);
            BackfillSlice now = BackfillRows.lock(transaction, seen);
            if (!now.sameMoment(seen)) {
                return new ClaimOutcome.Changed(now);
            }
            for (BackfillSlice other : BackfillRows.running(transaction, dataSources)) {
                if (!other.interval().overlaps(seen.interval())) {
                    continue;
                }
                boolean alive = other.silence().compareTo(patience) <= 0 && !gone.test(other.owner());
                if (alive) {
                    return new ClaimOutcome.Held(other);
                }
                BackfillRows.end(transaction, other, State.PENDING, "its owner [" + other.owner() + "] is gone");
            }
            BackfillRows.claim(transaction, seen, owner);
            return new ClaimOutcome.Claimed(BackfillRows.lock(transaction, seen));
        });
        log.info("Claim of slice [{}] of backfill [{}]: [{}]", seen.interval(), seen.backfill(), outcome);
        return outcome;
    }

    /** Says that {@code owner} is still at work on what it holds. */
    public void alive(String owner) {
        database.write(transaction -> transaction.execute(
                "UPDATE dcr_backfill_slice SET seen_at = NOW(3) WHERE owner = ? AND state = ?",
                owner,
                State.RUNNING.name()));
    }

    /** The slice of {@code claimed} became these batches; false if the claim was lost in between, which changes nothing. */
    public boolean done(BackfillSlice claimed, List<SliceBatch> batches, String detail) {
        return end(claimed, transaction -> {
            BackfillRows.end(transaction, claimed, State.DONE, detail);
            BackfillRows.sealed(transaction, claimed, batches);
        });
    }

    /** These batches of a slice are sealed, whoever sealed them and whatever becomes of the others. */
    public void sealed(BackfillSlice slice, List<SliceBatch> batches) {
        database.write(transaction -> {
            BackfillRows.lock(transaction, slice);
            BackfillRows.sealed(transaction, slice, batches);
            return null;
        });
    }

    /** The attempt failed; false if the claim was lost in between, which changes nothing. */
    public boolean failed(BackfillSlice claimed, String reason) {
        return end(claimed, transaction -> BackfillRows.end(transaction, claimed, State.FAILED, reason));
    }

    /** The attempt was given up before its end; false if the claim was lost in between, which changes nothing. */
    public boolean released(BackfillSlice claimed, String reason) {
        return end(claimed, transaction -> BackfillRows.end(transaction, claimed, State.PENDING, reason));
    }

    /** There is nothing to do for a slice; false if it isn't as {@code seen} any more, which changes nothing. */
    public boolean skipped(BackfillSlice seen, String reason) {
        return end(seen, transaction -> BackfillRows.end(transaction, seen, State.SKIPPED, reason));
    }

    private boolean end(BackfillSlice expected, Consumer<Handle> change) {
        boolean same = database.write(transaction -> {
            boolean unchanged = BackfillRows.lock(transaction, expected).sameMoment(expected);
            if (unchanged) {
                change.accept(transaction);
            }
            return unchanged;
        });
        log.info(
                "End of slice [{}] of backfill [{}], attempt [{}]: [{}]",
                expected.interval(),
                expected.backfill(),
                expected.attempts(),
                same ? "noted" : "the claim was lost");
        return same;
    }

    /** The slices that lie in that stretch and that somebody works on now, of all backfills of a datasource. */
    public List<BackfillSlice> running(String dataSource, Interval interval) {
        return database.read(handle -> BackfillRows.running(handle, List.of(dataSource)).stream()
                .filter(slice -> slice.interval().overlaps(interval))
                .toList());
    }

    /** In one order for everybody: two that wait for each other would wait for ever. */
    private static void lockTurns(Handle transaction, List<String> dataSources) {
        for (String dataSource : new TreeSet<>(dataSources)) {
            transaction.execute("INSERT IGNORE INTO dcr_backfill_turn (data_source) VALUES (?)", dataSource);
            transaction
                    .select("SELECT data_source FROM dcr_backfill_turn WHERE data_source = ? FOR UPDATE", dataSource)
                    .mapTo(String.class)
                    .one();
        }
    }
}
