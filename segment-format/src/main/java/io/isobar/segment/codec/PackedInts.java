package io.isobar.segment.codec;

import io.isobar.segment.smoosh.LogicalFiles;
import io.isobar.segment.smoosh.Region;
import io.isobar.segment.smoosh.RegionReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

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

    private static final int COPIED_BYTES = 4096;

    private final Blocks blocks;
    private final int bytesPerValue;
    private final IntLayout layout;

    private PackedInts(Blocks blocks, int bytesPerValue) {
        this.blocks = blocks;
        this.bytesPerValue = bytesPerValue;
        this.layout = IntLayout.of(bytesPerValue, blocks.order());
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
        private final byte @Nullable [] decoded = decoder.array();
        /** What is read in place goes through here, so that there is one way of unpacking. */
        private final byte[] copied = new byte[decoded == null ? COPIED_BYTES : 0];

        private final int shift = blocks.shift();

        /** Reads {@code count} values from position {@code first} on into {@code into} from {@code at} on. */
        public void read(int first, int count, int[] into, int at) {
            if (decoded == null) {
                readInPlace(first, count, into, at);
                return;
            }
            for (int done = 0; done < count; ) {
                int block = (first + done) >>> shift;
                int within = first + done - (block << shift);
                int length = Math.min(count - done, blocks.valuesIn(block) - within);
                decoder.block(block);
                layout.unpack(decoded, within, length, into, at + done);
                done += length;
            }
        }

        private void readInPlace(int first, int count, int[] into, int at) {
            ByteBuffer from = decoder.block(0);
            int some = COPIED_BYTES / Integer.BYTES;
            for (int done = 0; done < count; done += some) {
                int length = Math.min(count - done, some);
                from.get((first + done) * bytesPerValue, copied, 0, length * bytesPerValue);
                layout.unpack(copied, 0, length, into, at + done);
            }
        }

        /** Reads the values at the ascending {@code positions[0..count)}. */
        public void gather(int[] positions, int count, int[] into) {
            if (decoded == null) {
                ByteBuffer from = decoder.block(0);
                for (int i = 0; i < count; i++) {
                    into[i] = layout.value(from, positions[i]);
                }
                return;
            }
            for (int done = 0; done < count; ) {
                int block = positions[done] >>> shift;
                int end = Ascending.end(positions, done, count, shift);
                decoder.block(block);
                layout.pick(decoded, block << shift, positions, done, end, into);
                done = end;
            }
        }

        /** Reads one value. */
        public int at(int position) {
            int block = position >>> shift;
            return layout.value(decoder.block(block), position - (block << shift));
        }
    }
}
