package io.isobar.catalog.dc;

import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The rows of {@code isobar_fence}. */
final class Fence {
    private Fence() {}

    /**
     * Lets only epochs through that are the highest seen, and holds the fence until the transaction ends.
     *
     * @return the fence, which is {@code epoch} now
     */
    static long pass(Handle transaction, String what, String dataSource, long epoch) {
        transaction.execute("INSERT IGNORE INTO isobar_fence (data_source, epoch) VALUES (?, 0)", dataSource);
        long fence = transaction
                .select("SELECT epoch FROM isobar_fence WHERE data_source = ? FOR UPDATE", dataSource)
                .mapTo(long.class)
                .one();
        if (epoch < fence) {
            throw new FencedException(what, dataSource, epoch, fence);
        }
        if (epoch > fence) {
            transaction.execute("UPDATE isobar_fence SET epoch = ? WHERE data_source = ?", epoch, dataSource);
        }
        return epoch;
    }

    static Optional<Long> read(Handle handle, String dataSource) {
        return handle.select("SELECT epoch FROM isobar_fence WHERE data_source = ?", dataSource)
                .mapTo(long.class)
                .findOne();
    }
}
