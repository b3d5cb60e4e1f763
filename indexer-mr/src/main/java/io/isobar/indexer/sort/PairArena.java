package io.isobar.indexer.sort;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Takes pairs, each for a partition, until the memory that it may use is full. It is allocated in steps, so a few pairs
 * take little. What sorting needs later is counted from the beginning.
 *
 * <p>A pair is an int, the partition, and then what {@link SortedPairs} describes. Its position is the number of its step
 * and the offset within: an int, whose order is that of arrival. A pair that is longer than a step gets one of its
 * own length.
 *
 * <p>Not thread-safe.
 */
public final class PairArena {
    static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    static final int STEP_BITS = 18;
    static final int STEP_BYTES = 1 << STEP_BITS;

    /** The position and the first bytes of the key. */
    private static final int SORT_BYTES = Integer.BYTES + Long.BYTES;

    private static final int HEADER = Integer.BYTES + SortedPairs.LENGTHS;
    private static final long MOST_BYTES = Integer.MAX_VALUE;

    /** Arrays can't be longer. */
    private static final int LONGEST = Integer.MAX_VALUE - 8;

    private final long mostBytes;
    private final int[] pairs;
    private byte[][] steps = new byte[16][];
    private int[] ends = new int[steps.length];
    private int last = -1;
    private long allocated;
    private int size;

    /**
     * For this many partitions.
     *
     * @param mostBytes that pairs and their sorting may use together, below 2 GB; a first pair is taken even if it is longer
     */
    public PairArena(int partitions, long mostBytes) {
        if (partitions < 1 || mostBytes < 1 || mostBytes > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "An arena can't have [%d] partitions and [%d] bytes".formatted(partitions, mostBytes));
        }
        this.mostBytes = mostBytes;
        this.pairs = new int[partitions];
    }

    /** Takes a copy of a pair; false if it has no room any more, after which it takes none. */
    public boolean add(int partition, byte[] key, int keyLength, byte[] value, int valueLength) {
        long longLength = (long) HEADER + keyLength + valueLength;
        if (longLength > LONGEST) {
            throw new IllegalArgumentException(
                    "A row of [%d] bytes is too long: at most [%d] are possible".formatted(longLength, LONGEST));
        }
        int length = (int) longLength;
        if (!reserve(length)) {
            return false;
        }
        byte[] bytes = steps[last];
        int at = ends[last];
        INTS.set(bytes, at, partition);
        INTS.set(bytes, at + Integer.BYTES, keyLength);
        System.arraycopy(key, 0, bytes, at + 2 * Integer.BYTES, keyLength);
        INTS.set(bytes, at + 2 * Integer.BYTES + keyLength, valueLength);
        System.arraycopy(value, 0, bytes, at + HEADER + keyLength, valueLength);
        ends[last] = at + length;
        pairs[partition]++;
        size++;
        return true;
    }

    private boolean reserve(int length) {
        boolean fits = last >= 0 && steps[last].length - ends[last] >= length;
        int more = fits ? 0 : Math.max(STEP_BYTES, length);
        if (size > 0 && allocated + more + (size + 1L) * SORT_BYTES > mostBytes) {
            return false;
        }
        if (!fits) {
            last++;
            if (last == steps.length) {
                steps = Arrays.copyOf(steps, 2 * last);
                ends = Arrays.copyOf(ends, 2 * last);
            }
            steps[last] = new byte[more];
            allocated += more;
        }
        return true;
    }

    /** How many pairs it has. */
    public int size() {
        return size;
    }

    /** How many bytes its pairs have, with the lengths of their keys and values. */
    public long bytes() {
        long bytes = 0;
        for (int i = 0; i <= last; i++) {
            bytes += ends[i];
        }
        return bytes - (long) size * Integer.BYTES;
    }

    /** Puts the pairs in order by partition, each of which is sorted when it is asked for. */
    public SortedArena sorted() {
        int[] starts = new int[pairs.length + 1];
        for (int i = 0; i < pairs.length; i++) {
            starts[i + 1] = starts[i] + pairs[i];
        }
        int[] next = Arrays.copyOf(starts, pairs.length);
        int[] positions = new int[size];
        for (int i = 0; i <= last; i++) {
            byte[] bytes = steps[i];
            for (int at = 0; at < ends[i]; ) {
                positions[next[(int) INTS.get(bytes, at)]++] = i << STEP_BITS | at;
                int keyLength = (int) INTS.get(bytes, at + Integer.BYTES);
                int valueLength = (int) INTS.get(bytes, at + 2 * Integer.BYTES + keyLength);
                at += HEADER + keyLength + valueLength;
            }
        }
        return new SortedArena(steps, positions, starts);
    }
}
