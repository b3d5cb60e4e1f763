package io.isobar.segment.build;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sorts rows by fields that are packed into as few words of 64 bits as they take. The first word of all rows is sorted by
 * radix; where it is equal the next one decides, so that it is made only for those rows. Stable. For one thread.
 */
final class SortKey {
    /** The greatest value of a packed field: words of several fields stay positive, so that they compare as signed. */
    static final long MOST_PACKED = (1L << 62) - 1;

    private static final int MOST_BITS = 63;

    private final List<Word> words = new ArrayList<>();
    private IntSort.@Nullable Order last;

    /** A field's value of a row. */
    interface Field {
        long of(int row);
    }

    /**
     * Rows in order.
     *
     * @param rows their numbers
     * @param firstOfEqual by place in the order, whether its fields differ from those of the row before
     */
    @SuppressWarnings("ArrayRecordComponent") // passed on once, never compared
    record Sorted(int[] rows, BitSet firstOfEqual) {
        /** Rows that came in order. */
        static Sorted already(int rows, BitSet firstOfEqual) {
            return new Sorted(count(rows), firstOfEqual);
        }

        private static int[] count(int rows) {
            int[] order = new int[rows];
            for (int i = 0; i < rows; i++) {
                order[i] = i;
            }
            return order;
        }
    }

    private static final class Word {
        private final List<Field> fields = new ArrayList<>();
        private final List<Integer> widths = new ArrayList<>();
        private int bits;

        void fill(int[] rows, int start, int end, long[] into) {
            Field first = fields.get(0);
            for (int i = start; i < end; i++) {
                into[i] = first.of(rows[i]);
            }
            for (int f = 1; f < fields.size(); f++) {
                Field field = fields.get(f);
                int width = widths.get(f);
                for (int i = start; i < end; i++) {
                    into[i] = into[i] << width | field.of(rows[i]);
                }
            }
        }
    }

    /** Appends a field of so many bits: not negative if these are fewer than 64. A field of none is left out. */
    void add(int width, Field field) {
        if (width == 0) {
            return;
        }
        Word word = words.isEmpty() ? null : words.get(words.size() - 1);
        if (word == null || word.bits + width > MOST_BITS) {
            word = new Word();
            words.add(word);
        }
        word.fields.add(field);
        word.widths.add(width);
        word.bits += width;
    }

    /** Lets an order of rows decide where all fields are equal. */
    void addLast(IntSort.Order order) {
        last = order;
    }

    /** The rows in order. */
    Sorted sort(int rows) {
        int[] order = Sorted.count(rows);
        BitSet first = new BitSet(rows);
        first.set(0, rows);
        sort(0, order, 0, rows, words.isEmpty() ? new long[0] : new long[rows], first);
        return new Sorted(order, first);
    }

    private void sort(int word, int[] order, int start, int end, long[] keys, BitSet first) {
        if (word == words.size()) {
            first.clear(start + 1, end);
            if (last != null) {
                int[] equal = Arrays.copyOfRange(order, start, end);
                IntSort.sort(equal, last);
                System.arraycopy(equal, 0, order, start, equal.length);
            }
            return;
        }
        words.get(word).fill(order, start, end, keys);
        RadixSort.sort(keys, order, start, end);
        for (int from = start; from < end; ) {
            int to = from + 1;
            while (to < end && keys[to] == keys[from]) {
                to++;
            }
            if (to - from > 1) {
                sort(word + 1, order, from, to, keys, first);
            }
            from = to;
        }
    }
}
