package io.isobar.segment.build;

/** Sorts integers by what they stand for; stable. */
final class IntSort {
    private static final int SMALL = 24;

    private IntSort() {}

    /** An order of integers. */
    interface Order {
        int compare(int a, int b);
    }

    static void sort(int[] values, Order order) {
        split(values.clone(), values, 0, values.length, order);
    }

    /** Merge sort that swaps roles of both arrays at each level; they are equal in the range at first. */
    private static void split(int[] from, int[] to, int start, int end, Order order) {
        if (end - start <= SMALL) {
            insert(to, start, end, order);
            return;
        }
        int middle = (start + end) >>> 1;
        split(to, from, start, middle, order);
        split(to, from, middle, end, order);
        if (order.compare(from[middle - 1], from[middle]) <= 0) {
            System.arraycopy(from, start, to, start, end - start);
            return;
        }
        int left = start;
        int right = middle;
        for (int at = start; at < end; at++) {
            boolean takeLeft = right == end || (left < middle && order.compare(from[left], from[right]) <= 0);
            to[at] = takeLeft ? from[left++] : from[right++];
        }
    }

    private static void insert(int[] values, int start, int end, Order order) {
        for (int i = start + 1; i < end; i++) {
            int value = values[i];
            int at = i;
            while (at > start && order.compare(values[at - 1], value) > 0) {
                values[at] = values[at - 1];
                at--;
            }
            values[at] = value;
        }
    }
}
