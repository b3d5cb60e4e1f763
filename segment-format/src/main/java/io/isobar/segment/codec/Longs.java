package io.isobar.segment.codec;

import io.isobar.segment.smoosh.LogicalFiles;
import io.isobar.segment.smoosh.RegionReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * The values of a column of longs.
 *
 * <pre>
 *  0   1   version      2; 1 is LZF without the compression's id
 *  1   4   rows
 *  5   4   per block    values in a block; not used with compression NONE
 *  9   1   compression  its id; less than -2 (signed) means the id is 126 more, and an encoding follows
 *  10  1   encoding     0xFF plain, else see {@link LongPacking}; with its header
 *          blocks       a list of compressed blocks, or with NONE all values
 * </pre>
 */
public final class Longs {
    private static final byte OLD_VERSION = 1;
    private static final byte VERSION = 2;
    private static final int ENCODED = 126;
    private static final int PACKED_VALUES_AT_ONCE = 8192;

    private final Blocks blocks;
    private final @Nullable LongPacking packing;

    private Longs(Blocks blocks, @Nullable LongPacking packing) {
        this.blocks = blocks;
        this.packing = packing;
    }

    /** Reads the section's header; {@code order} is the byte order of plain values. */
    public static Longs read(RegionReader in, LogicalFiles siblings, ByteOrder order) {
        byte version = in.int8("version of longs");
        if (version != VERSION && version != OLD_VERSION) {
            throw in.corrupt(1, "Version of longs is [%d], expected 1 or 2".formatted(version));
        }
        int rows = in.count("number of longs");
        int perBlock = in.int32("longs per block");
        if (version == OLD_VERSION) {
            return new Longs(Blocks.read(in, siblings, order, Compression.LZF, rows, perBlock, Long.SIZE), null);
        }
        byte id = in.int8("compression of longs");
        boolean encoded = id < Compression.NONE.id();
        Compression compression = Compression.of(encoded ? (byte) (id + ENCODED) : id, in.source(), in.position() - 1);
        LongPacking packing = encoded ? packing(in) : null;
        int bits = packing == null ? Long.SIZE : packing.width();
        return new Longs(Blocks.read(in, siblings, order, compression, rows, perBlock, bits), packing);
    }

    private static @Nullable LongPacking packing(RegionReader in) {
        byte encoding = in.int8("encoding of longs");
        return switch (encoding) {
            case LongPacking.PLAIN -> null;
            case LongPacking.DELTA, LongPacking.TABLE -> LongPacking.read(encoding, in);
            default -> throw in.corrupt(1, "Encoding of longs is [0x%02x], which none has".formatted(encoding));
        };
    }

    /** How many values there are. */
    public int rows() {
        return blocks.values();
    }

    /** A new reader for one thread. */
    public Reader reader() {
        return packing == null ? new PlainReader() : new PackedReader(packing);
    }

    /** Reads longs by position; positions must have been checked. */
    public interface Reader {
        /** Reads {@code count} values from position {@code first} on into {@code into} from {@code at} on. */
        void read(int first, int count, long[] into, int at);

        /** Reads the values at the ascending {@code rows[from..from + count)} into {@code into[0..count)}. */
        void gather(int[] rows, int from, int count, long[] into, int at);
    }

    private final class PlainReader implements Reader {
        private final EightBytes values = new EightBytes(blocks);

        @Override
        public void read(int first, int count, long[] into, int at) {
            values.longs(first, count, into, at);
        }

        @Override
        public void gather(int[] rows, int from, int count, long[] into, int at) {
            values.longs(rows, from, count, into, at);
        }
    }

    /** Unpacks some thousand values at once, whatever the size of the blocks beneath. */
    private final class PackedReader implements Reader {
        private final Blocks.Decoder decoder = blocks.decoder();
        private final long[] unpacked = new long[PACKED_VALUES_AT_ONCE];
        private final LongPacking packing;
        private int current = -1;

        PackedReader(LongPacking packing) {
            this.packing = packing;
        }

        @Override
        public void read(int first, int count, long[] into, int at) {
            for (int done = 0; done < count; ) {
                int row = first + done;
                load(row / PACKED_VALUES_AT_ONCE);
                int within = row % PACKED_VALUES_AT_ONCE;
                int length = Math.min(count - done, PACKED_VALUES_AT_ONCE - within);
                System.arraycopy(unpacked, within, into, at + done, length);
                done += length;
            }
        }

        @Override
        public void gather(int[] rows, int from, int count, long[] into, int at) {
            for (int i = 0; i < count; i++) {
                int row = rows[from + i];
                load(row / PACKED_VALUES_AT_ONCE);
                into[at + i] = unpacked[row % PACKED_VALUES_AT_ONCE];
            }
        }

        private void load(int part) {
            if (part == current) {
                return;
            }
            current = -1;
            int last = Math.min(blocks.values() - part * PACKED_VALUES_AT_ONCE, PACKED_VALUES_AT_ONCE);
            for (int done = 0; done < last; ) {
                int row = part * PACKED_VALUES_AT_ONCE + done;
                int block = row >>> blocks.shift();
                int within = row - (block << blocks.shift());
                int length = Math.min(last - done, blocks.valuesIn(block) - within);
                done += unpack(decoder.block(block), within, length, done);
            }
            current = part;
        }

        private int unpack(ByteBuffer from, int within, int length, int at) {
            if (!packing.unpack(from, within, length, unpacked, at)) {
                throw blocks.corrupt("A packed long is not in its table");
            }
            return length;
        }
    }
}
