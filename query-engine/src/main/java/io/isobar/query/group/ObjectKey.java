package io.isobar.query.group;

import io.isobar.query.batch.ObjectVector;
import io.isobar.query.batch.RowBatch;
import io.isobar.query.values.TextCodes;
import io.isobar.query.values.TextValues;
import io.isobar.query.values.Values;
import io.isobar.segment.column.MultiIds;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A computed column: the texts of its values get codes as they come; lists count for each element. */
final class ObjectKey extends KeyColumn {
    private final ObjectVector objects;
    private final TextCodes seen = new TextCodes();
    private final MultiIds codes = new MultiIds();
    private final int nullCode = seen.code(null);

    ObjectKey(ObjectVector objects) {
        super(UNKNOWN, true);
        this.objects = objects;
    }

    @Override
    MultiIds multi(RowBatch batch) {
        @Nullable Object[] values = objects.values(batch);
        codes.reserveRows(batch.size());
        int end = 0;
        for (int i = 0; i < batch.size(); i++) {
            if (values[i] instanceof List<?> list) {
                codes.reserveIds(end + list.size());
                for (Object element : list) {
                    codes.ids()[end++] = code(element);
                }
            } else {
                codes.reserveIds(end + 1);
                codes.ids()[end++] = code(values[i]);
            }
            codes.offsets()[i + 1] = end;
        }
        return codes;
    }

    @Override
    int nullCode() {
        return nullCode;
    }

    @Override
    Values values(int[] wanted, int count) {
        return new TextValues(seen.values(), wanted.clone(), count);
    }

    private int code(@Nullable Object value) {
        return seen.code(value == null ? null : value.toString());
    }
}
