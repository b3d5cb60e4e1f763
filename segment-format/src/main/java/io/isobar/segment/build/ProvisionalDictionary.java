package io.isobar.segment.build;

import io.isobar.segment.dictionary.Utf16Order;
import io.isobar.segment.scratch.Scratch;
import io.isobar.segment.scratch.ScratchInput;
import io.isobar.segment.scratch.ScratchOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Gives each value of a column an id while rows stream by, when the order of all values isn't known yet.
 *
 * <p>Values live in a hash table on the heap. When that grows too large it is {@link #spill spilled}: written in order to
 * a scratch file, and begun anew. A value that comes again then gets another id, so that ids are several to a value but
 * one to an id; {@link DictionaryMerge} brings them together.
 */
final class ProvisionalDictionary {
    private static final int FIRST_ENTRIES = 64;

    private final Scratch scratch;
    private final List<ScratchOutput> runs = new ArrayList<>();
    private int firstId;

    private byte[] bytes = new byte[FIRST_ENTRIES * 8];
    private int[] ends = new int[FIRST_ENTRIES];
    private int[] hashes = new int[FIRST_ENTRIES];
    private int entries;
    /** Entries by hash, plus one; 0 is free. At most half full. */
    private int[] table = new int[2 * FIRST_ENTRIES];

    ProvisionalDictionary(Scratch scratch) {
        this.scratch = scratch;
    }

    /** The id of a value in UTF-8; a new one if it hasn't come since the last spill. */
    int idOf(byte[] value) {
        int hash = mix(Arrays.hashCode(value));
        int slot = hash & (table.length - 1);
        while (table[slot] != 0) {
            int entry = table[slot] - 1;
            if (hashes[entry] == hash && Arrays.equals(bytes, start(entry), ends[entry], value, 0, value.length)) {
                return firstId + entry;
            }
            slot = (slot + 1) & (table.length - 1);
        }
        append(value, hash);
        table[slot] = entries;
        if (2 * entries > table.length) {
            rehash();
        }
        return firstId + entries - 1;
    }

    /** How many ids were given. */
    int ids() {
        return firstId + entries;
    }

    /** What the table takes on the heap. */
    long heapBytes() {
        return bytes.length + (long) Integer.BYTES * (ends.length + hashes.length + table.length);
    }

    /** Writes the table to a scratch file and begins an empty one. */
    void spill() throws IOException {
        if (entries == 0) {
            return;
        }
        ScratchOutput run = scratch.output();
        for (Cursor cursor = inMemory(); cursor.next(); ) {
            run.writeInt(cursor.id());
            run.writeInt(cursor.end() - cursor.start());
            run.write(cursor.bytes(), cursor.start(), cursor.end() - cursor.start());
        }
        run.finish();
        runs.add(run);
        if (ids() > Integer.MAX_VALUE / 2) {
            throw new IOException(
                    "A column has too many distinct values for one segment: split it into more partitions");
        }
        firstId = ids();
        entries = 0;
        bytes = new byte[FIRST_ENTRIES * 8];
        ends = new int[FIRST_ENTRIES];
        hashes = new int[FIRST_ENTRIES];
        table = new int[2 * FIRST_ENTRIES];
    }

    /** Goes through values in order. */
    interface Cursor {
        /** Moves to the next value; false after the last. */
        boolean next() throws IOException;

        int id();

        byte[] bytes();

        int start();

        int end();

        /** Whose value comes first. */
        static int compare(Cursor a, Cursor b) {
            return Utf16Order.compare(a.bytes(), a.start(), a.end(), b.bytes(), b.start(), b.end());
        }
    }

    /** All values, each cursor in order for itself. */
    List<Cursor> cursors() throws IOException {
        List<Cursor> cursors = new ArrayList<>();
        for (ScratchOutput run : runs) {
            cursors.add(new InFile(run));
        }
        if (entries > 0) {
            cursors.add(inMemory());
        }
        return cursors;
    }

    private Cursor inMemory() {
        int[] order = new int[entries];
        for (int i = 0; i < entries; i++) {
            order[i] = i;
        }
        IntSort.sort(order, (a, b) -> Utf16Order.compare(bytes, start(a), ends[a], bytes, start(b), ends[b]));
        return new InMemory(order);
    }

    private int start(int entry) {
        return entry == 0 ? 0 : ends[entry - 1];
    }

    private void append(byte[] value, int hash) {
        int start = start(entries);
        if (bytes.length - start < value.length) {
            bytes = Arrays.copyOf(bytes, (int)
                    Math.min(Integer.MAX_VALUE - 8L, Math.max((long) start + value.length, bytes.length * 3L / 2)));
        }
        if (entries == ends.length) {
            ends = Arrays.copyOf(ends, entries * 2);
            hashes = Arrays.copyOf(hashes, entries * 2);
        }
        System.arraycopy(value, 0, bytes, start, value.length);
        ends[entries] = start + value.length;
        hashes[entries] = hash;
        entries++;
    }

    private void rehash() {
        table = new int[2 * table.length];
        for (int entry = 0; entry < entries; entry++) {
            int slot = hashes[entry] & (table.length - 1);
            while (table[slot] != 0) {
                slot = (slot + 1) & (table.length - 1);
            }
            table[slot] = entry + 1;
        }
    }

    private static int mix(int hash) {
        int mixed = hash * 0x9E3779B9;
        return mixed ^ (mixed >>> 15);
    }

    private final class InMemory implements Cursor {
        private final int[] order;
        private int at = -1;

        InMemory(int[] order) {
            this.order = order;
        }

        @Override
        public boolean next() {
            return ++at < order.length;
        }

        @Override
        public int id() {
            return firstId + order[at];
        }

        @Override
        public byte[] bytes() {
            return bytes;
        }

        @Override
        public int start() {
            return ProvisionalDictionary.this.start(order[at]);
        }

        @Override
        public int end() {
            return ends[order[at]];
        }
    }

    private static final class InFile implements Cursor {
        private final ScratchOutput run;
        private final ScratchInput in;
        private long left;
        private byte[] value = new byte[64];
        private int length;
        private int id;

        InFile(ScratchOutput run) throws IOException {
            this.run = run;
            this.in = run.input();
            this.left = run.size();
        }

        @Override
        public boolean next() throws IOException {
            if (left == 0) {
                in.close();
                run.discard();
                return false;
            }
            id = in.readInt();
            length = in.readInt();
            left -= 2 * Integer.BYTES + length;
            if (length > value.length) {
                value = new byte[Math.max(length, 2 * value.length)];
            }
            in.readBytes(value, length);
            return true;
        }

        @Override
        public int id() {
            return id;
        }

        @Override
        public byte[] bytes() {
            return value;
        }

        @Override
        public int start() {
            return 0;
        }

        @Override
        public int end() {
            return length;
        }
    }
}
