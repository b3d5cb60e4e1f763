package io.isobar.query.batch;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A column that isn't there, as objects. */
final class NullObjects extends ObjectVector {
    @Override
    void read(RowBatch batch, @Nullable Object[] into) {
        Arrays.fill(into, 0, batch.size(), null);
    }
}
