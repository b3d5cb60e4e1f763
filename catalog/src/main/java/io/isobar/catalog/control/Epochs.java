package io.isobar.catalog.control;

import org.jdbi.v3.core.Handle;

/**
 * The controller epoch. Every transaction of a controller locks its row before any other, so that such transactions are
 * in one order, and none of a deposed controller can follow one of its successor.
 */
final class Epochs {
    private Epochs() {}

    /** The epoch, which doesn't change until the transaction ends. */
    static long lock(Handle transaction) {
        return transaction
                .select("SELECT epoch FROM dcr_epoch WHERE id = 1 FOR UPDATE")
                .mapTo(long.class)
                .one();
    }

    static long current(Handle handle) {
        return handle.select("SELECT epoch FROM dcr_epoch WHERE id = 1")
                .mapTo(long.class)
                .one();
    }

    static long mint(Handle transaction, String owner) {
        long next = lock(transaction) + 1;
        transaction.execute("UPDATE dcr_epoch SET epoch = ?, owner = ?, minted_at = NOW(3) WHERE id = 1", next, owner);
        return next;
    }
}
