package io.isobar.segment.build;

import java.io.IOException;

/** Of each group of a merge's rows, the number that its first row has. For one thread. */
final class FirstNumbers implements NumberStream {
    private final NumberCursor[] inputs;
    private final MergedRows rows;

    FirstNumbers(NumberCursor[] inputs, MergedRows rows) {
        this.inputs = inputs;
        this.rows = rows;
    }

    @Override
    public boolean read(int count, long[] bits, boolean[] nulls) throws IOException {
        boolean any = false;
        for (int i = 0; i < count; i++) {
            NumberCursor input = inputs[rows.next()];
            input.next();
            bits[i] = input.bits();
            nulls[i] = input.isNull();
            any |= nulls[i];
            while (rows.continues()) {
                inputs[rows.next()].next();
            }
        }
        return any;
    }
}
