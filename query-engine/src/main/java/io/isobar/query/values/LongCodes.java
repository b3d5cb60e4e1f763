package io.isobar.query.values;

import java.util.Arrays;

/** Numbers longs in the order in which they are first seen. An open hash table without objects. */
public final class LongCodes {
    private static final int INITIAL = 16;

    private long[] values = new long[INITIAL];
    private int size;
    /** Codes plus one, 0 where a slot is free; at most half full. */
    private int[] slots = new int[2 * INITIAL];

    /** The number of a value. */
    public int code(long value) {
        int mask = slots.length - 1;
        int slot = hash(value) & mask;
        while (slots[slot] != 0) {
            if (values[slots[slot] - 1] == value) {
                return slots[slot] - 1;
            }
            slot = (slot + 1) & mask;
        }
        if (size == values.length) {
            grow();
            return code(value);
        }
        values[size] = value;
        slots[slot] = ++size;
        return size - 1;
    }

    /** How many values there are. */
    public int size() {
        return size;
    }

    /** The value of a number. */
    public long value(int code) {
        return values[code];
    }

    private void grow() {
        values = Arrays.copyOf(values, 2 * size);
        slots = new int[4 * size];
        int mask = slots.length - 1;
        for (int code = 0; code < size; code++) {
            int slot = hash(values[code]) & mask;
            while (slots[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = code + 1;
        }
    }

    private static int hash(long value) {
        long mixed = value * 0x9E3779B97F4A7C15L;
        return (int) (mixed ^ (mixed >>> 32));
    }
}
