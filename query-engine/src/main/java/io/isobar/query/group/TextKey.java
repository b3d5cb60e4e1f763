package io.isobar.query.group;

import io.isobar.query.batch.IdVector;
import io.isobar.query.batch.RowBatch;
import io.isobar.query.values.TextValues;
import io.isobar.query.values.Values;
import io.isobar.segment.column.MultiIds;
import io.isobar.segment.column.StringColumn;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A string column: its ids are the codes, and one more stands for rows without values where no id means null. */
final class TextKey extends KeyColumn {
    private final IdVector ids;
    private final StringColumn column;
    private final int nullCode;

    TextKey(IdVector ids) {
        super(ids.column().cardinality() + 1, ids.column().multiValue());
        this.ids = ids;
        this.column = ids.column();
        int nullId = column.idOf(null);
        this.nullCode = nullId >= 0 ? nullId : column.cardinality();
    }

    @Override
    int[] codes(RowBatch batch) {
        return ids.ids(batch);
    }

    @Override
    MultiIds multi(RowBatch batch) {
        return ids.multi(batch);
    }

    @Override
    int nullCode() {
        return nullCode;
    }

    @Override
    Values values(int[] codes, int count) {
        int[] entryOf = new int[column.cardinality() + 1];
        for (int i = 0; i < count; i++) {
            entryOf[codes[i]] = 1;
        }
        @Nullable String[] dictionary = new String[Arrays.stream(entryOf).sum()];
        int used = 0;
        if (nullCode == column.cardinality() && entryOf[nullCode] == 1) {
            entryOf[nullCode] = used++; // null comes first, though its code is the last
        }
        for (int code = 0; code < column.cardinality(); code++) {
            if (entryOf[code] == 1) {
                entryOf[code] = used;
                dictionary[used++] = column.value(code);
            }
        }
        int[] entries = new int[count];
        for (int i = 0; i < count; i++) {
            entries[i] = entryOf[codes[i]];
        }
        return TextValues.ofSorted(dictionary, entries, count);
    }
}
