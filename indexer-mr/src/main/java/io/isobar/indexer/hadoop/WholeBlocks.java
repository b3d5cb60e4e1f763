package io.isobar.indexer.hadoop;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.jspecify.annotations.Nullable;

/**
 * The text of a file of Hadoop's block compression (LZ4, Snappy), or an error if the file is cut off. Hadoop's reader of such
 * blocks takes any end for the end of the file, so that the rows behind the cut would be missing without a word.
 *
 * <p>Integers have four bytes and are big-endian.
 *
 * <pre>
 *  block    length of its text; then chunks, until that much text has come
 *  chunk    length of its compressed bytes; these bytes
 * </pre>
 *
 * <p>So a cut shows wherever it is, but for one just between two blocks. A block without text is what Hadoop writes for an
 * empty file; its reader stops there, also where files were joined and more of them follow. Here such a block is passed over.
 */
final class WholeBlocks extends InputStream {
    private static final int LENGTH_BYTES = 4;
    /** Bytes of a chunk beyond those of its text, where nothing could be made shorter: more than either codec ever adds. */
    private static final int MOST_ADDED = 1 << 10;

    private final InputStream text;
    private long announced;
    private long delivered;
    private long blockStart;
    private long position;
    private @Nullable String damage;

    /** The codec's own decompressor must be new: one from Hadoop's pool may be as damaged bytes have left it. */
    WholeBlocks(InputStream bytes, CompressionCodec codec) throws IOException {
        this.text = codec.createInputStream(new Compressed(bytes), codec.createDecompressor());
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int count) throws IOException {
        int read = text.read(into, offset, count);
        if (read >= 0) {
            delivered += read;
        } else if (damage != null) {
            throw new IOException(damage);
        } else if (delivered != announced) {
            throw new IOException(
                    "the block at byte [%d] should have [%d] bytes more of text, but the file ends at byte [%d]"
                            .formatted(blockStart, announced - delivered, position));
        }
        return read;
    }

    @Override
    public void close() throws IOException {
        text.close();
    }

    /** What Hadoop's reader reads: it takes lengths byte by byte, and the bytes of a chunk in as few reads as it can. */
    private final class Compressed extends FilterInputStream {
        private int length;
        private int lengthBytesLeft;

        Compressed(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            if (lengthBytesLeft == 0 && !readLength()) {
                return -1;
            }
            lengthBytesLeft--;
            return (length >> (lengthBytesLeft * Byte.SIZE)) & 0xFF;
        }

        /** Reads the next length that isn't that of an empty block; false at the end. */
        private boolean readLength() throws IOException {
            boolean ofBlock = delivered == announced;
            long start = position;
            do {
                byte[] four = in.readNBytes(LENGTH_BYTES);
                position += four.length;
                if (four.length < LENGTH_BYTES) {
                    if (four.length > 0) {
                        damage = "the file ends at byte [%d], amid a length".formatted(position);
                    }
                    return false;
                }
                length = four[0] << 24 | (four[1] & 0xFF) << 16 | (four[2] & 0xFF) << 8 | (four[3] & 0xFF);
            } while (ofBlock && length == 0);
            long missing = announced - delivered;
            if (length < 0 || (!ofBlock && length > missing + missing / 4 + MOST_ADDED)) {
                damage = "the length [%d] at byte [%d] can't be right".formatted(length, start);
                throw new IOException(damage);
            }
            if (ofBlock) {
                announced += length;
                blockStart = position - LENGTH_BYTES;
            }
            lengthBytesLeft = LENGTH_BYTES;
            return true;
        }

        @Override
        public int read(byte[] into, int offset, int count) throws IOException {
            int read = in.read(into, offset, count);
            position += Math.max(0, read);
            return read;
        }
    }
}
