package io.isobar.segment.codec;

import io.isobar.segment.scratch.Pieces;
import io.isobar.segment.scratch.Scratch;
import io.isobar.segment.smoosh.FileSink;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Writes the values of a column of floats, doubles or plain longs: version 2 of {@link FixedWidth} and {@link Longs}. */
public final class FixedWidthWriter {
    private static final byte VERSION = 2;

    private final Compression compression;
    private final int bytesPerValue;
    private final BlockWriter blocks;
    private int rows;

    /** A writer of values of so many bytes each; errors call them {@code what}. */
    public FixedWidthWriter(Scratch scratch, String what, Compression compression, int bytesPerValue) {
        this.compression = compression;
        this.bytesPerValue = bytesPerValue;
        this.blocks = new BlockWriter(scratch, what, compression, Compression.BLOCK_BYTES);
    }

    /** Appends a value, if they have eight bytes. */
    public void add(long value) throws IOException {
        blocks.next().putLong(value);
        rows++;
    }

    /** Appends a value, if they have eight bytes. */
    public void add(double value) throws IOException {
        blocks.next().putDouble(value);
        rows++;
    }

    /** Appends a value, if they have four bytes. */
    public void add(float value) throws IOException {
        blocks.next().putFloat(value);
        rows++;
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
        int perBlock = compression == Compression.NONE ? 0 : Compression.BLOCK_BYTES / bytesPerValue;
        return new Pieces()
                .int8(VERSION)
                .int32(rows)
                .int32(perBlock)
                .int8(compression.id())
                .add(blocks.finish(files, name));
    }
}
