package io.isobar.query.batch;

import io.isobar.segment.ValueType;
import java.util.Arrays;

/** A column that isn't there: null in every row. */
final class NullNumbers extends NumericVector {
    NullNumbers() {
        super(ValueType.LONG);
    }

    @Override
    void readLongs(RowBatch batch, long[] into) {}

    @Override
    void readDoubles(RowBatch batch, double[] into) {}

    @Override
    boolean readNulls(RowBatch batch, boolean[] into) {
        Arrays.fill(into, 0, batch.size(), true);
        return batch.size() > 0;
    }
}
