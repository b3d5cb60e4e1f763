package io.isobar.query.order;

import io.isobar.query.order.IntSort.IntOrder;
import java.util.Arrays;

/** The first few of many indices by a comparison, found with a heap of the best so far. */
public final class IntTop {
    private IntTop() {}

    /** The first {@code most} of the {@code count} candidates in order. The order must be total to be deterministic. */
    public static int[] of(int[] candidates, int count, int most, IntOrder order) {
        int size = Math.min(count, most);
        int[] heap = Arrays.copyOf(candidates, size); // the worst of the best at its root
        for (int i = size / 2 - 1; i >= 0; i--) {
            sink(heap, i, size, order);
        }
        for (int i = size; i < count && size > 0; i++) {
            if (order.compare(candidates[i], heap[0]) < 0) {
                heap[0] = candidates[i];
                sink(heap, 0, size, order);
            }
        }
        for (int end = size - 1; end > 0; end--) {
            int worst = heap[0];
            heap[0] = heap[end];
            heap[end] = worst;
            sink(heap, 0, end, order);
        }
        return heap;
    }

    private static void sink(int[] heap, int root, int size, IntOrder order) {
        int moving = heap[root];
        int place = root;
        while (2 * place + 1 < size) {
            int child = 2 * place + 1;
            if (child + 1 < size && order.compare(heap[child + 1], heap[child]) > 0) {
                child++;
            }
            if (order.compare(heap[child], moving) <= 0) {
                break;
            }
            heap[place] = heap[child];
            place = child;
        }
        heap[place] = moving;
    }
}
