package io.isobar.query.group;

import io.isobar.query.values.LongCodes;
import io.isobar.query.values.NumberValues;
import io.isobar.query.values.TextCodes;
import io.isobar.query.values.TextValues;
import io.isobar.query.values.Values;
import io.isobar.segment.ValueType;
import java.util.Arrays;

/** Codes for one dimension's values over several sets of groups. */
abstract class ValueCodes {
    static ValueCodes of(ValueType type) {
        return type == ValueType.STRING ? new Texts() : new NumberCodes(type);
    }

    /** The code of each value. */
    abstract int[] codes(Values values);

    /** The code of null, {@code count} times. */
    abstract int[] nullCodes(int count);

    /** The values of some codes. */
    abstract Values values(int[] codes);

    private static final class Texts extends ValueCodes {
        private final TextCodes seen = new TextCodes();

        @Override
        int[] codes(Values values) {
            TextValues texts = (TextValues) values;
            int[] codeOfEntry = new int[texts.dictionary().length];
            Arrays.fill(codeOfEntry, -1);
            int[] codes = new int[texts.size()];
            for (int i = 0; i < codes.length; i++) {
                int entry = texts.ids()[i];
                if (codeOfEntry[entry] < 0) {
                    codeOfEntry[entry] = seen.code(texts.dictionary()[entry]);
                }
                codes[i] = codeOfEntry[entry];
            }
            return codes;
        }

        @Override
        int[] nullCodes(int count) {
            int[] codes = new int[count];
            Arrays.fill(codes, seen.code(null));
            return codes;
        }

        @Override
        Values values(int[] codes) {
            return new TextValues(seen.values(), codes, codes.length);
        }
    }

    private static final class NumberCodes extends ValueCodes {
        private final ValueType type;
        private final LongCodes seen = new LongCodes();

        NumberCodes(ValueType type) {
            this.type = type;
        }

        @Override
        int[] codes(Values values) {
            NumberValues numbers = (NumberValues) values;
            int[] codes = new int[numbers.size()];
            for (int i = 0; i < codes.length; i++) {
                codes[i] = numbers.nulls()[i] ? 0 : seen.code(numbers.bits()[i]) + 1;
            }
            return codes;
        }

        @Override
        int[] nullCodes(int count) {
            return new int[count];
        }

        @Override
        Values values(int[] codes) {
            long[] bits = new long[codes.length];
            boolean[] nulls = new boolean[codes.length];
            for (int i = 0; i < codes.length; i++) {
                nulls[i] = codes[i] == 0;
                bits[i] = nulls[i] ? 0 : seen.value(codes[i] - 1);
            }
            return new NumberValues(type, bits, nulls, codes.length);
        }
    }
}
