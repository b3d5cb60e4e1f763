package io.isobar.segment.build;

import io.isobar.segment.column.MultiIds;
import io.isobar.segment.column.StringColumn;

/** Goes once through the lists of a multi-value column: whether they are handled as asked for, and whether some are empty. */
final class ListCheck {
    private static final int BATCH = 1024;

    private boolean handled = true;
    private boolean empty;

    ListCheck(StringColumn column, Dimension.MultiValueHandling handling) {
        boolean sorted = handling != Dimension.MultiValueHandling.ARRAY;
        boolean distinct = handling == Dimension.MultiValueHandling.SORTED_SET;
        StringColumn.Reader reader = column.reader();
        MultiIds ids = new MultiIds();
        int[] rows = new int[BATCH];
        for (int first = 0; first < column.rows(); first += BATCH) {
            int count = Math.min(BATCH, column.rows() - first);
            for (int i = 0; i < count; i++) {
                rows[i] = first + i;
            }
            reader.multi(rows, count, ids);
            for (int i = 0; i < count; i++) {
                int start = ids.offsets()[i];
                int end = ids.offsets()[i + 1];
                empty |= start == end;
                for (int k = start + 1; k < end && sorted; k++) {
                    int step = ids.ids()[k] - ids.ids()[k - 1];
                    handled &= distinct ? step > 0 : step >= 0;
                }
            }
        }
    }

    /** Whether each list is sorted, or a sorted set, if that is asked for. */
    boolean isHandled() {
        return handled;
    }

    /** Whether a row has no value. */
    boolean hasEmpty() {
        return empty;
    }
}
