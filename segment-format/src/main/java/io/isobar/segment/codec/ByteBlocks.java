package io.isobar.segment.codec;

import io.isobar.segment.smoosh.Region;
import io.isobar.segment.smoosh.RegionReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A stream of bytes in blocks that are compressed one by one; see {@link CompressedObjects} for their layout. */
final class ByteBlocks {
    private static final int VERSION = 1;
    /** No compressed block that a writer makes is larger than this. */
    private static final int MAX_COMPRESSED_BYTES = 2 * Compression.BLOCK_BYTES;

    private final Region blocks;
    private final ByteBuffer ends;
    private final Compression compression;
    private final int count;

    private ByteBlocks(Region blocks, ByteBuffer ends, Compression compression, int count) {
        this.blocks = blocks;
        this.ends = ends;
        this.compression = compression;
        this.count = count;
    }

    static ByteBlocks read(Region file, ByteOrder order) {
        RegionReader in = new RegionReader(file);
        byte version = in.int8("version of blocks");
        if (version != VERSION) {
            throw in.corrupt(1, "Version of blocks is [%d], expected 1".formatted(version));
        }
        Compression compression = Compression.of(in.int8("compression of blocks"), file, in.position() - 1);
        int blockBytes = in.int32("bytes per block");
        if (blockBytes != Compression.BLOCK_BYTES) {
            throw in.corrupt(
                    Integer.BYTES,
                    "A block has [%d] bytes, expected [%d]".formatted(blockBytes, Compression.BLOCK_BYTES));
        }
        int count = in.count("number of blocks");
        if (count > in.remaining() / Integer.BYTES) {
            throw in.corrupt(Integer.BYTES, "The ends of [%d] blocks do not fit into the file".formatted(count));
        }
        ByteBuffer ends = in.region(count * Integer.BYTES, "ends of blocks")
                .bytes()
                .duplicate()
                .order(order);
        return new ByteBlocks(in.rest(), ends, compression, count);
    }

    /** Reads a stream of {@link Pairs}, with its length in front. */
    static ByteBlocks readStream(RegionReader in) {
        RegionReader stream = new RegionReader(in.region(length(in, "length of a stream"), "a stream"));
        int startBytes = length(stream, "length of the starts of blocks");
        if (startBytes < Integer.BYTES || startBytes % Integer.BYTES != 0) {
            throw stream.corrupt(Integer.BYTES, "Starts of blocks have [%d] bytes".formatted(startBytes));
        }
        stream.skip(Integer.BYTES, "start of the first block");
        Region ends = stream.region(startBytes - Integer.BYTES, "ends of blocks");
        Region blocks = stream.region(length(stream, "length of blocks"), "blocks");
        ByteBuffer littleEnds = ends.bytes().duplicate().order(ByteOrder.LITTLE_ENDIAN);
        return new ByteBlocks(blocks, littleEnds, Compression.LZ4, ends.size() / Integer.BYTES);
    }

    private static int length(RegionReader in, String what) {
        int length = Integer.reverseBytes(in.int32(what));
        if (length < 0) {
            throw in.corrupt(Integer.BYTES, "%s is [%d], which is negative".formatted(what, length));
        }
        return length;
    }

    /** How many bytes there are at most: as many as there would be if the last block were full. */
    long maxBytes() {
        return (long) count * Compression.BLOCK_BYTES;
    }

    /** A new decoder with buffers of its own, for one thread. */
    Decoder decoder() {
        return new Decoder();
    }

    /** Decodes a block at a time and keeps it until another one is asked for. */
    final class Decoder {
        private final byte[] decoded = new byte[Compression.BLOCK_BYTES];
        private final ByteBuffer current = ByteBuffer.wrap(decoded);
        private byte[] compressed = new byte[0];
        private int block = -1;

        /** The block that has byte {@code at}, and {@code length} bytes from there on; none lies in the next block. */
        ByteBuffer block(long at, int length) {
            int wanted = (int) (at / Compression.BLOCK_BYTES);
            if (wanted != block) {
                decode(wanted);
            }
            int end = (int) (at % Compression.BLOCK_BYTES) + length;
            if (end > current.limit()) {
                throw blocks.corrupt(
                        start(wanted),
                        "Block [%d] has [%d] bytes, expected at least [%d]".formatted(wanted, current.limit(), end));
            }
            return current;
        }

        private void decode(int wanted) {
            block = -1;
            int start = start(wanted);
            int end = ends.getInt(wanted * Integer.BYTES);
            int length = end < start || end - start > MAX_COMPRESSED_BYTES ? -1 : end - start;
            Region bytes = blocks.slice(start, length, "block [%d]".formatted(wanted));
            if (compressed.length < length) {
                compressed = new byte[length];
            }
            bytes.copy(0, length, compressed, 0, "a block");
            try {
                current.limit(compression.decompress(compressed, length, decoded));
            } catch (IllegalArgumentException e) {
                throw bytes.corrupt(
                        0, "Block [%d] is no block of %s: %s".formatted(wanted, compression, e.getMessage()), e);
            }
            block = wanted;
        }

        private int start(int wanted) {
            return wanted == 0 ? 0 : ends.getInt((wanted - 1) * Integer.BYTES);
        }
    }
}
