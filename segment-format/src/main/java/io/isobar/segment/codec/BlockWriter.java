package io.isobar.segment.codec;

import io.isobar.segment.scratch.Pieces;
import io.isobar.segment.scratch.Scratch;
import io.isobar.segment.scratch.ScratchOutput;
import io.isobar.segment.smoosh.FileSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Writes {@link Blocks}: fixed numbers of little-endian values, each block compressed when it is full. */
final class BlockWriter {
    private final Compression compression;
    private final @Nullable GenericIndexedWriter blocks;
    private final ScratchOutput plain;
    private final ByteBuffer block;
    private final int blockBytes;

    /** Blocks of {@code blockBytes} bytes; errors call them {@code what}. */
    BlockWriter(Scratch scratch, String what, Compression compression, int blockBytes) {
        this.compression = compression;
        this.blocks = compression == Compression.NONE ? null : new GenericIndexedWriter(scratch, what);
        this.plain = scratch.output();
        this.blockBytes = blockBytes;
        this.block = ByteBuffer.allocate(blockBytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Where the next value goes; has room for one of eight bytes, provided that blocks are made of such values. */
    ByteBuffer next() throws IOException {
        if (block.position() == blockBytes) {
            endBlock();
        }
        return block;
    }

    /** Ends a block before it is full. */
    void endBlock() throws IOException {
        if (block.position() == 0) {
            return;
        }
        if (blocks == null) {
            plain.write(block.array(), 0, block.position());
        } else {
            blocks.add(compression.compress(block.array(), block.position()));
        }
        block.clear();
    }

    /** All blocks. */
    Pieces finish() throws IOException {
        return finish(null, "");
    }

    /** All blocks; if there are too many for one file, in several of {@code files}, called by {@code name}. */
    Pieces finish(@Nullable FileSink files, String name) throws IOException {
        endBlock();
        if (blocks == null) {
            return new Pieces().add(plain);
        }
        return files == null ? blocks.finish(false) : blocks.finish(false, files, name);
    }
}
