package io.isobar.segment.codec;

import io.isobar.segment.smoosh.LogicalFiles;
import io.isobar.segment.smoosh.Region;
import io.isobar.segment.smoosh.RegionReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Values of fixed width, cut into blocks of equal numbers of values, each compressed on its own. The last block may be
 * shorter, or padded: the number of values counts, not the length of the block.
 *
 * <p>With {@link Compression#NONE} there is a single block, which is read where it lies.
 */
public final class Blocks {
    private static final int MAX_SHIFT = 19;
    private static final int MAX_COMPRESSED_BYTES = 2 * Compression.BLOCK_BYTES;
    private static final int ONE_BLOCK_SHIFT = 31;

    private final Region region;
    private final ByteOrder order;
    private final Compression compression;
    private final @Nullable GenericIndexed blocks;
    private final int shift;
    private final int values;
    private final int bitsPerValue;

    private Blocks(
            Region region,
            ByteOrder order,
            Compression compression,
            @Nullable GenericIndexed blocks,
            int shift,
            int values,
            int bitsPerValue) {
        this.region = region;
        this.order = order;
        this.compression = compression;
        this.blocks = blocks;
        this.shift = shift;
        this.values = values;
        this.bitsPerValue = bitsPerValue;
    }

    /**
     * The next {@code values} values of {@code in}: {@code perBlock} to a block, or all in one with {@link
     * Compression#NONE}.
     */
    static Blocks read(
            RegionReader in,
            LogicalFiles siblings,
            ByteOrder order,
            Compression compression,
            int values,
            int perBlock,
            int bitsPerValue) {
        if (compression == Compression.NONE) {
            return plain(in.rest(), order, values, bitsPerValue);
        }
        int shift = Integer.numberOfTrailingZeros(perBlock);
        if (perBlock <= 0 || Integer.bitCount(perBlock) != 1 || shift > MAX_SHIFT) {
            throw in.corrupt(
                    0, "A block has [%d] values, expected a power of 2 up to 2^%d".formatted(perBlock, MAX_SHIFT));
        }
        int position = in.position();
        GenericIndexed blocks = GenericIndexed.read(in, siblings);
        long needed = ((long) values + perBlock - 1) >>> shift;
        if (blocks.size() < needed) {
            throw in.corrupt(
                    in.position() - position,
                    "[%d] values take [%d] blocks, there are [%d]".formatted(values, needed, blocks.size()));
        }
        return new Blocks(in.source(), order, compression, blocks, shift, values, bitsPerValue);
    }

    /** Values that lie in {@code region} as they are, from its first byte on. */
    static Blocks plain(Region region, ByteOrder order, int values, int bitsPerValue) {
        long bytes = bytes(values, bitsPerValue);
        if (bytes > region.size()) {
            throw region.corrupt(
                    0, "[%d] values take [%d] bytes, there are [%d]".formatted(values, bytes, region.size()));
        }
        return new Blocks(region, order, Compression.NONE, null, ONE_BLOCK_SHIFT, values, bitsPerValue);
    }

    private static long bytes(long values, int bitsPerValue) {
        return (values * bitsPerValue + Byte.SIZE - 1) / Byte.SIZE;
    }

    /** How many values there are. */
    public int values() {
        return values;
    }

    /** The byte order of values. */
    ByteOrder order() {
        return order;
    }

    /** A value's block is its position shifted right by this; 31 if there is a single block. */
    public int shift() {
        return shift;
    }

    /** How many values a block has. */
    public int valuesIn(int block) {
        return (int) Math.min(1L << shift, values - ((long) block << shift));
    }

    /** A complaint about the values. */
    java.io.UncheckedIOException corrupt(String problem) {
        return region.corrupt(0, problem);
    }

    /** A new decoder with buffers of its own, for one thread. */
    public Decoder decoder() {
        return new Decoder();
    }

    /** Decodes a block at a time and keeps it until another one is asked for. */
    public final class Decoder {
        private final byte @Nullable [] decoded;
        private final ByteBuffer current;
        private byte[] compressed = new byte[0];
        private int block;

        private Decoder() {
            boolean inPlace = blocks == null;
            decoded = inPlace ? null : new byte[Compression.BLOCK_BYTES];
            current = (decoded == null ? region.bytes().duplicate() : ByteBuffer.wrap(decoded)).order(order);
            block = inPlace ? 0 : -1;
        }

        /**
         * The values of a block in their byte order, by absolute positions; at least as many bytes are there as the
         * block's values take.
         */
        public ByteBuffer block(int wanted) {
            if (wanted != block) {
                decode(Objects.requireNonNull(blocks), wanted);
            }
            return current;
        }

        /**
         * The array that each {@link #block} is decoded into, from its first byte on; null if there is a single block
         * that is read where it lies.
         */
        byte @Nullable [] array() {
            return decoded;
        }

        private void decode(GenericIndexed blocks, int wanted) {
            block = -1;
            int end = blocks.end(wanted);
            int start = blocks.start(wanted);
            int length = end - start;
            Region from = blocks.region(wanted);
            int most = compression == Compression.UNCOMPRESSED ? current.capacity() : MAX_COMPRESSED_BYTES;
            if (length > most) {
                throw from.corrupt(start, "Block [%d] has [%d] bytes, which is too many".formatted(wanted, length));
            }
            int size;
            try {
                size = decompress(from, start, length);
            } catch (IllegalArgumentException e) {
                throw from.corrupt(
                        start, "Block [%d] is no block of %s: %s".formatted(wanted, compression, e.getMessage()), e);
            }
            if (size < bytes(valuesIn(wanted), bitsPerValue)) {
                throw from.corrupt(
                        start,
                        "Block [%d] has [%d] bytes, too few for [%d] values".formatted(wanted, size, valuesIn(wanted)));
            }
            current.clear().limit(size);
            block = wanted;
        }

        private int decompress(Region from, int start, int length) {
            byte[] into = Objects.requireNonNull(decoded);
            if (compression.readsInPlace(from.bytes())) {
                from.check(start, length, "a block");
                return compression.decompress(from.bytes(), start, length, into);
            }
            if (compressed.length < length) {
                compressed = new byte[Math.max(length, Math.min(2 * compressed.length, MAX_COMPRESSED_BYTES))];
            }
            from.copy(start, length, compressed, 0, "a block");
            return compression.decompress(compressed, length, into);
        }
    }
}
