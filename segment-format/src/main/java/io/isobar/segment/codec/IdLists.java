package io.isobar.segment.codec;

import io.isobar.segment.smoosh.LogicalFiles;
import io.isobar.segment.smoosh.Region;
import io.isobar.segment.smoosh.RegionReader;
import java.nio.ByteOrder;

/**
 * The ids of the rows of a multi-value column: row {@code i} has those at {@code offset[i]} up to {@code offset[i + 1]},
 * exclusive.
 *
 * <pre>
 *  version 3  int8 3 | offsets, compressed in four bytes | ids, compressed
 *  version 2  int8 2 | offsets, compressed | ids, compressed
 *  version 1  int8 1 | int8 bytes per id | int32 size | int32 rows | rows * int32 end of the row's ids in bytes |
 *             big-endian ids | padding
 * </pre>
 *
 * <p>Versions 2 and 3 have one offset more than rows; see {@link PackedInts}.
 */
public final class IdLists {
    private static final byte PLAIN = 1;

    private final PackedInts offsets;
    private final PackedInts ids;
    private final int rows;
    /** What an offset is divided by; plain lists have the end of each row in bytes, and none for the first's start. */
    private final int unit;

    private final Region region;

    private IdLists(PackedInts offsets, PackedInts ids, int rows, int unit, Region region) {
        this.offsets = offsets;
        this.ids = ids;
        this.rows = rows;
        this.unit = unit;
        this.region = region;
    }

    /** Reads version 1. */
    public static IdLists plain(RegionReader in) {
        byte version = in.int8("version of lists of ids");
        if (version != PLAIN) {
            throw in.corrupt(1, "Version of lists of ids is [%d], expected 1".formatted(version));
        }
        int width = PackedInts.width(in);
        Region all = in.region(in.count("size of lists of ids"), "lists of ids");
        RegionReader lists = new RegionReader(all);
        int rows = lists.count("number of lists of ids");
        if (rows > lists.remaining() / Integer.BYTES) {
            throw lists.corrupt(Integer.BYTES, "[%d] lists of ids do not fit into their bytes".formatted(rows));
        }
        Region ends = lists.region(rows * Integer.BYTES, "ends of lists of ids");
        Region values = lists.rest();
        return new IdLists(
                PackedInts.bare(ends, rows, Integer.BYTES),
                PackedInts.bare(values, values.size() / width, width),
                rows,
                width,
                all);
    }

    /** Reads versions 2 and 3. */
    public static IdLists compressed(RegionReader in, LogicalFiles siblings, ByteOrder order) {
        byte version = in.int8("version of lists of ids");
        PackedInts offsets = switch (version) {
            case 2 -> PackedInts.compressed(in, siblings, order);
            case 3 -> PackedInts.compressedWhole(in, siblings, order);
            default -> throw in.corrupt(1, "Version of lists of ids is [%d], expected 2 or 3".formatted(version));
        };
        if (offsets.size() == 0) {
            throw in.corrupt(0, "Lists of ids have no offsets");
        }
        PackedInts ids = PackedInts.compressed(in, siblings, order);
        return new IdLists(offsets, ids, offsets.size() - 1, 0, in.source());
    }

    /** How many rows there are. */
    public int rows() {
        return rows;
    }

    /** A new reader for one thread. */
    public Reader reader() {
        return new Reader();
    }

    /** Reads one row after the other. */
    public final class Reader {
        private final PackedInts.Reader offsetReader = offsets.reader();
        private final PackedInts.Reader idReader = ids.reader();

        /** Where the ids of a row begin. */
        public int start(int row) {
            if (unit == 0) {
                return offsetReader.at(row);
            }
            return row == 0 ? 0 : offsetReader.at(row - 1) / unit;
        }

        /** How many ids a row has that begin at {@code start}. */
        public int count(int row, int start) {
            int end = unit == 0 ? offsetReader.at(row + 1) : offsetReader.at(row) / unit;
            if (start < 0 || end < start || end > ids.size()) {
                throw region.corrupt(
                        0,
                        "Ids of row [%d] lie at [%d] to [%d], outside of the [%d] there are"
                                .formatted(row, start, end, ids.size()));
            }
            return end - start;
        }

        /** Copies ids. */
        public void read(int start, int count, int[] into, int at) {
            idReader.read(start, count, into, at);
        }
    }
}
