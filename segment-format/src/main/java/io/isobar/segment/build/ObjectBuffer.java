package io.isobar.segment.build;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A column of serialised objects on the heap, back to back. For one thread. */
final class ObjectBuffer {
    private static final int MOST_CHUNK_BYTES = 1 << 16;
    private static final int FIRST_CHUNK_BYTES = 1 << 9;
    private static final long NULL = -1;

    private final HeapMeter heap;
    private final List<byte[]> chunks = new ArrayList<>();
    private final IntChunks lengths;
    /** Number of the chunk in the high half, place in it in the low one. */
    private final LongChunks places;

    private byte[] last = {};
    private int used;

    ObjectBuffer(HeapMeter heap, int chunkShift) {
        this.heap = heap;
        this.lengths = new IntChunks(heap, chunkShift);
        this.places = new LongChunks(heap, chunkShift);
    }

    void add(byte @Nullable [] object) {
        if (object == null) {
            places.add(NULL);
            lengths.add(0);
            return;
        }
        if (chunks.isEmpty() || last.length - used < object.length) {
            last = new byte
                    [Math.max(object.length, Math.min(MOST_CHUNK_BYTES, Math.max(FIRST_CHUNK_BYTES, 2 * last.length)))];
            heap.take(last.length);
            chunks.add(last);
            used = 0;
        }
        System.arraycopy(object, 0, last, used, object.length);
        places.add((long) (chunks.size() - 1) << 32 | used);
        lengths.add(object.length);
        used += object.length;
    }

    /** Orders rows by their objects' bytes, unsigned; null first. */
    int compare(int left, int right) {
        long a = places.get(left);
        long b = places.get(right);
        if (a == NULL || b == NULL) {
            return Boolean.compare(a != NULL, b != NULL);
        }
        return Arrays.compareUnsigned(
                chunk(a), (int) a, (int) a + lengths.get(left), chunk(b), (int) b, (int) b + lengths.get(right));
    }

    private byte[] chunk(long place) {
        return chunks.get((int) (place >>> 32));
    }

    /** The column in another order. */
    ObjectStream stream(int[] order) {
        return new ObjectStream() {
            private int at = -1;
            private long place;

            @Override
            public void next() {
                place = places.get(order[++at]);
            }

            @Override
            public boolean isNull() {
                return place == NULL;
            }

            @Override
            public byte[] bytes() {
                return chunk(place);
            }

            @Override
            public int start() {
                return (int) place;
            }

            @Override
            public int end() {
                return (int) place + lengths.get(order[at]);
            }
        };
    }
}
