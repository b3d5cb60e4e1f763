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
    private static final int COPIED_BYTES = 4096;

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

    private final class PackedReader implements Reader {
        private final Blocks.Decoder decoder = blocks.decoder();
        private final byte @Nullable [] decoded = decoder.array();
        /** What is read in place goes through here, so that there is one way of unpacking. */
        private final byte[] copied = new byte[decoded == null ? COPIED_BYTES : 0];

        private final int shift = blocks.shift();
        private final LongPacking packing;

        PackedReader(LongPacking packing) {
            this.packing = packing;
        }

        @Override
        public void read(int first, int count, long[] into, int at) {
            if (decoded == null) {
                readInPlace(first, count, into, at);
                return;
            }
            for (int done = 0; done < count; ) {
                int block = (first + done) >>> shift;
                int within = first + done - (block << shift);
                int length = Math.min(count - done, blocks.valuesIn(block) - within);
                decoder.block(block);
                check(packing.unpack(decoded, (long) within * packing.width(), length, into, at + done));
                done += length;
            }
        }

        @Override
        public void gather(int[] rows, int from, int count, long[] into, int at) {
            if (decoded == null) {
                for (int i = 0; i < count; i++) {
                    readInPlace(rows[from + i], 1, into, at + i);
                }
                return;
            }
            for (int start = from; start < from + count; ) {
                int end = Ascending.end(rows, start, from + count, shift);
                int block = rows[start] >>> shift;
                decoder.block(block);
                check(packing.pick(decoded, block << shift, rows, start, end, into, at - from));
                start = end;
            }
        }

        private void readInPlace(int first, int count, long[] into, int at) {
            ByteBuffer from = decoder.block(0);
            int some = (COPIED_BYTES - Long.BYTES) / Long.BYTES;
            for (int done = 0; done < count; done += some) {
                int length = Math.min(count - done, some);
                long bit = (long) (first + done) * packing.width();
                int start = (int) (bit / Byte.SIZE);
                int within = (int) (bit % Byte.SIZE);
                int bytes = (within + length * packing.width() + Byte.SIZE - 1) / Byte.SIZE;
                from.get(start, copied, 0, bytes);
                check(packing.unpack(copied, within, length, into, at + done));
            }
        }

        private void check(boolean inTable) {
            if (!inTable) {
                throw blocks.corrupt("A packed long is not in its table");
            }
        }
    }
}
