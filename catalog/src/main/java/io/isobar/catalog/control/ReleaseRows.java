package io.isobar.catalog.control;

import io.isobar.catalog.Commit;
import io.isobar.catalog.Manifest;
import io.isobar.catalog.ReleaseRef;
import io.isobar.catalog.Totals;
import io.isobar.catalog.sql.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The rows of {@code dcr_release}, {@code dcr_manifest} and {@code dcr_chain}. */
final class ReleaseRows {
    private static final String SELECT =
            "SELECT r.data_source, r.seq, r.root, r.state, r.content_of, r.input_fingerprint,"
                    + " r.producer_dc, r.segment_count, r.row_count, r.byte_count, r.added_count, r.removed_count, r.started_at,"
                    + " c.chain, c.epoch, c.committed_at"
                    + " FROM dcr_release r LEFT JOIN dcr_chain c ON c.data_source = r.data_source AND c.seq = r.seq"
                    + " WHERE r.data_source = ? ";

    private ReleaseRows() {}

    static List<Release> list(Handle handle, String dataSource) {
        return handle.select(SELECT + "ORDER BY r.seq", dataSource)
                .map((row, context) -> release(row))
                .list();
    }

    static Optional<Release> find(Handle handle, String dataSource, long seq) {
        return handle.select(SELECT + "AND r.seq = ?", dataSource, seq)
                .map((row, context) -> release(row))
                .findOne();
    }

    static Optional<Release> inState(Handle handle, String dataSource, ReleaseState state) {
        return handle.select(SELECT + "AND r.state = ?", dataSource, state.name())
                .map((row, context) -> release(row))
                .findOne();
    }

    static boolean isDistributing(Handle handle, ReleaseRef release) {
        return inState(handle, release.dataSource(), ReleaseState.DISTRIBUTING)
                .filter(found -> found.ref().equals(release))
                .isPresent();
    }

    static void requireCommitted(Handle handle, String dataSource, long seq) {
        if (commit(handle, dataSource, seq).isEmpty()) {
            throw new NoSuchElementException(
                    "Release [%d] of datasource [%s] is not among the committed ones: 'isobar release list' shows those"
                            .formatted(seq, dataSource));
        }
    }

    static Manifest manifest(Handle handle, ReleaseRef release) {
        byte @Nullable [] json = handle.select(
                        "SELECT manifest FROM dcr_manifest WHERE data_source = ? AND seq = ? AND root = ?",
                        release.dataSource(),
                        release.seq(),
                        release.root())
                .map((row, context) -> row.getBytes("manifest"))
                .findOne()
                .orElseThrow(() -> new NoSuchElementException("No manifest of release [%s]".formatted(release)));
        return Manifest.parse(json);
    }

    static void insert(Handle transaction, ReleaseRef release, Manifest manifest, long epoch) {
        transaction.execute(
                "INSERT INTO dcr_release (data_source, seq, root, state, content_of, input_fingerprint, producer_dc,"
                        + " segment_count, row_count, byte_count, added_count, removed_count, started_epoch, started_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NOW(3))",
                release.dataSource(),
                release.seq(),
                release.root(),
                ReleaseState.DISTRIBUTING.name(),
                boxed(manifest.contentOf()),
                manifest.inputFingerprint(),
                manifest.producerDc(),
                manifest.totals().segments(),
                manifest.totals().rows(),
                manifest.totals().bytes(),
                manifest.added().size(),
                manifest.removed().size(),
                epoch);
        transaction.execute(
                "INSERT INTO dcr_manifest (data_source, seq, root, manifest) VALUES (?, ?, ?, ?)",
                release.dataSource(),
                release.seq(),
                release.root(),
                manifest.canonicalJson());
    }

    static void commit(Handle transaction, Commit commit) {
        ReleaseRef release = commit.release();
        transaction.execute(
                "INSERT INTO dcr_chain (data_source, seq, root, chain, epoch, committed_at) VALUES (?, ?, ?, ?, ?, NOW(3))",
                release.dataSource(),
                release.seq(),
                release.root(),
                commit.chain(),
                commit.epoch());
        setState(transaction, release.dataSource(), release.seq() - 1, ReleaseState.SUPERSEDED);
        setState(transaction, release.dataSource(), release.seq(), ReleaseState.COMMITTED);
    }

    static Optional<Commit> commit(Handle handle, String dataSource, long seq) {
        return handle.select(
                        "SELECT data_source, seq, root, chain, epoch FROM dcr_chain WHERE data_source = ? AND seq = ?",
                        dataSource,
                        seq)
                .map((row, context) -> commit(row))
                .findOne();
    }

    static List<Commit> chain(Handle handle, String dataSource) {
        return handle.select(
                        "SELECT data_source, seq, root, chain, epoch FROM dcr_chain WHERE data_source = ? ORDER BY seq",
                        dataSource)
                .map((row, context) -> commit(row))
                .list();
    }

    private static void setState(Handle transaction, String dataSource, long seq, ReleaseState state) {
        transaction.execute(
                "UPDATE dcr_release SET state = ? WHERE data_source = ? AND seq = ?", state.name(), dataSource, seq);
    }

    private static Commit commit(ResultSet row) throws SQLException {
        return new Commit(
                new ReleaseRef(row.getString("data_source"), row.getLong("seq"), row.getString("root")),
                row.getString("chain"),
                row.getLong("epoch"));
    }

    private static Release release(ResultSet row) throws SQLException {
        ReleaseState state = ReleaseState.valueOf(row.getString("state"));
        return new Release(
                new ReleaseRef(row.getString("data_source"), row.getLong("seq"), row.getString("root")),
                state,
                Rows.optionalNumber(row, "content_of"),
                row.getString("input_fingerprint"),
                row.getString("producer_dc"),
                new Totals(row.getInt("segment_count"), row.getLong("row_count"), row.getLong("byte_count")),
                row.getInt("added_count"),
                row.getInt("removed_count"),
                Rows.instant(row, "started_at"),
                Rows.optionalInstant(row, "committed_at"),
                state == ReleaseState.DISTRIBUTING ? Optional.empty() : Optional.of(commit(row)));
    }

    private static @Nullable Long boxed(OptionalLong number) {
        return number.isPresent() ? number.getAsLong() : null;
    }
}
