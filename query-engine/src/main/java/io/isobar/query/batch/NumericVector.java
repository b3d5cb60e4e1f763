package io.isobar.query.batch;

import io.isobar.segment.ValueType;
import org.jspecify.annotations.Nullable;

/**
 * A column as numbers, one batch at a time. The arrays are its own and hold until the next batch; several readers of one
 * column share them, so each batch is decoded once.
 */
public abstract class NumericVector {
    private final ValueType type;
    private final long[] longs = new long[RowBatch.SIZE];
    private final double[] doubles = new double[RowBatch.SIZE];
    private final boolean[] nulls = new boolean[RowBatch.SIZE];
    private long longsOf = -1;
    private long doublesOf = -1;
    private long nullsOf = -1;
    private boolean anyNull;

    NumericVector(ValueType type) {
        this.type = type;
    }

    /** What the column holds: {@code LONG}, {@code FLOAT} or {@code DOUBLE}. */
    public final ValueType type() {
        return type;
    }

    /** The batch as whole numbers; 0 where it is null. */
    public final long[] longs(RowBatch batch) {
        if (longsOf != batch.generation()) {
            readLongs(batch, longs);
            longsOf = batch.generation();
        }
        return longs;
    }

    /** The batch as floating-point numbers; 0 where it is null. A float widens to the double of the same value. */
    public final double[] doubles(RowBatch batch) {
        if (doublesOf != batch.generation()) {
            readDoubles(batch, doubles);
            doublesOf = batch.generation();
        }
        return doubles;
    }

    /** Marks of the rows that are null, or null if none is. */
    public final boolean @Nullable [] nulls(RowBatch batch) {
        if (nullsOf != batch.generation()) {
            anyNull = readNulls(batch, nulls);
            nullsOf = batch.generation();
        }
        return anyNull ? nulls : null;
    }

    abstract void readLongs(RowBatch batch, long[] into);

    abstract void readDoubles(RowBatch batch, double[] into);

    /** Fills in the marks and says whether any is set; if it says no, the marks need not be filled. */
    abstract boolean readNulls(RowBatch batch, boolean[] into);
}
