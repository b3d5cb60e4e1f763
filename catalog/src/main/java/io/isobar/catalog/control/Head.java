package io.isobar.catalog.control;

import io.isobar.catalog.Commit;
import io.isobar.catalog.ReleaseRef;
import io.isobar.catalog.View;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * The row of a datasource's head.
 *
 * @param seq 0 before the first commit
 * @param epoch of the controller that committed it
 */
record Head(String dataSource, long seq, String root, String chain, long epoch, long membershipVersion) {
    private static final String SELECT =
            "SELECT data_source, seq, root, chain, epoch, membership_version FROM dcr_head WHERE data_source = ?";

    /** The head as it is now. */
    static Optional<Head> read(Handle handle, String dataSource) {
        return map(handle.select(SELECT, dataSource));
    }

    /** The head, which doesn't change until the transaction ends. */
    static Head lock(Handle transaction, String dataSource) {
        return map(transaction.select(SELECT + " FOR UPDATE", dataSource)).orElseThrow(() -> unregistered(dataSource));
    }

    static void insertFirst(Handle transaction, String dataSource) {
        transaction.execute(
                "INSERT INTO dcr_head (data_source, seq, root, chain, epoch, membership_version) VALUES (?, 0, ?, ?, 0, 0)",
                dataSource,
                View.NO_ROOT,
                Commit.GENESIS);
    }

    /** Compare and set: false if another transaction has changed the head or its membership since it was read. */
    boolean moveTo(Handle transaction, Commit next) {
        return transaction.execute(
                        "UPDATE dcr_head SET seq = ?, root = ?, chain = ?, epoch = ?"
                                + " WHERE data_source = ? AND seq = ? AND root = ? AND epoch <= ? AND membership_version = ?",
                        next.release().seq(),
                        next.release().root(),
                        next.chain(),
                        next.epoch(),
                        dataSource,
                        seq,
                        root,
                        next.epoch(),
                        membershipVersion)
                == 1;
    }

    void bumpMembership(Handle transaction) {
        transaction.execute(
                "UPDATE dcr_head SET membership_version = membership_version + 1 WHERE data_source = ?", dataSource);
    }

    Optional<ReleaseRef> release() {
        return seq == 0 ? Optional.empty() : Optional.of(new ReleaseRef(dataSource, seq, root));
    }

    static IllegalArgumentException unregistered(String dataSource) {
        return new IllegalArgumentException(
                "Unknown datasource [%s]: a home registers it with its first batch".formatted(dataSource));
    }

    private static Optional<Head> map(Query query) {
        return query.map((row, context) -> new Head(
                        row.getString("data_source"),
                        row.getLong("seq"),
                        row.getString("root"),
                        row.getString("chain"),
                        row.getLong("epoch"),
                        row.getLong("membership_version")))
                .findOne();
    }
}
