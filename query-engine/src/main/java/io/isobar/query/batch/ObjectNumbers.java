package io.isobar.query.batch;

import io.isobar.segment.ValueType;
import org.jspecify.annotations.Nullable;

/** Objects read as numbers; what is none, and what is a list, is null. */
final class ObjectNumbers extends NumericVector {
    private final ObjectVector objects;

    ObjectNumbers(ObjectVector objects, ValueType type) {
        super(type);
        this.objects = objects;
    }

    @Override
    void readLongs(RowBatch batch, long[] into) {
        @Nullable Object[] values = objects.values(batch);
        for (int i = 0; i < batch.size(); i++) {
            Number number = Numbers.of(values[i]);
            into[i] = number == null ? 0 : number.longValue();
        }
    }

    @Override
    void readDoubles(RowBatch batch, double[] into) {
        @Nullable Object[] values = objects.values(batch);
        for (int i = 0; i < batch.size(); i++) {
            Number number = Numbers.of(values[i]);
            into[i] = number == null ? 0 : number.doubleValue();
        }
    }

    @Override
    boolean readNulls(RowBatch batch, boolean[] into) {
        @Nullable Object[] values = objects.values(batch);
        boolean any = false;
        for (int i = 0; i < batch.size(); i++) {
            into[i] = Numbers.of(values[i]) == null;
            any |= into[i];
        }
        return any;
    }
}
