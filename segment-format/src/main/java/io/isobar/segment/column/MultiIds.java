package io.isobar.segment.column;

import java.util.Arrays;

/**
 * A batch of rows of a multi-value column, reused from batch to batch: row {@code i} of the batch has the ids {@code
 * ids()[offsets()[i]]} up to {@code ids()[offsets()[i + 1]]}, exclusive. A row without values has none.
 */
public final class MultiIds {
    private int[] offsets = new int[1];
    private int[] ids = new int[16];

    /** Where each row's ids begin, and one more; may be longer than the batch. */
    public int[] offsets() {
        return offsets;
    }

    /** The ids of all rows back to back; may be longer than the batch needs. */
    public int[] ids() {
        return ids;
    }

    /** Makes room for a batch of {@code rows} rows. */
    public void reserveRows(int rows) {
        if (offsets.length <= rows) {
            offsets = new int[Math.max(rows + 1, offsets.length * 2)];
        }
        offsets[0] = 0;
    }

    /** Makes room for {@code count} ids in all, keeping those that are there. */
    public void reserveIds(int count) {
        if (ids.length < count) {
            ids = Arrays.copyOf(ids, Math.max(count, ids.length * 2));
        }
    }
}
