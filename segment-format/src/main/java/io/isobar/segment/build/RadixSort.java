package io.isobar.segment.build;

/** Sorts signed longs and what stands beside them; stable. */
final class RadixSort {
    private static final int SMALL = 48;
    private static final int DIGIT_BITS = 8;
    private static final int DIGITS = Long.SIZE / DIGIT_BITS;
    private static final int RADIX = 1 << DIGIT_BITS;

    private RadixSort() {}

    /** Sorts {@code keys[start..end)}, and {@code values} alike. */
    static void sort(long[] keys, int[] values, int start, int end) {
        if (isSorted(keys, start, end)) {
            return;
        }
        if (end - start <= SMALL) {
            insert(keys, values, start, end);
            return;
        }
        int size = end - start;
        int[][] counts = new int[DIGITS][RADIX];
        for (int i = start; i < end; i++) {
            long key = keys[i] ^ Long.MIN_VALUE;
            for (int digit = 0; digit < DIGITS; digit++) {
                counts[digit][(int) (key >>> (digit * DIGIT_BITS)) & (RADIX - 1)]++;
            }
        }
        long[] fromKeys = keys;
        int[] fromValues = values;
        int from = start;
        long[] toKeys = new long[size];
        int[] toValues = new int[size];
        int to = 0;
        for (int digit = 0; digit < DIGITS; digit++) {
            int[] ends = counts[digit];
            int shift = digit * DIGIT_BITS;
            if (ends[(int) ((fromKeys[from] ^ Long.MIN_VALUE) >>> shift) & (RADIX - 1)] == size) {
                continue;
            }
            int sum = to;
            for (int i = 0; i < RADIX; i++) {
                int count = ends[i];
                ends[i] = sum;
                sum += count;
            }
            for (int i = from; i < from + size; i++) {
                long key = fromKeys[i];
                int place = ends[(int) ((key ^ Long.MIN_VALUE) >>> shift) & (RADIX - 1)]++;
                toKeys[place] = key;
                toValues[place] = fromValues[i];
            }
            long[] otherKeys = fromKeys;
            fromKeys = toKeys;
            toKeys = otherKeys;
            int[] otherValues = fromValues;
            fromValues = toValues;
            toValues = otherValues;
            int other = from;
            from = to;
            to = other;
        }
        if (fromKeys != keys) {
            System.arraycopy(fromKeys, from, keys, start, size);
            System.arraycopy(fromValues, from, values, start, size);
        }
    }

    private static boolean isSorted(long[] keys, int start, int end) {
        for (int i = start + 1; i < end; i++) {
            if (keys[i - 1] > keys[i]) {
                return false;
            }
        }
        return true;
    }

    private static void insert(long[] keys, int[] values, int start, int end) {
        for (int i = start + 1; i < end; i++) {
            long key = keys[i];
            int value = values[i];
            int at = i;
            while (at > start && keys[at - 1] > key) {
                keys[at] = keys[at - 1];
                values[at] = values[at - 1];
                at--;
            }
            keys[at] = key;
            values[at] = value;
        }
    }
}
