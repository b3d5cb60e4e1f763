package io.isobar.segment.codec;

import io.isobar.segment.smoosh.LogicalFiles;
import io.isobar.segment.smoosh.Region;
import io.isobar.segment.smoosh.RegionReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Integers that are not negative, in one to four bytes each: ids of rows, and where rows begin.
 *
 * <pre>
 *  plain (version 0)                         compressed (version 2)
 *  0  1  version 0                           0   1  version 2
 *  1  1  bytes per value                     1   1  bytes per value; lacking, and 4, where rows begin
 *  2  4  size of what follows                2   4  n
 *  6     big-endian values, and 4 - bytes    6   4  values per block
 *        per value zeros                     10  1  compression
 *                                            11     a list of blocks, in the column's byte order
 * </pre>
 */
public final class PackedInts {
    private static final byte PLAIN = 0;
    private static final byte COMPRESSED = 2;

    private final Blocks blocks;
    private final int bytesPerValue;

    private PackedInts(Blocks blocks, int bytesPerValue) {
        this.blocks = blocks;
        this.bytesPerValue = bytesPerValue;
    }

    /** Reads the plain form. */
    public static PackedInts plain(RegionReader in) {
        expectVersion(in, PLAIN);
        int bytesPerValue = width(in);
        Region values = in.region(in.count("size of ids"), "ids");
        int padding = Integer.BYTES - bytesPerValue;
        int count = Math.max(0, values.size() - padding) / bytesPerValue;
        return new PackedInts(
                Blocks.plain(values, ByteOrder.BIG_ENDIAN, count, bytesPerValue * Byte.SIZE), bytesPerValue);
    }

    /** Reads the compressed form. */
    public static PackedInts compressed(RegionReader in, LogicalFiles siblings, ByteOrder order) {
        expectVersion(in, COMPRESSED);
        return blocks(in, siblings, order, width(in));
    }

    /** Reads the compressed form that has four bytes per value and doesn't say so. */
    public static PackedInts compressedWhole(RegionReader in, LogicalFiles siblings, ByteOrder order) {
        expectVersion(in, COMPRESSED);
        return blocks(in, siblings, order, Integer.BYTES);
    }

    /** Values that lie in {@code region} as they are, without any header. */
    static PackedInts bare(Region region, int count, int bytesPerValue) {
        return new PackedInts(
                Blocks.plain(region, ByteOrder.BIG_ENDIAN, count, bytesPerValue * Byte.SIZE), bytesPerValue);
    }

    private static PackedInts blocks(RegionReader in, LogicalFiles siblings, ByteOrder order, int bytesPerValue) {
        int count = in.count("number of ids");
        int perBlock = in.int32("ids per block");
        Compression compression = Compression.of(in.int8("compression of ids"), in.source(), in.position() - 1);
        if (compression == Compression.NONE) {
            throw in.corrupt(1, "Ids have the compression [NONE], which is for numbers only");
        }
        return new PackedInts(
                Blocks.read(in, siblings, order, compression, count, perBlock, bytesPerValue * Byte.SIZE),
                bytesPerValue);
    }

    private static void expectVersion(RegionReader in, byte expected) {
        byte version = in.int8("version of ids");
        if (version != expected) {
            throw in.corrupt(1, "Version of ids is [%d], expected [%d]".formatted(version, expected));
        }
    }

    static int width(RegionReader in) {
        byte width = in.int8("bytes per id");
        if (width < 1 || width > Integer.BYTES) {
            throw in.corrupt(1, "Ids have [%d] bytes each, expected 1 to 4".formatted(width));
        }
        return width;
    }

    /** How many values there are. */
    public int size() {
        return blocks.values();
    }

    /** A new reader for one thread. */
    public Reader reader() {
        return new Reader();
    }

    /** Reads values by position; positions must have been checked. */
    public final class Reader {
        private final Blocks.Decoder decoder = blocks.decoder();
        private final int shift = blocks.shift();

        /** Reads {@code count} values from position {@code first} on into {@code into} from {@code at} on. */
        public void read(int first, int count, int[] into, int at) {
            for (int done = 0; done < count; ) {
                int block = (first + done) >>> shift;
                int within = first + done - (block << shift);
                int length = Math.min(count - done, blocks.valuesIn(block) - within);
                copy(decoder.block(block), within, length, into, at + done);
                done += length;
            }
        }

        /** Reads the values at the ascending {@code positions[0..count)}. */
        public void gather(int[] positions, int count, int[] into) {
            for (int done = 0; done < count; ) {
                int block = positions[done] >>> shift;
                int end = done + 1;
                while (end < count && positions[end] >>> shift == block) {
                    end++;
                }
                pick(decoder.block(block), block << shift, positions, done, end, into);
                done = end;
            }
        }

        /** Reads one value. */
        public int at(int position) {
            int block = position >>> shift;
            return value(decoder.block(block), position - (block << shift));
        }

        private int value(ByteBuffer from, int i) {
            return switch (bytesPerValue) {
                case 1 -> from.get(i) & 0xFF;
                case 2 -> from.getShort(2 * i) & 0xFFFF;
                case 3 -> threeBytes(from, 3 * i);
                default -> from.getInt(4 * i);
            };
        }

        private void copy(ByteBuffer from, int within, int length, int[] into, int at) {
            switch (bytesPerValue) {
                case 1 -> {
                    for (int i = 0; i < length; i++) {
                        into[at + i] = from.get(within + i) & 0xFF;
                    }
                }
                case 2 -> {
                    for (int i = 0; i < length; i++) {
                        into[at + i] = from.getShort(2 * (within + i)) & 0xFFFF;
                    }
                }
                case 3 -> {
                    for (int i = 0; i < length; i++) {
                        into[at + i] = threeBytes(from, 3 * (within + i));
                    }
                }
                default -> from.asIntBuffer().get(within, into, at, length);
            }
        }

        private void pick(ByteBuffer from, int base, int[] positions, int start, int end, int[] into) {
            switch (bytesPerValue) {
                case 1 -> {
                    for (int i = start; i < end; i++) {
                        into[i] = from.get(positions[i] - base) & 0xFF;
                    }
                }
                case 2 -> {
                    for (int i = start; i < end; i++) {
                        into[i] = from.getShort(2 * (positions[i] - base)) & 0xFFFF;
                    }
                }
                case 3 -> {
                    for (int i = start; i < end; i++) {
                        into[i] = threeBytes(from, 3 * (positions[i] - base));
                    }
                }
                default -> {
                    for (int i = start; i < end; i++) {
                        into[i] = from.getInt(4 * (positions[i] - base));
                    }
                }
            }
        }

        private static int threeBytes(ByteBuffer from, int at) {
            int first = from.get(at) & 0xFF;
            int middle = from.get(at + 1) & 0xFF;
            int last = from.get(at + 2) & 0xFF;
            return from.order() == ByteOrder.LITTLE_ENDIAN
                    ? last << 16 | middle << 8 | first
                    : first << 16 | middle << 8 | last;
        }
    }
}
