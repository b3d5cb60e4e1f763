package io.isobar.segment.build;

import io.isobar.segment.column.MultiIds;
import java.io.IOException;

/** Goes through a stream of ids a row at a time. For one thread. */
final class IdCursor {
    private static final int BATCH = 512;

    private final IdStream stream;
    private final boolean lists;
    private final MultiIds several = new MultiIds();
    private final int[] one;
    private long left;
    private int inBatch;
    private int at = -1;

    /** Of a column that has lists, or exactly one value in each row. */
    IdCursor(IdStream stream, boolean lists, long rows) {
        this.stream = stream;
        this.lists = lists;
        this.one = new int[lists ? 0 : BATCH];
        this.left = rows;
    }

    /** Moves to the next row, of which there must be one. */
    void next() throws IOException {
        if (++at == inBatch) {
            inBatch = (int) Math.min(BATCH, left);
            left -= inBatch;
            at = 0;
            if (lists) {
                stream.read(inBatch, several);
            } else {
                stream.read(inBatch, one);
            }
        }
    }

    /** How many values the row has. */
    int size() {
        return lists ? several.offsets()[at + 1] - several.offsets()[at] : 1;
    }

    /** One of the row's values. */
    int id(int i) {
        return lists ? several.ids()[several.offsets()[at] + i] : one[at];
    }
}
