package io.isobar.segment.build;

import io.isobar.segment.scratch.Scratch;
import io.isobar.segment.scratch.ScratchInput;
import io.isobar.segment.scratch.ScratchInts;
import io.isobar.segment.scratch.ScratchOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The provisional ids of a string column's rows, in a scratch file of int32: a row of one value is its id, or -1 for
 * null; a row of any other number {@code n} of values is {@code -2 - n} and its ids.
 */
final class RowSpool {
    static final int NULL = -1;
    private static final int SEVERAL = -2;

    private final ScratchOutput ids;
    private int rows;
    private boolean several;

    RowSpool(Scratch scratch) {
        ids = scratch.output();
    }

    /** Appends a row of one value. */
    void addOne(int id) throws IOException {
        ids.writeInt(id);
        rows++;
    }

    /** Begins a row of so many values, not one, which follow by {@link #add}. */
    void beginSeveral(int count) throws IOException {
        ids.writeInt(SEVERAL - count);
        rows++;
        several |= count > 1;
    }

    void add(int id) throws IOException {
        ids.writeInt(id);
    }

    /** Whether some row has more than one value. */
    boolean hasSeveral() {
        return several;
    }

    void discard() throws IOException {
        ids.discard();
    }

    /** Takes the ids {@code values[0..count)} of one row. */
    interface RowConsumer {
        void accept(int row, int[] values, int count) throws IOException;
    }

    /** Goes through all rows, their ids replaced by those of the finished dictionary, in which null is 0. */
    void forEachRow(ScratchInts finalIds, RowConsumer consumer) throws IOException {
        int[] values = new int[16];
        try (ScratchInput in = ids.input()) {
            for (int row = 0; row < rows; row++) {
                int first = in.readInt();
                int count = first > SEVERAL ? 1 : SEVERAL - first;
                if (count > values.length) {
                    values = Arrays.copyOf(values, Math.max(count, 2 * values.length));
                }
                if (first > SEVERAL) {
                    values[0] = finalId(finalIds, first);
                } else {
                    for (int i = 0; i < count; i++) {
                        values[i] = finalId(finalIds, in.readInt());
                    }
                }
                consumer.accept(row, values, count);
            }
        }
    }

    private static int finalId(ScratchInts finalIds, int id) {
        return id == NULL ? 0 : finalIds.get(id);
    }
}
