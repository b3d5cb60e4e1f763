package io.isobar.segment.codec;

import io.isobar.segment.scratch.Pieces;
import io.isobar.segment.scratch.Scratch;
import io.isobar.segment.scratch.ScratchOutput;
import io.isobar.segment.smoosh.FileSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Writes {@link PackedInts}, plain or compressed, in as few bytes as the greatest value asks for. */
public final class PackedIntsWriter {
    private static final byte PLAIN = 0;
    private static final byte COMPRESSED = 2;

    private final Compression compression;
    private final String what;
    private final int width;
    private final boolean tellsWidth;
    private final @Nullable BlockWriter blocks;
    private final ScratchOutput plain;
    private int count;

    private PackedIntsWriter(Scratch scratch, String what, Compression compression, int width, boolean tellsWidth) {
        this.compression = compression;
        this.what = what;
        this.width = width;
        this.tellsWidth = tellsWidth;
        this.plain = scratch.output();
        this.blocks = compression == Compression.UNCOMPRESSED
                ? null
                : new BlockWriter(scratch, what, compression, perBlock(width) * width);
    }

    /** A writer of ids below or at {@code cardinality}; without compression it writes the plain form. */
    public static PackedIntsWriter ids(Scratch scratch, String what, Compression compression, int cardinality) {
        return new PackedIntsWriter(scratch, what, compression, width(cardinality), true);
    }

    /** A writer of four bytes per value that are always in blocks, as offsets of rows are. */
    static PackedIntsWriter offsets(Scratch scratch, String what, Compression compression) {
        return new PackedIntsWriter(scratch, what, compression, Integer.BYTES, false);
    }

    /** Bytes per value; Druid counts one value more than there is. */
    static int width(int cardinality) {
        return cardinality <= 0xFF ? 1 : cardinality <= 0xFFFF ? 2 : cardinality <= 0xFF_FFFF ? 3 : 4;
    }

    private static int perBlock(int width) {
        int padding = width == 3 ? 1 : 0;
        return Integer.highestOneBit((Compression.BLOCK_BYTES - padding) / width);
    }

    public void add(int value) throws IOException {
        if (blocks == null) {
            putPlain(plain, value, width);
        } else {
            putBlock(blocks.next(), value);
        }
        count++;
    }

    static void putPlain(ScratchOutput out, int value, int width) throws IOException {
        for (int shift = (width - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            out.write(value >>> shift);
        }
    }

    private void putBlock(ByteBuffer block, int value) {
        switch (width) {
            case 1 -> block.put((byte) value);
            case 2 -> block.putShort((short) value);
            case 3 -> block.putShort((short) value).put((byte) (value >>> 16));
            default -> block.putInt(value);
        }
    }

    /** The section of values. */
    public Pieces finish() throws IOException {
        return section(null, "");
    }

    /** The same; a list that has no room in one file goes into several of {@code files}, called by {@code name}. */
    public Pieces finish(FileSink files, String name) throws IOException {
        return section(files, name);
    }

    Pieces section(@Nullable FileSink files, String name) throws IOException {
        if (blocks == null) {
            plain.write(new byte[Integer.BYTES - width]);
            Pieces values = new Pieces().add(plain);
            return new Pieces()
                    .int8(PLAIN)
                    .int8(width)
                    .int32(values.intSize(what))
                    .add(values);
        }
        Pieces pieces = new Pieces().int8(COMPRESSED);
        if (tellsWidth) {
            pieces.int8(width);
        }
        return pieces.int32(count).int32(perBlock(width)).int8(compression.id()).add(blocks.finish(files, name));
    }
}
