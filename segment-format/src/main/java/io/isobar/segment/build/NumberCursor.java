package io.isobar.segment.build;

import java.io.IOException;

/** Goes through a stream of numbers a row at a time. For one thread. */
final class NumberCursor {
    private static final int BATCH = 512;

    private final NumberStream numbers;
    private final long[] bits = new long[BATCH];
    private final boolean[] nulls = new boolean[BATCH];
    private long left;
    private int inBatch;
    private int at = -1;
    private boolean anyNull;

    NumberCursor(NumberStream numbers, long rows) {
        this.numbers = numbers;
        this.left = rows;
    }

    /** Moves to the next row, of which there must be one. */
    void next() throws IOException {
        if (++at == inBatch) {
            inBatch = (int) Math.min(BATCH, left);
            left -= inBatch;
            at = 0;
            anyNull = numbers.read(inBatch, bits, nulls);
        }
    }

    boolean isNull() {
        return anyNull && nulls[at];
    }

    long bits() {
        return bits[at];
    }
}
