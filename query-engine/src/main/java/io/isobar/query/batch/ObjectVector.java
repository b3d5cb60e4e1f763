package io.isobar.query.batch;

import org.jspecify.annotations.Nullable;

/**
 * A column as objects, one batch at a time: {@code Long}, {@code Double}, {@code String}, a {@code List} of these for
 * several values, or null. The slow way, for expressions and comparisons of columns.
 */
public abstract class ObjectVector {
    private final @Nullable Object[] values = new Object[RowBatch.SIZE];
    private long valuesOf = -1;

    /** One value per row of the batch. */
    public final @Nullable Object[] values(RowBatch batch) {
        if (valuesOf != batch.generation()) {
            read(batch, values);
            valuesOf = batch.generation();
        }
        return values;
    }

    abstract void read(RowBatch batch, @Nullable Object[] into);
}
