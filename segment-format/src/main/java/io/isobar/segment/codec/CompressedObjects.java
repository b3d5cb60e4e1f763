package io.isobar.segment.codec;

import io.isobar.segment.smoosh.LogicalFiles;
import io.isobar.segment.smoosh.Region;
import io.isobar.segment.smoosh.RegionReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Byte strings of different lengths, back to back and compressed in blocks, in three files. Safe for many threads.
 *
 * <pre>
 *  &lt;name&gt;             int8 version 1 | int32 big-endian n, the number of objects
 *  &lt;name&gt;_offsets     blocks of n * int64, the first byte after each object
 *  &lt;name&gt;_compressed  blocks of all objects' bytes
 *
 *  blocks:   0       1   version 1
 *            1       1   id of the {@link Compression}
 *            2       4   bytes per block before it is compressed: 65536; big-endian
 *            6       4   m, the number of blocks; big-endian
 *            10      4m  ends[i] = first byte after block i, counted from the first block
 *            10+4m       the blocks
 * </pre>
 *
 * <p>Offsets and ends are in the column's byte order. Each block but the last is full.
 */
public final class CompressedObjects {
    private final Region header;
    private final int size;
    private final ByteBlocks offsets;
    private final ByteBlocks bytes;
    private final ByteOrder order;
    /** How many offsets stand before the end of the first object. */
    private final int skipped;
    /** A reader that nobody uses, with its blocks still decoded: most rows lie in the block of the row before. */
    private final AtomicReference<Reader> idle = new AtomicReference<>();

    private CompressedObjects(
            Region header, int size, ByteBlocks offsets, ByteBlocks bytes, ByteOrder order, int skipped) {
        this.header = header;
        this.size = size;
        this.offsets = offsets;
        this.bytes = bytes;
        this.order = order;
        this.skipped = skipped;
    }

    /** Opens the three files of a name. */
    public static CompressedObjects open(LogicalFiles files, String name, ByteOrder order) {
        Region header = files.require(name);
        RegionReader in = new RegionReader(header);
        byte version = in.int8("version of compressed objects");
        if (version != 1) {
            throw in.corrupt(1, "Version of compressed objects is [%d], expected 1".formatted(version));
        }
        int size = in.count("number of compressed objects");
        ByteBlocks offsets = ByteBlocks.read(files.require(name + "_offsets"), order);
        if ((long) size * Long.BYTES > offsets.maxBytes()) {
            throw in.corrupt(
                    Integer.BYTES, "[%d] objects have at most [%d] offsets".formatted(size, offsets.maxBytes() / 8));
        }
        return new CompressedObjects(
                header, size, offsets, ByteBlocks.read(files.require(name + "_compressed"), order), order, 0);
    }

    /** Reads the two streams of {@link Pairs}, of {@code size} cells. */
    static CompressedObjects readStreams(RegionReader in, int size) {
        Region header = in.rest();
        ByteBlocks starts = ByteBlocks.readStream(in);
        if ((size + 1L) * Long.BYTES > starts.maxBytes()) {
            throw header.corrupt(
                    0, "The starts of [%d] cells do not fit into [%d] bytes".formatted(size, starts.maxBytes()));
        }
        return new CompressedObjects(header, size, starts, ByteBlocks.readStream(in), ByteOrder.LITTLE_ENDIAN, 1);
    }

    /** A complaint about what an object says. */
    UncheckedIOException corrupt(String problem) {
        return header.corrupt(0, problem);
    }

    /** How many objects there are. */
    public int size() {
        return size;
    }

    /** The bytes of an object in an array of their own. Fastest if asked in ascending order. */
    public byte[] object(int i) {
        Objects.checkIndex(i, size);
        Reader reader = idle.getAndSet(null);
        if (reader == null) {
            reader = new Reader();
        }
        byte[] object = reader.object(i);
        idle.set(reader);
        return object;
    }

    /** Reads objects with decoders of its own. */
    private final class Reader {
        private final ByteBlocks.Decoder offsetDecoder = offsets.decoder();
        private final ByteBlocks.Decoder byteDecoder = bytes.decoder();

        byte[] object(int i) {
            int at = i + skipped;
            long start = at == 0 ? 0 : offset(at - 1);
            long end = offset(at);
            if (start < 0 || end < start || end > bytes.maxBytes() || end - start > Integer.MAX_VALUE - 8) {
                throw header.corrupt(
                        0,
                        "Object [%d] lies at [%d] to [%d], outside of the [%d] bytes of all objects"
                                .formatted(i, start, end, bytes.maxBytes()));
            }
            return copy(start, (int) (end - start));
        }

        private long offset(int i) {
            long at = (long) i * Long.BYTES;
            return offsetDecoder.block(at, Long.BYTES).order(order).getLong((int) (at & (Compression.BLOCK_BYTES - 1)));
        }

        /** Grows with what was decoded, since a length in a damaged file may be anything. */
        private byte[] copy(long start, int length) {
            byte[] object = new byte[Math.min(length, Compression.BLOCK_BYTES)];
            for (int done = 0; done < length; ) {
                long at = start + done;
                int within = (int) (at & (Compression.BLOCK_BYTES - 1));
                int part = Math.min(length - done, Compression.BLOCK_BYTES - within);
                ByteBuffer block = byteDecoder.block(at, part);
                if (done + part > object.length) {
                    object = Arrays.copyOf(object, (int) Math.min(length, 2L * object.length));
                }
                block.get(within, object, done, part);
                done += part;
            }
            return object;
        }
    }
}
