package io.isobar.segment.codec;

import io.isobar.segment.smoosh.RegionReader;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How longs become fewer bits: as differences from the smallest, or as positions in a table.
 *
 * <pre>
 *  delta (0x00)  int8 version 1 | int64 base | int32 bits per value
 *  table (0x01)  int8 version 1 | int32 n, at most 256 | n * int64 values
 * </pre>
 *
 * <p>Values follow as a stream of bits, the highest of each first, whatever the byte order of the column. A width is one
 * of {@link #WIDTHS}. Each block ends with four bytes of padding.
 */
final class LongPacking {
    static final byte DELTA = 0x00;
    static final byte TABLE = 0x01;
    static final byte PLAIN = (byte) 0xFF;
    static final byte VERSION = 1;
    static final int MAX_TABLE = 256;
    static final int PADDING_BYTES = Integer.BYTES;
    private static final VarHandle BIG_LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int[] WIDTHS = {1, 2, 4, 8, 12, 16, 20, 24, 32, 40, 48, 56, 64};

    private final int width;
    private final long base;
    /** As many as there are numbers of so many bits, so that each is a place in it. */
    private final long @Nullable [] table;
    /** The last place that a value was written for. */
    private final int tableLast;

    private LongPacking(int width, long base, long @Nullable [] table) {
        this.width = width;
        this.base = base;
        this.table = table == null ? null : Arrays.copyOf(table, 1 << width);
        this.tableLast = table == null ? -1 : table.length - 1;
    }

    /** Reads the header of an encoding, {@link #DELTA} or {@link #TABLE}. */
    static LongPacking read(byte encoding, RegionReader in) {
        byte version = in.int8("version of an encoding of longs");
        if (version != VERSION) {
            throw in.corrupt(1, "Version of an encoding of longs is [%d], expected 1".formatted(version));
        }
        if (encoding == DELTA) {
            long base = in.int64("base of delta-encoded longs");
            int width = in.int32("bits per value of delta-encoded longs");
            if (Arrays.stream(WIDTHS).noneMatch(w -> w == width)) {
                throw in.corrupt(Integer.BYTES, "Longs have [%d] bits each, which no writer uses".formatted(width));
            }
            return new LongPacking(width, base, null);
        }
        int size = in.count("length of a table of longs");
        if (size > MAX_TABLE) {
            throw in.corrupt(Integer.BYTES, "A table of longs has [%d] values, at most 256 may be".formatted(size));
        }
        long[] table = new long[size];
        for (int i = 0; i < size; i++) {
            table[i] = in.int64("a table of longs");
        }
        return new LongPacking(width(size), 0, table);
    }

    /** The least width for {@code distinct} values. */
    static int width(long distinct) {
        for (int width : WIDTHS) {
            if (width >= Long.SIZE - 1 || distinct <= 1L << width) {
                return width;
            }
        }
        throw new AssertionError("[%d] values".formatted(distinct));
    }

    /** How many values a block has. */
    static int perBlock(int width) {
        return Integer.highestOneBit((Compression.BLOCK_BYTES - PADDING_BYTES) * Byte.SIZE / width);
    }

    /** Bits per value. */
    int width() {
        return width;
    }

    /**
     * Unpacks {@code count} values that begin {@code bit} bits from the start of {@code from} into {@code into} from {@code
     * to} on.
     *
     * @return whether all values were in the table
     */
    boolean unpack(byte[] from, long bit, int count, long[] into, int to) {
        int signs = 0;
        long at = bit;
        for (int i = 0; i < count; i++, at += width) {
            long packed = packed(from, at);
            signs |= tableLast - (int) packed;
            into[to + i] = table == null ? base + packed : table[(int) packed];
        }
        return table == null || signs >= 0;
    }

    /**
     * Unpacks the values at {@code rows[start..end)} into {@code into}, that of row {@code rows[i]} to {@code to + i}; {@code
     * first} is the row whose value is the first in {@code from}.
     *
     * @return whether all values were in the table
     */
    boolean pick(byte[] from, int first, int[] rows, int start, int end, long[] into, int to) {
        int signs = 0;
        for (int i = start; i < end; i++) {
            long packed = packed(from, (long) (rows[i] - first) * width);
            signs |= tableLast - (int) packed;
            into[to + i] = table == null ? base + packed : table[(int) packed];
        }
        return table == null || signs >= 0;
    }

    /** The bits of one value. Widths that are no multiple of 8 are at most 20, so eight bytes have all of them. */
    private long packed(byte[] from, long bit) {
        int at = (int) (bit >>> 3);
        if (at <= from.length - Long.BYTES) {
            return (long) BIG_LONGS.get(from, at) << (bit & 7) >>> (Long.SIZE - width);
        }
        long bits = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            bits = bits << Byte.SIZE | (at + i < from.length ? from[at + i] & 0xFF : 0);
        }
        return bits << (bit & 7) >>> (Long.SIZE - width);
    }
}
