package io.isobar.catalog.control;

import io.isobar.catalog.control.BackfillSlice.State;
import io.isobar.catalog.sql.Rows;
import io.isobar.segment.Interval;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The rows of {@code dcr_backfill} and {@code dcr_backfill_slice}, and of what belongs to them. */
final class BackfillRows {
    private static final int LONGEST_DETAIL = 4000;
    private static final int LONGEST_SPEC = 1000;
    private static final String BACKFILL =
            "SELECT id, range_start, range_end, step, spec, opened_at FROM dcr_backfill ";
    private static final String SLICE = "SELECT backfill, slice_start, slice_end, state, attempts, owner, detail,"
            + " claimed_at, seen_at, ended_at, NOW(3) AS asked_at FROM dcr_backfill_slice WHERE ";
    private static final String BATCH = "SELECT b.slice_start, b.data_source, b.input_fingerprint, b.version"
            + " FROM dcr_backfill_batch b JOIN dcr_backfill_output o"
            + " ON o.backfill = b.backfill AND o.data_source = b.data_source WHERE ";
    private static final String KEY = " WHERE backfill = ? AND slice_start = ?";

    private BackfillRows() {}

    static void insert(Handle transaction, BackfillRequest request) {
        transaction.execute(
                "INSERT INTO dcr_backfill (id, range_start, range_end, step, spec, opened_at)"
                        + " VALUES (?, ?, ?, ?, ?, NOW(3))",
                request.id(),
                request.range().start(),
                request.range().end(),
                request.step(),
                cut(request.spec(), LONGEST_SPEC));
        for (int i = 0; i < request.dataSources().size(); i++) {
            transaction.execute(
                    "INSERT INTO dcr_backfill_output (backfill, data_source, place) VALUES (?, ?, ?)",
                    request.id(),
                    request.dataSources().get(i),
                    i);
        }
        PreparedBatch batch = transaction.prepareBatch(
                "INSERT INTO dcr_backfill_slice (backfill, slice_start, slice_end, state, attempts, owner, detail)"
                        + " VALUES (?, ?, ?, ?, 0, '', '')");
        for (Interval slice : request.slices()) {
            batch.add(request.id(), slice.start(), slice.end(), State.PENDING.name());
        }
        batch.execute();
    }

    static Optional<Backfill> find(Handle handle, String id) {
        return handle.select(BACKFILL + "WHERE id = ?", id)
                .map((row, context) -> backfill(row, handle))
                .findOne();
    }

    static List<Backfill> all(Handle handle) {
        return handle.select(BACKFILL + "ORDER BY opened_at DESC, id")
                .map((row, context) -> backfill(row, handle))
                .list();
    }

    /** In the order in which the spec names them. */
    static List<String> dataSources(Handle handle, String backfill) {
        return handle.select("SELECT data_source FROM dcr_backfill_output WHERE backfill = ? ORDER BY place", backfill)
                .mapTo(String.class)
                .list();
    }

    static List<BackfillSlice> slices(Handle handle, String backfill) {
        Map<Long, List<SliceBatch>> batches = new HashMap<>();
        handle.select(BATCH + "b.backfill = ? ORDER BY o.place", backfill)
                .map((row, context) -> Map.entry(row.getLong("slice_start"), batch(row)))
                .forEach(entry -> batches.computeIfAbsent(entry.getKey(), start -> new ArrayList<>())
                        .add(entry.getValue()));
        return handle.select(SLICE + "backfill = ? ORDER BY slice_start", backfill)
                .map((row, context) -> slice(row, batches.getOrDefault(row.getLong("slice_start"), List.of())))
                .list();
    }

    private static List<SliceBatch> batches(Handle handle, String backfill, long start) {
        return handle.select(BATCH + "b.backfill = ? AND b.slice_start = ? ORDER BY o.place", backfill, start)
                .map((row, context) -> batch(row))
                .list();
    }

    private static SliceBatch batch(ResultSet row) throws SQLException {
        return new SliceBatch(
                row.getString("data_source"), row.getString("input_fingerprint"), row.getString("version"));
    }

    static BackfillSlice lock(Handle transaction, BackfillSlice slice) {
        return transaction
                .select(
                        SLICE + "backfill = ? AND slice_start = ? FOR UPDATE",
                        slice.backfill(),
                        slice.interval().start())
                .map((row, context) -> slice(
                        row,
                        batches(transaction, slice.backfill(), slice.interval().start())))
                .one();
    }

    /** Of all backfills that write one of these datasources. */
    static List<BackfillSlice> running(Handle handle, List<String> dataSources) {
        return handle.createQuery(SLICE + "state = :state AND backfill IN (SELECT backfill FROM dcr_backfill_output"
                        + " WHERE data_source IN (<dataSources>)) ORDER BY slice_start, backfill")
                .bind("state", State.RUNNING.name())
                .bindList("dataSources", dataSources)
                .map((row, context) -> slice(row, List.of()))
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

    static void sealed(Handle transaction, BackfillSlice slice, List<SliceBatch> batches) {
        transaction.execute(
                "DELETE FROM dcr_backfill_batch" + KEY,
                slice.backfill(),
                slice.interval().start());
        for (SliceBatch batch : batches) {
            transaction.execute(
                    "INSERT INTO dcr_backfill_batch (backfill, slice_start, data_source, input_fingerprint, version)"
                            + " VALUES (?, ?, ?, ?, ?)",
                    slice.backfill(),
                    slice.interval().start(),
                    batch.dataSource(),
                    batch.inputFingerprint(),
                    batch.version());
        }
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

    private static Backfill backfill(ResultSet row, Handle handle) throws SQLException {
        return new Backfill(
                row.getString("id"),
                dataSources(handle, row.getString("id")),
                new Interval(row.getLong("range_start"), row.getLong("range_end")),
                row.getString("step"),
                row.getString("spec"),
                Rows.instant(row, "opened_at"));
    }

    private static BackfillSlice slice(ResultSet row, List<SliceBatch> batches) throws SQLException {
        return new BackfillSlice(
                row.getString("backfill"),
                new Interval(row.getLong("slice_start"), row.getLong("slice_end")),
                State.valueOf(row.getString("state")),
                row.getInt("attempts"),
                row.getString("owner"),
                batches,
                row.getString("detail"),
                Rows.optionalInstant(row, "claimed_at"),
                Rows.optionalInstant(row, "seen_at"),
                Rows.optionalInstant(row, "ended_at"),
                Rows.instant(row, "asked_at"));
    }
}
