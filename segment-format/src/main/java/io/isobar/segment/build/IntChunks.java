package io.isobar.segment.build;

import java.util.Arrays;

/** A list of integers that grows a chunk at a time: nothing is copied, and no more than a chunk is empty. */
final class IntChunks {
    private final HeapMeter heap;
    private final int shift;
    private int[][] chunks = new int[16][];
    private int[] last = {};
    private int used;
    private int size;

    /** Chunks of {@code 1 << shift} integers. */
    IntChunks(HeapMeter heap, int shift) {
        this.heap = heap;
        this.shift = shift;
    }

    void add(int value) {
        if (used == last.length) {
            last = new int[1 << shift];
            heap.take((long) Integer.BYTES << shift);
            if (size >>> shift == chunks.length) {
                chunks = Arrays.copyOf(chunks, 2 * chunks.length);
            }
            chunks[size >>> shift] = last;
            used = 0;
        }
        last[used++] = value;
        size++;
    }

    int get(int at) {
        return chunks[at >>> shift][at & ((1 << shift) - 1)];
    }

    int size() {
        return size;
    }
}
