package io.isobar.segment.codec;

import io.isobar.segment.scratch.Pieces;
import io.isobar.segment.scratch.Scratch;
import io.isobar.segment.scratch.ScratchOutput;
import java.io.IOException;

/** Writes a stream of {@link Pairs}: blocks of 64 KiB, each compressed by LZ4, and where each begins; little-endian. */
final class ByteStreamWriter {
    private final String what;
    private final ScratchOutput starts;
    private final ScratchOutput blocks;
    private final byte[] block = new byte[Compression.BLOCK_BYTES];
    private int used;

    ByteStreamWriter(Scratch scratch, String what) {
        this.what = what;
        this.starts = scratch.output();
        this.blocks = scratch.output();
    }

    void write(byte[] bytes) throws IOException {
        for (int done = 0; done < bytes.length; ) {
            int part = Math.min(bytes.length - done, block.length - used);
            System.arraycopy(bytes, done, block, used, part);
            done += part;
            used += part;
            if (used == block.length) {
                endBlock();
            }
        }
    }

    void writeLong(long value) throws IOException {
        for (int i = 0; i < Long.BYTES; i++) {
            block[used++] = (byte) (value >>> (Byte.SIZE * i));
        }
        if (used == block.length) {
            endBlock();
        }
    }

    private void endBlock() throws IOException {
        start();
        blocks.write(Compression.LZ4.compress(block, used));
        used = 0;
    }

    private void start() throws IOException {
        if (blocks.size() > Integer.MAX_VALUE) {
            throw new IOException(
                    "%s would have more than the 2^31 - 1 bytes that the format allows: split the segment into more partitions"
                            .formatted(what));
        }
        starts.writeInt(Integer.reverseBytes((int) blocks.size()));
    }

    Pieces finish() throws IOException {
        if (used > 0) {
            endBlock();
        }
        start();
        Pieces index = new Pieces().add(starts);
        Pieces data = new Pieces().add(blocks);
        return new Pieces()
                .int32(Integer.reverseBytes(index.intSize(what)))
                .add(index)
                .int32(Integer.reverseBytes(data.intSize(what)))
                .add(data);
    }
}
