package io.isobar.segment.codec;

import io.isobar.segment.smoosh.RegionReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Pairs of a time and a value, one per row, as Druid stores first and last values since its version 27. Safe for many
 * threads. Little-endian:
 *
 * <pre>
 *  0     1  version   3
 *  1     1  flags     0x80 times have four bytes
 *  2     2  zero
 *  4     8  base      what each time is counted from
 *  12    4  length of the next
 *  16       starts    stream of n + 1 * int64: where each row's cell begins in the other stream, and its end
 *        4  length of the next
 *           cells     stream
 *
 *  stream:  int32 length of the next | (m + 1) * int32 where each block begins, and their end |
 *           int32 length of the next | m blocks of 64 KiB, the last one shorter, each compressed by LZ4
 *
 *  cell:    nothing if the row is null, or
 *           int32 or int64 time, less the base
 *           int8 0 and a long, double or float; or int8 1 if the value is null
 *           for strings instead: int32 length, 0 if it is null, -1 if it is empty | UTF-8
 * </pre>
 */
public final class Pairs {
    static final int VERSION = 3;
    static final int NARROW = 0x80;
    private static final int EMPTY = -1;

    private final CompressedObjects cells;
    private final boolean strings;
    private final boolean narrow;
    private final long base;

    private Pairs(CompressedObjects cells, boolean strings, boolean narrow, long base) {
        this.cells = cells;
        this.strings = strings;
        this.narrow = narrow;
        this.base = base;
    }

    /** Reads the pairs of {@code rows} rows. */
    public static Pairs read(RegionReader in, int rows, boolean strings) {
        byte version = in.int8("version of pairs");
        if (version != VERSION) {
            throw in.corrupt(1, "Version of pairs is [%d], expected [%d]".formatted(version, VERSION));
        }
        boolean narrow = (in.int8("flags of pairs") & NARROW) != 0;
        in.skip(2, "zeros of pairs");
        long base = Long.reverseBytes(in.int64("base of times"));
        return new Pairs(CompressedObjects.readStreams(in, rows), strings, narrow, base);
    }

    /** How many rows there are. */
    public int size() {
        return cells.size();
    }

    /**
     * A row's pair as folds take it, no bytes if it is null. Fastest if asked in ascending order. Numbers: little-endian,
     * the time in eight bytes and the rest of the cell; strings: big-endian, the time, the length or 0, the string.
     */
    public byte[] pair(int row) {
        byte[] cell = cells.object(row);
        if (cell.length == 0) {
            return cell;
        }
        int timeBytes = narrow ? Integer.BYTES : Long.BYTES;
        int least = timeBytes + (strings ? Integer.BYTES : 1);
        if (cell.length < least) {
            throw cells.corrupt("Pair [%d] has [%d] bytes, expected at least [%d]".formatted(row, cell.length, least));
        }
        ByteBuffer in = ByteBuffer.wrap(cell).order(ByteOrder.LITTLE_ENDIAN);
        long time = base + (narrow ? in.getInt() : in.getLong());
        ByteBuffer pair = ByteBuffer.allocate(cell.length + Long.BYTES - timeBytes);
        if (!strings) {
            return pair.order(ByteOrder.LITTLE_ENDIAN).putLong(time).put(in).array();
        }
        int length = in.getInt();
        if (length != in.remaining() && !(length == EMPTY && !in.hasRemaining())) {
            throw cells.corrupt("String [%d] has [%d] bytes, expected [%d]".formatted(row, in.remaining(), length));
        }
        return pair.putLong(time).putInt(Math.max(0, length)).put(in).array();
    }
}
