package io.isobar.query.group;

import io.isobar.query.batch.NumericVector;
import io.isobar.query.batch.RowBatch;
import io.isobar.query.values.LongCodes;
import io.isobar.query.values.NumberValues;
import io.isobar.query.values.Values;
import io.isobar.segment.ValueType;

/** A numeric column: numbers get codes from 1 on as they come, 0 is null. */
final class NumberKey extends KeyColumn {
    private final NumericVector numbers;
    private final LongCodes seen = new LongCodes();
    private final int[] codes = new int[RowBatch.SIZE];

    NumberKey(NumericVector numbers) {
        super(UNKNOWN, false);
        this.numbers = numbers;
    }

    @Override
    int[] codes(RowBatch batch) {
        boolean[] nulls = numbers.nulls(batch);
        if (numbers.type() == ValueType.LONG) {
            long[] values = numbers.longs(batch);
            for (int i = 0; i < batch.size(); i++) {
                codes[i] = nulls != null && nulls[i] ? 0 : seen.code(values[i]) + 1;
            }
        } else {
            double[] values = numbers.doubles(batch);
            for (int i = 0; i < batch.size(); i++) {
                codes[i] = nulls != null && nulls[i] ? 0 : seen.code(NumberValues.bits(values[i])) + 1;
            }
        }
        return codes;
    }

    @Override
    Values values(int[] wanted, int count) {
        long[] bits = new long[count];
        boolean[] nulls = new boolean[count];
        for (int i = 0; i < count; i++) {
            nulls[i] = wanted[i] == 0;
            bits[i] = nulls[i] ? 0 : seen.value(wanted[i] - 1);
        }
        return new NumberValues(numbers.type(), bits, nulls, count);
    }
}
