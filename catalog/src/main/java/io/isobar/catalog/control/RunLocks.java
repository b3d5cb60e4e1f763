package io.isobar.catalog.control;

import io.isobar.catalog.IntervalSet;
import io.isobar.catalog.sql.Rows;
import io.isobar.catalog.sql.SqlDatabase;
import io.isobar.segment.Interval;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Locks of indexing runs, one per datasource and intervals.
 *
 * <p>A lock is a lease: who doesn't {@link #renew} it within {@link #LEASE} has lost it to whoever asks next. It keeps runs
 * from working in vain, no more; what keeps a release whole is the token, which {@link BatchLedger#seal} compares. So a run
 * that was stopped for an hour and goes on does no harm.
 */
public final class RunLocks {
    /** A holder that says nothing for so long is taken for dead. */
    public static final Duration LEASE = Duration.ofSeconds(60);

    private static final Logger log = LoggerFactory.getLogger(RunLocks.class);
    private static final String COLUMNS =
            "SELECT data_source, token, input_fingerprint, intervals, host, pid, guarded_by,"
                    + " granted_at, renewed_at, NOW(3) AS asked_at FROM dcr_run_lock WHERE data_source = ? AND ";

    private final SqlDatabase database;

    RunLocks(SqlDatabase database) {
        this.database = database;
    }

    /**
     * What a run asks for.
     *
     * @param intervals all that it may replace
     */
    public record Request(
            String dataSource,
            String inputFingerprint,
            List<Interval> intervals,
            LockHolder holder,
            RunLock.Guard guard) {
        public Request {
            intervals = IntervalSet.of(intervals).asList();
        }
    }

    /**
     * Asks for a lock, once. It is granted unless a living run holds one that overlaps.
     *
     * @param isGone whether the caller knows the holder of a lock to be dead although its lease isn't over
     */
    public LockOutcome grant(Request request, Predicate<RunLock> isGone) {
        LockOutcome outcome = database.write(transaction -> {
            BatchRows.lockDataSource(transaction, request.dataSource());
            Optional<RunLock> holder = overlapping(transaction, request, isGone);
            return holder.isPresent()
                    ? new LockOutcome.Held(holder.get())
                    : new LockOutcome.Granted(insert(transaction, request));
        });
        log.info("Lock of datasource [{}], intervals {}: [{}]", request.dataSource(), request.intervals(), outcome);
        return outcome;
    }

    private static Optional<RunLock> overlapping(Handle transaction, Request request, Predicate<RunLock> isGone) {
        return transaction
                .select(COLUMNS + "released_at IS NULL ORDER BY token", request.dataSource())
                .map((row, context) -> Lease.read(row))
                .list()
                .stream()
                .filter(lease -> !lease.isOver())
                .map(Lease::lock)
                .filter(lock -> lock.overlaps(request.intervals()) && !isGone.test(lock))
                .findFirst();
    }

    private static RunLock insert(Handle transaction, Request request) {
        transaction.execute(
                "UPDATE dcr_datasource SET last_lock_token = last_lock_token + 1 WHERE data_source = ?",
                request.dataSource());
        long token = transaction
                .select("SELECT last_lock_token FROM dcr_datasource WHERE data_source = ?", request.dataSource())
                .mapTo(long.class)
                .one();
        transaction.execute(
                "INSERT INTO dcr_run_lock (data_source, token, input_fingerprint, intervals, host, pid, guarded_by,"
                        + " granted_at, renewed_at) VALUES (?, ?, ?, ?, ?, ?, ?, NOW(3), NOW(3))",
                request.dataSource(),
                token,
                request.inputFingerprint(),
                String.join(
                        " ",
                        request.intervals().stream().map(Interval::toString).toList()),
                request.holder().host(),
                request.holder().pid(),
                request.guard().name());
        return transaction
                .select(COLUMNS + "token = ?", request.dataSource(), token)
                .map((row, context) -> Lease.read(row).lock())
                .one();
    }

    /** Prolongs a lease. False if another run has been granted a lock since that overlaps: this one's seal will be refused. */
    public boolean renew(RunLock lock) {
        return database.write(transaction -> {
            BatchRows.lockDataSource(transaction, lock.dataSource());
            boolean isOurs = later(transaction, lock.dataSource(), lock.token(), lock.intervals())
                    .isEmpty();
            // a lock that was taken over must not come back to life
            transaction.execute(
                    "UPDATE dcr_run_lock SET %s = NOW(3) WHERE data_source = ? AND token = ?"
                            .formatted(isOurs ? "renewed_at" : "released_at"),
                    lock.dataSource(),
                    lock.token());
            return isOurs;
        });
    }

    /** Gives a lock back. Its token goes on counting. */
    public void release(RunLock lock) {
        database.write(transaction -> transaction.execute(
                "UPDATE dcr_run_lock SET released_at = NOW(3) WHERE data_source = ? AND token = ? AND released_at IS NULL",
                lock.dataSource(),
                lock.token()));
    }

    /** The first lock that was granted after a token, and overlaps. */
    static Optional<RunLock> later(Handle handle, String dataSource, long token, List<Interval> intervals) {
        return handle
                .select(COLUMNS + "token > ? ORDER BY token", dataSource, token)
                .map((row, context) -> Lease.read(row).lock())
                .list()
                .stream()
                .filter(lock -> lock.overlaps(intervals))
                .findFirst();
    }

    private record Lease(RunLock lock, Instant renewedAt, Instant askedAt) {
        static Lease read(ResultSet row) throws SQLException {
            RunLock lock = new RunLock(
                    row.getString("data_source"),
                    row.getLong("token"),
                    row.getString("input_fingerprint"),
                    Stream.of(row.getString("intervals").split(" "))
                            .map(Interval::parse)
                            .toList(),
                    new LockHolder(row.getString("host"), row.getLong("pid")),
                    RunLock.Guard.valueOf(row.getString("guarded_by")),
                    Rows.instant(row, "granted_at"));
            return new Lease(lock, Rows.instant(row, "renewed_at"), Rows.instant(row, "asked_at"));
        }

        boolean isOver() {
            return renewedAt.plus(LEASE).isBefore(askedAt);
        }
    }
}
