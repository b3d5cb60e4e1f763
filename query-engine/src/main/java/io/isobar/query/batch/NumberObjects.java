package io.isobar.query.batch;

import io.isobar.segment.ValueType;
import org.jspecify.annotations.Nullable;

/** A numeric column as objects. */
final class NumberObjects extends ObjectVector {
    private final NumericVector numbers;

    NumberObjects(NumericVector numbers) {
        this.numbers = numbers;
    }

    @Override
    void read(RowBatch batch, @Nullable Object[] into) {
        boolean[] nulls = numbers.nulls(batch);
        boolean whole = numbers.type() == ValueType.LONG;
        for (int i = 0; i < batch.size(); i++) {
            if (nulls != null && nulls[i]) {
                into[i] = null;
            } else if (whole) {
                into[i] = numbers.longs(batch)[i];
            } else {
                into[i] = numbers.doubles(batch)[i];
            }
        }
    }
}
