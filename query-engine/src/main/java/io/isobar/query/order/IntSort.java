package io.isobar.query.order;

/** Sorting of indices by a comparison of what they stand for, stable and without boxing. */
public final class IntSort {
    private static final int SMALL = 8;

    private IntSort() {}

    /** Compares what two indices stand for. */
    @FunctionalInterface
    public interface IntOrder {
        /** Negative, zero or positive as {@code left} comes before, beside or after {@code right}. */
        int compare(int left, int right);

        /** The other way round. */
        default IntOrder reversed() {
            return (left, right) -> compare(/* left= */ right, /* right= */ left);
        }
    }

    /** The indices from 0 to {@code count - 1} in order; equal ones stay as they were. */
    public static int[] sorted(int count, IntOrder order) {
        int[] indices = new int[count];
        for (int i = 0; i < count; i++) {
            indices[i] = i;
        }
        sort(indices, indices.clone(), 0, count, order);
        return indices;
    }

    /** Sorts {@code from..to} of {@code into}; {@code scratch} holds the same elements there. */
    private static void sort(int[] into, int[] scratch, int from, int to, IntOrder order) {
        if (to - from <= SMALL) {
            insertionSort(into, from, to, order);
            return;
        }
        int middle = (from + to) >>> 1;
        sort(scratch, into, from, middle, order);
        sort(scratch, into, middle, to, order);
        int left = from;
        int right = middle;
        for (int i = from; i < to; i++) {
            boolean takeLeft = right >= to || (left < middle && order.compare(scratch[left], scratch[right]) <= 0);
            into[i] = takeLeft ? scratch[left++] : scratch[right++];
        }
    }

    private static void insertionSort(int[] indices, int from, int to, IntOrder order) {
        for (int i = from + 1; i < to; i++) {
            int moving = indices[i];
            int j = i;
            for (; j > from && order.compare(indices[j - 1], moving) > 0; j--) {
                indices[j] = indices[j - 1];
            }
            indices[j] = moving;
        }
    }
}
