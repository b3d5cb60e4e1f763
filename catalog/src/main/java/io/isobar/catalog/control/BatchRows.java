package io.isobar.catalog.control;

import io.isobar.catalog.ReleaseRef;
import io.isobar.catalog.SealedBatch;
import io.isobar.catalog.sql.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;

/** The rows of {@code dcr_batch}. */
final class BatchRows {
    static final String ROLLBACK_PREFIX = "rollback:";

    private static final int LONGEST_REFUSAL = 4000;
    private static final String SELECT =
            "SELECT data_source, input_fingerprint, version, state, seal_order, content_of,"
                    + " release_seq, release_root, refusal FROM dcr_batch WHERE data_source = ? AND ";

    private BatchRows() {}

    static Optional<Batch> find(Handle handle, String dataSource, String inputFingerprint) {
        return handle.select(SELECT + "input_fingerprint = ?", dataSource, inputFingerprint)
                .map((row, context) -> batch(row))
                .findOne();
    }

    static Optional<Batch> lock(Handle transaction, String dataSource, String inputFingerprint) {
        return transaction
                .select(SELECT + "input_fingerprint = ? FOR UPDATE", dataSource, inputFingerprint)
                .map((row, context) -> batch(row))
                .findOne();
    }

    /** Whatever else is to be decided for a datasource waits until the transaction ends. */
    static void lockDataSource(Handle transaction, String dataSource) {
        if (transaction
                .select("SELECT data_source FROM dcr_datasource WHERE data_source = ? FOR UPDATE", dataSource)
                .mapTo(String.class)
                .findOne()
                .isEmpty()) {
            throw Head.unregistered(dataSource);
        }
    }

    /** Of all batches of an input the one that was sealed last. */
    static Optional<Batch> lastSealed(Handle handle, String dataSource, String inputFingerprint) {
        return handle.select(
                        SELECT + "(input_fingerprint = ? OR input_fingerprint LIKE ?) AND seal_order > 0"
                                + " ORDER BY seal_order DESC LIMIT 1",
                        dataSource,
                        inputFingerprint,
                        inputFingerprint + BatchLedger.AGAIN + "%")
                .map((row, context) -> batch(row))
                .findOne();
    }

    static String repetition(String inputFingerprint, int number) {
        return inputFingerprint + BatchLedger.AGAIN + number;
    }

    /** How often an input was begun again. */
    static int repetitions(Handle transaction, String dataSource, String inputFingerprint) {
        return transaction
                .select(
                        "SELECT COUNT(*) FROM dcr_batch WHERE data_source = ? AND input_fingerprint LIKE ?",
                        dataSource,
                        inputFingerprint + BatchLedger.AGAIN + "%")
                .mapTo(int.class)
                .one();
    }

    static boolean isUntold(Handle transaction, String dataSource, String inputFingerprint) {
        return transaction
                        .select(
                                "SELECT COUNT(*) FROM dcr_batch"
                                        + " WHERE data_source = ? AND input_fingerprint = ? AND told_at IS NULL",
                                dataSource,
                                inputFingerprint)
                        .mapTo(int.class)
                        .one()
                > 0;
    }

    static long lockToken(Handle transaction, String dataSource, String inputFingerprint) {
        return transaction
                .select(
                        "SELECT lock_token FROM dcr_batch WHERE data_source = ? AND input_fingerprint = ?",
                        dataSource,
                        inputFingerprint)
                .mapTo(long.class)
                .one();
    }

    /** Writes into a batch under which lock it is built. */
    static BatchTicket underLock(Handle transaction, RunLock lock, BatchTicket ticket) {
        transaction.execute(
                "UPDATE dcr_batch SET lock_token = ? WHERE data_source = ? AND input_fingerprint = ? AND lock_token < ?",
                lock.token(),
                ticket.dataSource(),
                ticket.inputFingerprint(),
                lock.token());
        return ticket;
    }

    /** Sealed and not yet distributed, in the order of sealing. */
    static List<Batch> sealed(Handle handle, String dataSource) {
        return inOrder(handle, dataSource, BatchState.SEALED);
    }

    /** What is being distributed: one at most. */
    static List<Batch> distributing(Handle handle, String dataSource) {
        return inOrder(handle, dataSource, BatchState.DISTRIBUTING);
    }

    private static List<Batch> inOrder(Handle handle, String dataSource, BatchState state) {
        return handle.select(SELECT + "state = ? ORDER BY seal_order", dataSource, state.name())
                .map((row, context) -> batch(row))
                .list();
    }

    /** What a batch consists of; rollbacks have none. */
    static SealedBatch content(Handle handle, Batch batch) {
        return handle.select(
                        "SELECT content FROM dcr_batch WHERE data_source = ? AND input_fingerprint = ?",
                        batch.dataSource(),
                        batch.inputFingerprint())
                .map((row, context) -> SealedBatch.parse(row.getBytes("content")))
                .one();
    }

    static void begin(Handle transaction, String dataSource, String fingerprint, String version, long homeEpoch) {
        transaction.execute(
                "INSERT INTO dcr_batch (data_source, input_fingerprint, version, state, seal_order, home_epoch, begun_at)"
                        + " VALUES (?, ?, ?, ?, 0, ?, NOW(3))",
                dataSource,
                fingerprint,
                version,
                BatchState.BEGUN.name(),
                homeEpoch);
    }

    static void seal(Handle transaction, SealedBatch batch, long order) {
        transaction.execute(
                "UPDATE dcr_batch SET state = ?, seal_order = ?, home_epoch = ?, content = ?, sealed_at = NOW(3)"
                        + " WHERE data_source = ? AND input_fingerprint = ?",
                BatchState.SEALED.name(),
                order,
                batch.homeEpoch(),
                batch.canonicalJson(),
                batch.dataSource(),
                batch.inputFingerprint());
    }

    static void insertRollback(
            Handle transaction, Home home, String fingerprint, String version, long toSeq, long order) {
        transaction.execute(
                "INSERT INTO dcr_batch (data_source, input_fingerprint, version, state, seal_order, content_of, home_epoch,"
                        + " begun_at, sealed_at) VALUES (?, ?, ?, ?, ?, ?, ?, NOW(3), NOW(3))",
                home.dataSource(),
                fingerprint,
                version,
                BatchState.SEALED.name(),
                order,
                toSeq,
                home.epoch());
    }

    static void distribute(Handle transaction, Batch batch, ReleaseRef release) {
        transaction.execute(
                "UPDATE dcr_batch SET state = ?, release_seq = ?, release_root = ?"
                        + " WHERE data_source = ? AND input_fingerprint = ?",
                BatchState.DISTRIBUTING.name(),
                release.seq(),
                release.root(),
                batch.dataSource(),
                batch.inputFingerprint());
    }

    static void refuse(Handle transaction, Batch batch, String reason) {
        transaction.execute(
                "UPDATE dcr_batch SET state = ?, refusal = ? WHERE data_source = ? AND input_fingerprint = ?",
                BatchState.REFUSED.name(),
                reason.substring(0, Math.min(reason.length(), LONGEST_REFUSAL)),
                batch.dataSource(),
                batch.inputFingerprint());
    }

    static void release(Handle transaction, ReleaseRef release) {
        transaction.execute(
                "UPDATE dcr_batch SET state = ? WHERE data_source = ? AND release_seq = ? AND release_root = ?",
                BatchState.RELEASED.name(),
                release.dataSource(),
                release.seq(),
                release.root());
    }

    private static Batch batch(ResultSet row) throws SQLException {
        String dataSource = row.getString("data_source");
        OptionalLong seq = Rows.optionalNumber(row, "release_seq");
        return new Batch(
                dataSource,
                row.getString("input_fingerprint"),
                row.getString("version"),
                row.getLong("seal_order"),
                BatchState.valueOf(row.getString("state")),
                Rows.optionalNumber(row, "content_of"),
                seq.isPresent()
                        ? Optional.of(new ReleaseRef(dataSource, seq.getAsLong(), row.getString("release_root")))
                        : Optional.empty(),
                Rows.optionalText(row, "refusal"));
    }
}
