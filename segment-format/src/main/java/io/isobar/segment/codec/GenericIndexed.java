package io.isobar.segment.codec;

import io.isobar.segment.smoosh.LogicalFiles;
import io.isobar.segment.smoosh.Region;
import io.isobar.segment.smoosh.RegionReader;
import java.nio.ByteBuffer;

/**
 * Byte strings of different lengths by position; big-endian.
 *
 * <pre>
 *  offset  length  field    content
 *  0       1       version  1
 *  1       1       sorted   1 if values ascend strictly, so that they can be searched
 *  2       4       size     bytes that follow
 *  6       4       n        number of values
 *  10      4n      ends     ends[i] = first byte after value i, counted from the start of values
 *  10+4n           values   per value: int32 marker, bytes. The marker of an empty value is -1 if it is null; any
 *                           other marker means nothing
 * </pre>
 *
 * <p>Version 2, for more than 2^31 bytes, spreads values over files of their own, {@code 2^shift} to each:
 *
 * <pre>
 *  0       1       version  2
 *  1       1       sorted
 *  2       4       shift
 *  6       4       n
 *  10      4+m     name     &lt;name&gt;_header has the ends, little-endian, counted anew in each of the files
 *                           &lt;name&gt;_value_0, &lt;name&gt;_value_1, …, which have the values
 * </pre>
 */
public final class GenericIndexed {
    private static final int MARKER_BYTES = Integer.BYTES;
    private static final int NULL_MARKER = -1;
    private static final int MAX_SHIFT = 30;

    private final boolean sorted;
    private final int size;
    private final int shift;
    private final ByteBuffer ends;
    private final Region[] values;

    private GenericIndexed(boolean sorted, int size, int shift, ByteBuffer ends, Region... values) {
        this.sorted = sorted;
        this.size = size;
        this.shift = shift;
        this.ends = ends;
        this.values = values;
    }

    /** Reads from {@code in} on; {@code siblings} is where version 2 finds its files. */
    public static GenericIndexed read(RegionReader in, LogicalFiles siblings) {
        byte version = in.int8("version of a list");
        boolean sorted = in.int8("sorted flag of a list") == 1;
        return switch (version) {
            case 1 -> inPlace(in, sorted);
            case 2 -> inFiles(in, sorted, siblings);
            default -> throw in.corrupt(2, "Version of a list is [%d], expected 1 or 2".formatted(version));
        };
    }

    private static GenericIndexed inPlace(RegionReader in, boolean sorted) {
        Region all = in.region(in.count("size of a list"), "a list");
        RegionReader list = new RegionReader(all);
        int size = list.count("length of a list");
        if (size > list.remaining() / Integer.BYTES) {
            throw list.corrupt(Integer.BYTES, "A list of [%d] values does not fit into its bytes".formatted(size));
        }
        Region ends = list.region(size * Integer.BYTES, "ends of a list");
        return new GenericIndexed(sorted, size, 31, ends.bytes(), list.rest());
    }

    private static GenericIndexed inFiles(RegionReader in, boolean sorted, LogicalFiles siblings) {
        int shift = in.int32("values per file of a list, as a power of 2");
        if (shift < 0 || shift > MAX_SHIFT) {
            throw in.corrupt(Integer.BYTES, "A list has 2^[%d] values per file".formatted(shift));
        }
        int size = in.count("length of a list");
        String name = in.text("file name of a list");
        Region header = siblings.require(name + "_header");
        if (size > header.size() / Integer.BYTES) {
            throw header.corrupt(0, "It has [%d] bytes, too few for [%d] values".formatted(header.size(), size));
        }
        Region[] values = new Region[size == 0 ? 0 : ((size - 1) >>> shift) + 1];
        for (int i = 0; i < values.length; i++) {
            values[i] = siblings.require(name + "_value_" + i);
        }
        ByteBuffer ends = header.bytes().duplicate().order(java.nio.ByteOrder.LITTLE_ENDIAN);
        return new GenericIndexed(sorted, size, shift, ends, values);
    }

    /** How many values there are. */
    public int size() {
        return size;
    }

    /** Whether the file says that values ascend strictly. */
    public boolean sorted() {
        return sorted;
    }

    /** The bytes among which value {@code i} lies. */
    public Region region(int i) {
        return values[i >>> shift];
    }

    /** Where value {@code i} begins in its region; the same as its end if its bytes are cut short. */
    public int start(int i) {
        return previousEnd(i) + MARKER_BYTES;
    }

    /** Where value {@code i} ends in its region; checked against {@link #start}. */
    public int end(int i) {
        return checkedEnd(i, start(i));
    }

    private int checkedEnd(int i, int start) {
        int end = ends.getInt(i * Integer.BYTES);
        Region region = region(i);
        if (start < MARKER_BYTES || end < start || end > region.size()) {
            throw region.corrupt(
                    Math.max(0, Math.min(start, region.size())),
                    "Value [%d] of a list lies at [%d] to [%d], outside of its [%d] bytes"
                            .formatted(i, start, end, region.size()));
        }
        return end;
    }

    /** Whether value {@code i} is null, rather than empty or more. */
    public boolean isNull(int i) {
        int end = end(i);
        return end == start(i) && region(i).bytes().getInt(end - MARKER_BYTES) == NULL_MARKER;
    }

    /** The bytes of value {@code i}, read-only and big-endian. */
    public ByteBuffer value(int i) {
        int end = end(i);
        int start = start(i);
        return region(i).bytes().slice(start, end - start);
    }

    /**
     * Copies up to {@code count} values from value {@code first} on, all at once.
     *
     * @return how many were copied: fewer than asked for where a file of version 2 ends, or if {@code into} is full
     */
    public int read(int first, int count, ObjectBytes into) {
        java.util.Objects.checkFromIndexSize(first, count, size);
        into.clear();
        if (count == 0) {
            return 0;
        }
        int most = (int) Math.min(count, (1L << shift) - (first & ((1L << shift) - 1)));
        int begin = previousEnd(first);
        int last = begin;
        int read = 0;
        do {
            int start = last + MARKER_BYTES;
            last = checkedEnd(first + read, start);
            into.place(start - begin, last - start);
            read++;
        } while (read < most && last - begin < ObjectBytes.ENOUGH_BYTES);
        into.fill(region(first).bytes(), begin, last - begin);
        return read;
    }

    /**
     * Copies the values {@code positions[from..to)}, or fewer.
     *
     * @return how many were copied
     */
    public int read(int[] positions, int from, int to, ObjectBytes into) {
        into.clear();
        int read = from;
        while (read < to && !into.full()) {
            int i = positions[read++];
            int start = start(i);
            into.add(region(i).bytes(), start, checkedEnd(i, start) - start);
        }
        return read - from;
    }

    private int previousEnd(int i) {
        java.util.Objects.checkIndex(i, size);
        return (i & ((1 << shift) - 1)) == 0 ? 0 : ends.getInt((i - 1) * Integer.BYTES);
    }
}
