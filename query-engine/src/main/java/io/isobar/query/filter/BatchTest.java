package io.isobar.query.filter;

import io.isobar.query.batch.RowBatch;

/** A filter bound to a segment's columns: asks a batch of rows. Batches ascend. For one thread. */
@FunctionalInterface
public interface BatchTest {
    /** Sets each row's mark to whether the filter is true for it. */
    void mark(RowBatch batch, boolean[] marks);
}
