package io.isobar.segment.bitmap;

import io.isobar.segment.smoosh.Region;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The portable form of roaring bitmaps. {@link #check} refuses what is none, or has too many rows, since the library
 * trusts what it is given. All integers are little-endian and unsigned.
 *
 * <pre>
 *  cookie      12346 in 32 bits, then int32 n; or 12347 in the low 16 bits and n - 1 in the high ones, then a bit per
 *              container, rounded up to bytes, that says whether it is a run container
 *  containers  n * (int16 high half of its rows, int16 cardinality - 1), high halves ascending
 *  offsets     n * int32 from the first byte; lacking with cookie 12347 if n is less than 4
 *  contents    run container: int16 number of runs, per run int16 first row, int16 length - 1
 *              at most 4096 rows: an int16 for each; else 8192 bytes, a bit for each
 * </pre>
 */
final class RoaringBytes {
    private static final int COOKIE_WITHOUT_RUNS = 12346;
    private static final int COOKIE_WITH_RUNS = 12347;
    private static final int OFFSETS_FROM = 4;
    private static final int MAX_CONTAINERS = 1 << 16;
    private static final int MAX_ARRAY = 4096;
    private static final int BITSET_BYTES = 8192;

    private final Region region;
    private final ByteBuffer bytes;
    private final int rows;
    private int at;

    private RoaringBytes(Region region, int rows) {
        this.region = region;
        this.bytes = region.bytes().duplicate().order(ByteOrder.LITTLE_ENDIAN);
        this.rows = rows;
    }

    static void check(Region region, int rows) {
        new RoaringBytes(region, rows).check();
    }

    private void check() {
        int cookie = int32("cookie of a bitmap");
        boolean runs = (cookie & 0xFFFF) == COOKIE_WITH_RUNS;
        if (!runs && cookie != COOKIE_WITHOUT_RUNS) {
            throw region.corrupt(0, "Cookie of a bitmap is [%d], expected 12346 or 12347".formatted(cookie));
        }
        int size = runs ? (cookie >>> 16) + 1 : int32("number of containers");
        if (size < 0 || size > MAX_CONTAINERS) {
            throw region.corrupt(at, "A bitmap has [%d] containers".formatted(size));
        }
        int flags = at;
        skip(runs ? (size + 7) / 8 : 0, "run flags of a bitmap");
        int header = at;
        skip(size * 4, "container headers of a bitmap");
        int offsets = at;
        boolean hasOffsets = !runs || size >= OFFSETS_FROM;
        skip(hasOffsets ? size * 4 : 0, "container offsets of a bitmap");
        int previousKey = -1;
        for (int i = 0; i < size; i++) {
            int key = bytes.getShort(header + 4 * i) & 0xFFFF;
            int cardinality = (bytes.getShort(header + 4 * i + 2) & 0xFFFF) + 1;
            if (key <= previousKey) {
                throw region.corrupt(header + 4 * i, "Container [%d] of a bitmap does not ascend".formatted(i));
            }
            previousKey = key;
            if (hasOffsets && bytes.getInt(offsets + 4 * i) != at) {
                throw region.corrupt(offsets + 4 * i, "Offset of container [%d] of a bitmap is wrong".formatted(i));
            }
            boolean run = runs && (bytes.get(flags + i / 8) >>> (i % 8) & 1) == 1;
            int last = run
                    ? checkRuns(cardinality)
                    : cardinality <= MAX_ARRAY ? checkArray(cardinality) : checkBits(cardinality);
            if (((long) key << 16 | last) >= rows) {
                throw region.corrupt(
                        at, "A bitmap has row [%d], there are [%d]".formatted((long) key << 16 | last, rows));
            }
        }
    }

    private int checkRuns(int cardinality) {
        int start = at;
        int count = int16("number of runs");
        int last = -1;
        int sum = 0;
        for (int i = 0; i < count; i++) {
            int first = int16("first row of a run");
            int length = int16("length of a run");
            if (first <= last || first + length > 0xFFFF) {
                throw region.corrupt(at - 4, "Runs of a bitmap overlap or do not ascend");
            }
            last = first + length;
            sum += length + 1;
        }
        if (count == 0) {
            throw region.corrupt(at - 2, "A run container of a bitmap has no run");
        }
        requireCardinality(start, sum, cardinality);
        return last;
    }

    private int checkArray(int cardinality) {
        int start = at;
        skip(2 * cardinality, "rows of a bitmap");
        int last = -1;
        for (int position = start; position < at; position += 2) {
            int row = bytes.getShort(position) & 0xFFFF;
            if (row <= last) {
                throw region.corrupt(position, "Rows of a bitmap do not ascend");
            }
            last = row;
        }
        return last;
    }

    private int checkBits(int cardinality) {
        int start = at;
        skip(BITSET_BYTES, "bits of a bitmap");
        int count = 0;
        int last = -1;
        for (int word = 0; word < BITSET_BYTES / 8; word++) {
            long bits = bytes.getLong(start + 8 * word);
            count += Long.bitCount(bits);
            if (bits != 0) {
                last = 64 * word + 63 - Long.numberOfLeadingZeros(bits);
            }
        }
        requireCardinality(start, count, cardinality);
        return last;
    }

    /** The library makes room by what the header says. */
    private void requireCardinality(int start, int found, int told) {
        if (found != told) {
            throw region.corrupt(
                    start, "A container of a bitmap has [%d] rows, its header says [%d]".formatted(found, told));
        }
    }

    private int int32(String what) {
        region.check(at, 4, what);
        at += 4;
        return bytes.getInt(at - 4);
    }

    private int int16(String what) {
        region.check(at, 2, what);
        at += 2;
        return bytes.getShort(at - 2) & 0xFFFF;
    }

    private void skip(int length, String what) {
        region.check(at, length, what);
        at += length;
    }
}
