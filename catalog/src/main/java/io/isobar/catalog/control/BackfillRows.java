package io.isobar.catalog.control;

import io.isobar.catalog.control.BackfillSlice.State;
import io.isobar.catalog.sql.Rows;
import io.isobar.segment.Interval;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The rows of {@code dcr_backfill} and {@code dcr_backfill_slice}. */
final class BackfillRows {
    private static final int LONGEST_DETAIL = 4000;
    private static final int LONGEST_SPEC = 1000;
    private static final String BACKFILL =
            "SELECT id, data_source, range_start, range_end, step, spec, opened_at FROM dcr_backfill ";
    private static final String SLICE = "SELECT backfill, data_source, slice_start, slice_end, state, attempts, owner,"
            + " input_fingerprint, version, detail, claimed_at, seen_at, ended_at, NOW(3) AS asked_at"
            + " FROM dcr_backfill_slice WHERE ";
    private static final String KEY = " WHERE backfill = ? AND slice_start = ?";

    private BackfillRows() {}

    static void insert(Handle transaction, BackfillRequest request) {
        transaction.execute(
                "INSERT INTO dcr_backfill (id, data_source, range_start, range_end, step, spec, opened_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, NOW(3))",
                request.id(),
                request.dataSource(),
                request.range().start(),
                request.range().end(),
                request.step(),
                cut(request.spec(), LONGEST_SPEC));
        PreparedBatch batch = transaction.prepareBatch(
                "INSERT INTO dcr_backfill_slice (backfill, data_source, slice_start, slice_end, state, attempts, owner, detail)"
                        + " VALUES (?, ?, ?, ?, ?, 0, '', '')");
        for (Interval slice : request.slices()) {
            batch.add(request.id(), request.dataSource(), slice.start(), slice.end(), State.PENDING.name());
        }
        batch.execute();
    }

    static Optional<Backfill> find(Handle handle, String id) {
        return handle.select(BACKFILL + "WHERE id = ?", id)
                .map((row, context) -> backfill(row))
                .findOne();
    }

    static List<Backfill> all(Handle handle) {
        return handle.select(BACKFILL + "ORDER BY opened_at DESC, id")
                .map((row, context) -> backfill(row))
                .list();
    }

    static List<BackfillSlice> slices(Handle handle, String backfill) {
        return handle.select(SLICE + "backfill = ? ORDER BY slice_start", backfill)
                .map((row, context) -> slice(row))
                .list();
    }

    static BackfillSlice lock(Handle transaction, BackfillSlice slice) {
        return transaction
                .select(
                        SLICE + "backfill = ? AND slice_start = ? FOR UPDATE",
                        slice.backfill(),
                        slice.interval().start())
                .map((row, context) -> slice(row))
                .one();
    }

    static List<BackfillSlice> running(Handle handle, String dataSource) {
        return handle.select(
                        SLICE + "data_source = ? AND state = ? ORDER BY slice_start, backfill",
                        dataSource,
                        State.RUNNING.name())
                .map((row, context) -> slice(row))
                .list();
    }

    static void claim(Handle transaction, BackfillSlice slice, String owner) {
        transaction.execute(
                "UPDATE dcr_backfill_slice SET state = ?, attempts = attempts + 1, owner = ?, detail = '',"
                        + " claimed_at = NOW(3), seen_at = NOW(3), ended_at = NULL"
                        + KEY,
                State.RUNNING.name(),
                owner,
                slice.backfill(),
                slice.interval().start());
    }

    static void done(Handle transaction, BackfillSlice slice, String inputFingerprint, String version, String detail) {
        end(transaction, slice, State.DONE, detail);
        transaction.execute(
                "UPDATE dcr_backfill_slice SET input_fingerprint = ?, version = ?" + KEY,
                inputFingerprint,
                version,
                slice.backfill(),
                slice.interval().start());
    }

    static void end(Handle transaction, BackfillSlice slice, State state, String detail) {
        transaction.execute(
                "UPDATE dcr_backfill_slice SET state = ?, detail = ?, ended_at = NOW(3)" + KEY,
                state.name(),
                cut(detail, LONGEST_DETAIL),
                slice.backfill(),
                slice.interval().start());
    }

    private static String cut(String text, int longest) {
        return text.substring(0, Math.min(text.length(), longest));
    }

    private static Backfill backfill(ResultSet row) throws SQLException {
        return new Backfill(
                row.getString("id"),
                row.getString("data_source"),
                new Interval(row.getLong("range_start"), row.getLong("range_end")),
                row.getString("step"),
                row.getString("spec"),
                Rows.instant(row, "opened_at"));
    }

    private static BackfillSlice slice(ResultSet row) throws SQLException {
        return new BackfillSlice(
                row.getString("backfill"),
                row.getString("data_source"),
                new Interval(row.getLong("slice_start"), row.getLong("slice_end")),
                State.valueOf(row.getString("state")),
                row.getInt("attempts"),
                row.getString("owner"),
                Rows.optionalText(row, "input_fingerprint"),
                Rows.optionalText(row, "version"),
                row.getString("detail"),
                Rows.optionalInstant(row, "claimed_at"),
                Rows.optionalInstant(row, "seen_at"),
                Rows.optionalInstant(row, "ended_at"),
                Rows.instant(row, "asked_at"));
    }
}
