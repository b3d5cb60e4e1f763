package io.isobar.segment.codec;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The bytes of some objects, reused from batch to batch: object {@code i} has {@code length(i)} bytes from {@code
 * start(i)} on in {@link #bytes}. Takes about {@link #ENOUGH_BYTES} at once, however many objects are asked for, so that
 * large ones don't fill the heap. For one thread.
 */
public final class ObjectBytes {
    /** A batch ends with the object that reaches this. */
    public static final int ENOUGH_BYTES = 1 << 16;

    private byte[] bytes = new byte[1024];
    private int[] starts = new int[64];
    private int[] lengths = new int[64];
    private int used;
    private int count;

    /** All bytes; longer than the batch needs. */
    public byte[] bytes() {
        return bytes;
    }

    /** How many objects there are. */
    public int count() {
        return count;
    }

    /** Where an object's bytes begin. */
    public int start(int i) {
        return starts[i];
    }

    /** How many bytes an object has; none if it is null. */
    public int length(int i) {
        return lengths[i];
    }

    /** Whether no more is to be added. */
    public boolean full() {
        return used >= ENOUGH_BYTES;
    }

    /** Forgets all. */
    public void clear() {
        used = 0;
        count = 0;
    }

    /** Adds an object: what remains in {@code from}, which is left as it is. */
    public void add(ByteBuffer from) {
        add(from, from.position(), from.remaining());
    }

    /** Adds the object whose bytes are {@code from[at..at + length)}. */
    void add(ByteBuffer from, int at, int length) {
        reserve(used + length);
        from.get(at, bytes, used, length);
        place(used, length);
        used += length;
    }

    /** Says where the bytes of the next object will be once they are {@link #fill filled} in. */
    void place(int start, int length) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, 2 * count);
            lengths = Arrays.copyOf(lengths, 2 * count);
        }
        starts[count] = start;
        lengths[count++] = length;
    }

    /** Fills in the bytes of all objects. */
    void fill(ByteBuffer from, int at, int length) {
        reserve(length);
        from.get(at, bytes, 0, length);
        used = length;
    }

    private void reserve(int length) {
        if (length > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.max(length, Math.min(2L * bytes.length, Integer.MAX_VALUE - 8)));
        }
    }
}
