package io.isobar.query.batch;

import io.isobar.segment.column.MultiIds;
import io.isobar.segment.column.StringColumn;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A string column as objects: a text, or a list where a row has several. */
final class TextObjects extends ObjectVector {
    private final StringColumn column;
    private final IdVector ids;

    TextObjects(IdVector ids) {
        this.column = ids.column();
        this.ids = ids;
    }

    @Override
    void read(RowBatch batch, @Nullable Object[] into) {
        if (!column.multiValue()) {
            int[] rowIds = ids.ids(batch);
            for (int i = 0; i < batch.size(); i++) {
                into[i] = column.value(rowIds[i]);
            }
            return;
        }
        MultiIds multi = ids.multi(batch);
        for (int i = 0; i < batch.size(); i++) {
            into[i] = value(multi, multi.offsets()[i], multi.offsets()[i + 1]);
        }
    }

    private @Nullable Object value(MultiIds multi, int from, int to) {
        if (from == to) {
            return null;
        }
        if (to - from == 1) {
            return column.value(multi.ids()[from]);
        }
        List<@Nullable String> values = new ArrayList<>(to - from);
        for (int i = from; i < to; i++) {
            values.add(column.value(multi.ids()[i]));
        }
        return values;
    }
}
