package io.isobar.catalog.dc;

import io.isobar.catalog.Commit;
import io.isobar.catalog.Manifest;
import io.isobar.catalog.ReleaseRef;
import io.isobar.catalog.ReleaseSegment;
import io.isobar.catalog.View;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The rows of {@code isobar_release}, {@code isobar_release_segment} and {@code isobar_head}. */
final class ReleaseTable {
    private static final int BATCH = 1000;

    /** What a release is to the DC. */
    enum State {
        STAGED,
        HEAD,
        PREVIOUS,
        /** Nobody opens it any more; it can be retired. */
        CLOSED,
        /** Only its manifest and commit are kept. */
        RETIRED
    }

    /**
     * A release's row.
     *
     * @param deepStorage the store that its segments are in
     */
    record Row(ReleaseRef release, State state, URI deepStorage) {}

    private ReleaseTable() {}

    static Optional<Row> find(Handle handle, String dataSource, long seq) {
        return handle.select(
                        "SELECT data_source, seq, root, state, deep_storage FROM isobar_release"
                                + " WHERE data_source = ? AND seq = ?",
                        dataSource,
                        seq)
                .map((row, context) -> new Row(
                        new ReleaseRef(row.getString("data_source"), row.getLong("seq"), row.getString("root")),
                        State.valueOf(row.getString("state")),
                        URI.create(row.getString("deep_storage"))))
                .findOne();
    }

    /** The releases whose views can be opened, by datasource and number. */
    static List<Row> open(Handle handle) {
        return handle.select(
                        "SELECT data_source, seq, root, state, deep_storage FROM isobar_release"
                                + " WHERE state IN (?, ?, ?) ORDER BY data_source, seq",
                        State.STAGED.name(),
                        State.HEAD.name(),
                        State.PREVIOUS.name())
                .map((row, context) -> new Row(
                        new ReleaseRef(row.getString("data_source"), row.getLong("seq"), row.getString("root")),
                        State.valueOf(row.getString("state")),
                        URI.create(row.getString("deep_storage"))))
                .list();
    }

    static List<ReleaseRef> closed(Handle handle, String dataSource) {
        return handle.select(
                        "SELECT seq, root FROM isobar_release WHERE data_source = ? AND state = ? ORDER BY seq",
                        dataSource,
                        State.CLOSED.name())
                .map((row, context) -> new ReleaseRef(dataSource, row.getLong("seq"), row.getString("root")))
                .list();
    }

    static Manifest manifest(Handle handle, String dataSource, long seq) {
        return handle.select("SELECT manifest FROM isobar_release WHERE data_source = ? AND seq = ?", dataSource, seq)
                .map((row, context) -> Manifest.parse(row.getBytes("manifest")))
                .one();
    }

    static List<ReleaseSegment> segments(Handle handle, String dataSource, long seq) {
        return handle.select(
                        "SELECT segment FROM isobar_release_segment WHERE data_source = ? AND seq = ?", dataSource, seq)
                .map((row, context) -> ReleaseSegment.parse(dataSource, row.getBytes("segment")))
                .list();
    }

    static void stage(Handle transaction, ReleaseRef release, Manifest manifest, URI deepStorage, State state) {
        transaction.execute(
                "INSERT INTO isobar_release (data_source, seq, root, state, deep_storage, manifest, staged_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, NOW(3)) ON DUPLICATE KEY UPDATE root = VALUES(root),"
                        + " state = VALUES(state), deep_storage = VALUES(deep_storage), manifest = VALUES(manifest),"
                        + " staged_at = VALUES(staged_at)",
                release.dataSource(),
                release.seq(),
                release.root(),
                state.name(),
                deepStorage.toString(),
                manifest.canonicalJson());
    }

    static void replaceSegments(Handle transaction, View view) {
        deleteSegments(transaction, view.dataSource(), view.seq());
        PreparedBatch batch = transaction.prepareBatch(
                "INSERT INTO isobar_release_segment (data_source, seq, segment_id, segment) VALUES (?, ?, ?, ?)");
        for (ReleaseSegment segment : view.segments().values()) {
            batch.add(view.dataSource(), view.seq(), segment.id().toString(), segment.canonicalJson());
            if (batch.size() == BATCH) {
                batch.execute();
            }
        }
        if (batch.size() > 0) {
            batch.execute();
        }
    }

    static void deleteSegments(Handle transaction, String dataSource, long seq) {
        transaction.execute("DELETE FROM isobar_release_segment WHERE data_source = ? AND seq = ?", dataSource, seq);
    }

    static Optional<Commit> head(Handle handle, String dataSource, String lock) {
        return handle.select("SELECT seq, root, chain, epoch FROM isobar_head WHERE data_source = ?" + lock, dataSource)
                .map((row, context) -> new Commit(
                        new ReleaseRef(dataSource, row.getLong("seq"), row.getString("root")),
                        row.getString("chain"),
                        row.getLong("epoch")))
                .findOne();
    }

    /** The head moves; the one before stays open for queries under way, all others before it close. */
    static void moveHead(Handle transaction, Commit commit) {
        ReleaseRef release = commit.release();
        transaction.execute(
                "UPDATE isobar_release SET state = ? WHERE data_source = ? AND seq < ? AND state IN (?, ?)",
                State.CLOSED.name(),
                release.dataSource(),
                release.seq(),
                State.PREVIOUS.name(),
                State.STAGED.name());
        transaction.execute(
                "UPDATE isobar_release SET state = ? WHERE data_source = ? AND state = ?",
                State.PREVIOUS.name(),
                release.dataSource(),
                State.HEAD.name());
        transaction.execute(
                "UPDATE isobar_release SET state = ?, chain = ?, commit_epoch = ?, activated_at = NOW(3)"
                        + " WHERE data_source = ? AND seq = ?",
                State.HEAD.name(),
                commit.chain(),
                commit.epoch(),
                release.dataSource(),
                release.seq());
        transaction.execute(
                "INSERT INTO isobar_head (data_source, seq, root, chain, epoch) VALUES (?, ?, ?, ?, ?)"
                        + " ON DUPLICATE KEY UPDATE seq = VALUES(seq), root = VALUES(root), chain = VALUES(chain),"
                        + " epoch = VALUES(epoch)",
                release.dataSource(),
                release.seq(),
                release.root(),
                commit.chain(),
                commit.epoch());
    }

    static void setState(Handle transaction, ReleaseRef release, State state) {
        transaction.execute(
                "UPDATE isobar_release SET state = ? WHERE data_source = ? AND seq = ?",
                state.name(),
                release.dataSource(),
                release.seq());
    }
}
