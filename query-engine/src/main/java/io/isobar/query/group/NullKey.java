package io.isobar.query.group;

import io.isobar.query.batch.RowBatch;
import io.isobar.query.values.TextValues;
import io.isobar.query.values.Values;

/** A dimension that isn't there: null in every row. */
final class NullKey extends KeyColumn {
    private final int[] zeros = new int[RowBatch.SIZE];

    NullKey() {
        super(1, false);
    }

    @Override
    int[] codes(RowBatch batch) {
        return zeros;
    }

    @Override
    Values values(int[] codes, int count) {
        return TextValues.nulls(count);
    }
}
