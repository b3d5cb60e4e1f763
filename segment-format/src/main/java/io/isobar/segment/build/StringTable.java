package io.isobar.segment.build;

import java.util.Arrays;

/** The distinct values of a column while its rows are on the heap, numbered as they come. For one thread. */
final class StringTable {
    private static final int FIRST_ENTRIES = 16;
    /** About what a string takes besides its characters: two headers, a reference, its hash, and its slots. */
    private static final int ENTRY_BYTES = 72;

    private final HeapMeter heap;
    private String[] values = new String[FIRST_ENTRIES];
    private int[] hashes = new int[FIRST_ENTRIES];
    /** Entries by hash, plus one; 0 is free. At most half full. */
    private int[] slots = new int[2 * FIRST_ENTRIES];

    private int size;
    private int lastEntry = -1;

    StringTable(HeapMeter heap) {
        this.heap = heap;
    }

    /** The number of a value in its well-formed form, see {@link RowShape}; a new one if it has none yet. */
    int idOf(String value) {
        if (lastEntry >= 0 && values[lastEntry].equals(value)) {
            return lastEntry;
        }
        int hash = value.hashCode() * 0x9E3779B9;
        int mask = slots.length - 1;
        int slot = (hash ^ (hash >>> 15)) & mask;
        while (slots[slot] != 0) {
            int entry = slots[slot] - 1;
            if (hashes[entry] == hash && values[entry].equals(value)) {
                lastEntry = entry;
                return entry;
            }
            slot = (slot + 1) & mask;
        }
        String wellFormed = RowShape.wellFormed(value);
        if (!wellFormed.equals(value)) {
            return idOf(wellFormed);
        }
        lastEntry = append(value, hash);
        slots[slot] = size;
        if (2 * size > slots.length) {
            rehash();
        }
        return lastEntry;
    }

    private int append(String value, int hash) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
            hashes = Arrays.copyOf(hashes, 2 * size);
        }
        values[size] = value;
        hashes[size] = hash;
        heap.take(ENTRY_BYTES + 2L * value.length());
        return size++;
    }

    private void rehash() {
        slots = new int[2 * slots.length];
        int mask = slots.length - 1;
        for (int entry = 0; entry < size; entry++) {
            int slot = (hashes[entry] ^ (hashes[entry] >>> 15)) & mask;
            while (slots[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = entry + 1;
        }
    }

    int size() {
        return size;
    }

    /** The entries in the order of their values. */
    int[] sorted() {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            order[i] = i;
        }
        IntSort.sort(order, (a, b) -> values[a].compareTo(values[b]));
        return order;
    }

    String value(int entry) {
        return values[entry];
    }
}
