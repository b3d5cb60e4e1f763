package io.isobar.segment.codec;

import io.isobar.segment.smoosh.Region;
import io.isobar.segment.smoosh.RegionReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * Distinct values of fixed width w, as dictionaries of longs, doubles and ids are written; in the column's byte order. Safe for
 * many threads.
 *
 * <pre>
 *  offset  length  field    content
 *  0       1       version  0
 *  1       1       flags    bit 0: value 0 is null and isn't stored; bit 1: values ascend
 *  2       4       n        number of values that are stored
 *  6       w * n   values
 * </pre>
 */
public final class FixedValues {
    private static final int HAS_NULL = 1;

    private final ByteBuffer values;
    private final int firstStored;
    private final int size;

    private FixedValues(ByteBuffer values, int firstStored, int size) {
        this.values = values;
        this.firstStored = firstStored;
        this.size = size;
    }

    /** Reads values of {@code width} bytes from {@code in} on: four or eight. */
    public static FixedValues read(RegionReader in, ByteOrder order, int width) {
        byte version = in.int8("version of a dictionary of numbers");
        if (version != 0) {
            throw in.corrupt(1, "Version of a dictionary of numbers is [%d], expected 0".formatted(version));
        }
        int flags = in.int8("flags of a dictionary of numbers");
        Region count = in.region(Integer.BYTES, "length of a dictionary of numbers");
        int stored = count.bytes().duplicate().order(order).getInt(0);
        if (stored < 0 || stored > in.remaining() / width) {
            throw in.corrupt(
                    Integer.BYTES, "A dictionary of [%d] numbers does not fit into its bytes".formatted(stored));
        }
        Region values = in.region(stored * width, "numbers of a dictionary");
        int firstStored = flags & HAS_NULL;
        return new FixedValues(values.bytes().duplicate().order(order), firstStored, stored + firstStored);
    }

    /** How many values there are, null included. */
    public int size() {
        return size;
    }

    /** Whether value 0 is null. */
    public boolean hasNull() {
        return firstStored == 1;
    }

    /** Value {@code i} of four bytes; 0 if it is null. */
    public int int32(int i) {
        Objects.checkIndex(i, size);
        return i < firstStored ? 0 : values.getInt((i - firstStored) * Integer.BYTES);
    }

    /** Value {@code i} of eight bytes as a long; 0 if it is null. */
    public long int64(int i) {
        Objects.checkIndex(i, size);
        return i < firstStored ? 0 : values.getLong((i - firstStored) * Long.BYTES);
    }

    /** Value {@code i} of eight bytes as a double; 0 if it is null. */
    public double float64(int i) {
        return Double.longBitsToDouble(int64(i));
    }
}
