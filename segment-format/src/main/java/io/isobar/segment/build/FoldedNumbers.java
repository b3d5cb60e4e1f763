package io.isobar.segment.build;

import java.io.IOException;

/** Of each group of a merge's rows, the aggregate of their numbers. For one thread. */
final class FoldedNumbers implements NumberStream {
    private final NumberCursor[] inputs;
    private final NumberFold fold;
    private final MergedRows rows;

    FoldedNumbers(NumberCursor[] inputs, MergedRows rows, NumberFold fold) {
        this.inputs = inputs;
        this.rows = rows;
        this.fold = fold;
    }

    @Override
    public boolean read(int count, long[] bits, boolean[] nulls) throws IOException {
        boolean any = false;
        for (int i = 0; i < count; i++) {
            NumberCursor input = inputs[rows.next()];
            input.next();
            boolean isNull = input.isNull();
            bits[i] = input.bits();
            if (rows.continues()) {
                if (!isNull) {
                    fold.add(input.bits());
                }
                isNull &= !addRest();
                bits[i] = isNull ? 0 : fold.take();
            }
            nulls[i] = isNull;
            any |= isNull;
        }
        return any;
    }

    private boolean addRest() throws IOException {
        boolean any = false;
        while (rows.continues()) {
            NumberCursor input = inputs[rows.next()];
            input.next();
            if (!input.isNull()) {
                fold.add(input.bits());
                any = true;
            }
        }
        return any;
    }
}
