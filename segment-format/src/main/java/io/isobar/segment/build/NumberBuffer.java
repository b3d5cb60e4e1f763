package io.isobar.segment.build;

import io.isobar.segment.ValueType;
import java.util.Arrays;

/** A column of numbers on the heap. For one thread. */
final class NumberBuffer {
    private final ValueType type;
    private final LongChunks bits;
    private final HeapMeter heap;
    private long[] nulls = {};
    private long leastKey = Long.MAX_VALUE;
    private long mostKey = Long.MIN_VALUE;
    private boolean hasNull;

    NumberBuffer(HeapMeter heap, int chunkShift, ValueType type) {
        this.heap = heap;
        this.type = type;
        this.bits = new LongChunks(heap, chunkShift);
    }

    void add(long value) {
        long key = Bits.key(type, value);
        leastKey = Math.min(leastKey, key);
        mostKey = Math.max(mostKey, key);
        bits.add(value);
    }

    void addNull() {
        int row = bits.size();
        if (row >>> 6 >= nulls.length) {
            int length = Math.max(16, (row >>> 6) * 3 / 2);
            heap.take((long) Long.BYTES * (length - nulls.length));
            nulls = Arrays.copyOf(nulls, length);
        }
        nulls[row >>> 6] |= 1L << row;
        hasNull = true;
        bits.add(0);
    }

    boolean isNull(int row) {
        return row >>> 6 < nulls.length && (nulls[row >>> 6] >>> row & 1) != 0;
    }

    long get(int row) {
        return bits.get(row);
    }

    /** Adds this column to a key. */
    void addTo(SortKey key) {
        if (hasNull) {
            key.add(1, row -> isNull(row) ? 0 : 1);
        }
        if (leastKey >= mostKey) {
            return;
        }
        long range = mostKey - leastKey;
        boolean whole = range < 0 || range > SortKey.MOST_PACKED;
        long base = whole ? 0 : leastKey;
        key.add(
                whole ? Long.SIZE : Long.SIZE - Long.numberOfLeadingZeros(range),
                row -> isNull(row) ? 0 : Bits.key(type, bits.get(row)) - base);
    }

    /** The column in another order. */
    NumberStream stream(int[] order) {
        return new NumberStream() {
            private int at;

            @Override
            public boolean read(int count, long[] into, boolean[] areNull) {
                for (int i = 0; i < count; i++) {
                    into[i] = bits.get(order[at + i]);
                }
                if (hasNull) {
                    for (int i = 0; i < count; i++) {
                        areNull[i] = isNull(order[at + i]);
                    }
                }
                at += count;
                return hasNull;
            }
        };
    }
}
