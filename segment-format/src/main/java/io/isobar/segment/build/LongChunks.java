package io.isobar.segment.build;

import java.util.Arrays;

/** A list of longs that grows a chunk at a time: nothing is copied, and no more than a chunk is empty. */
final class LongChunks {
    private final HeapMeter heap;
    private final int shift;
    private long[][] chunks = new long[16][];
    private long[] last = {};
    private int used;
    private int size;

    /** Chunks of {@code 1 << shift} longs. */
    LongChunks(HeapMeter heap, int shift) {
        this.heap = heap;
        this.shift = shift;
    }

    void add(long value) {
        if (used == last.length) {
            last = new long[1 << shift];
            heap.take((long) Long.BYTES << shift);
            if (size >>> shift == chunks.length) {
                chunks = Arrays.copyOf(chunks, 2 * chunks.length);
            }
            chunks[size >>> shift] = last;
            used = 0;
        }
        last[used++] = value;
        size++;
    }

    long get(int at) {
        return chunks[at >>> shift][at & ((1 << shift) - 1)];
    }

    int size() {
        return size;
    }
}
