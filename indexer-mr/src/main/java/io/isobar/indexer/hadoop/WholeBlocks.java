package io.isobar.indexer.hadoop;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Refuses a file of Hadoop's block compression (LZ4, Snappy) that is cut off. Hadoop's reader of such blocks takes any end
 * for the end of the file, so that the rows behind the cut would be missing without a word.
 *
 * <p>The reader takes lengths byte by byte, four bytes each, and the compressed bytes behind a length at once. A file may
 * end behind compressed bytes only, or behind the length zero.
 */
final class WholeBlocks extends FilterInputStream {
    private static final int LENGTH_BYTES = 4;

    private int lengthBytes;
    private int length;

    WholeBlocks(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        if (lengthBytes == LENGTH_BYTES) {
            lengthBytes = 0;
        }
        boolean open = lengthBytes != 0 || length != 0;
        int read = super.read();
        if (read >= 0) {
            int before = lengthBytes == 0 ? 0 : length << Byte.SIZE;
            length = before | read;
            lengthBytes++;
        } else if (open) {
            throw cutOff();
        }
        return read;
    }

    @Override
    public int read(byte[] into, int offset, int count) throws IOException {
        int read = super.read(into, offset, count);
        if (read < 0) {
            throw cutOff();
        }
        length = 0;
        lengthBytes = 0;
        return read;
    }

    /** No {@link java.io.EOFException}: that is what the reader takes for an end. */
    private static IOException cutOff() {
        return new IOException("it ends amid a block");
    }
}
