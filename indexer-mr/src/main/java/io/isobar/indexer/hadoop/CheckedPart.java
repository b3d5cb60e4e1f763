package io.isobar.indexer.hadoop;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** The bytes of a file up to some place, with the CRC-32 of those that were read. Leaves the file open. */
final class CheckedPart extends InputStream {
    private final InputStream in;
    private final CRC32 checksum = new CRC32();
    private long left;

    CheckedPart(InputStream in, long bytes) {
        this.in = in;
        this.left = bytes;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int read = left == 0 ? -1 : in.read(target, from, (int) Math.min(length, left));
        if (read < 0) {
            return -1;
        }
        checksum.update(target, from, read);
        left -= read;
        return read;
    }

    /** Whether the rest is there, and the four bytes that follow it are the CRC-32 of all, big-endian. */
    boolean endsWithItsChecksum() throws IOException {
        transferTo(OutputStream.nullOutputStream());
        byte[] sum = in.readNBytes(Integer.BYTES);
        return left == 0 && sum.length == Integer.BYTES && ByteBuffer.wrap(sum).getInt() == (int) checksum.getValue();
    }
}
