package io.isobar.segment.scratch;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stretch of what was written to a {@link ScratchOutput}. Integers are big-endian. For one thread; many of them may
 * read one output, since each keeps a place of its own.
 */
public final class ScratchInput {
    private final @Nullable FileChannel file;
    private final byte[] buffer;
    private long filePosition;
    private long fileLeft;
    private int position;
    private int limit;

    /** Reads {@code bytes[start..end)}. */
    ScratchInput(byte[] bytes, int start, int end) {
        file = null;
        buffer = bytes;
        position = start;
        limit = end;
    }

    /** Reads {@code length} bytes of a file from {@code start} on, so many at a time as the buffer has. */
    ScratchInput(FileChannel file, long start, long length, int bufferBytes) {
        this.file = file;
        this.buffer = new byte[(int) Math.max(Long.BYTES, Math.min(bufferBytes, length))];
        this.filePosition = start;
        this.fileLeft = length;
    }

    /** Reads 8 bits, without sign. */
    public int readByte() throws IOException {
        require(1);
        return buffer[position++] & 0xFF;
    }

    /** Reads 32 bits. */
    public int readInt() throws IOException {
        require(Integer.BYTES);
        int value = (buffer[position] << 24)
                | ((buffer[position + 1] & 0xFF) << 16)
                | ((buffer[position + 2] & 0xFF) << 8)
                | (buffer[position + 3] & 0xFF);
        position += Integer.BYTES;
        return value;
    }

    /** Reads 64 bits. */
    public long readLong() throws IOException {
        return ((long) readInt() << 32) | (readInt() & 0xFFFF_FFFFL);
    }

    /** Reads {@code length} bytes into {@code into}. */
    public void readBytes(byte[] into, int length) throws IOException {
        int done = 0;
        while (done < length) {
            if (position == limit) {
                require(1);
            }
            int part = Math.min(length - done, limit - position);
            System.arraycopy(buffer, position, into, done, part);
            position += part;
            done += part;
        }
    }

    private void require(int bytes) throws IOException {
        if (limit - position >= bytes) {
            return;
        }
        if (file == null) {
            throw cutOff();
        }
        System.arraycopy(buffer, position, buffer, 0, limit - position);
        limit -= position;
        position = 0;
        while (limit < bytes || (limit < buffer.length && fileLeft > 0)) {
            int wanted = (int) Math.min(buffer.length - limit, fileLeft);
            int read = wanted == 0 ? -1 : file.read(ByteBuffer.wrap(buffer, limit, wanted), filePosition);
            if (read < 0) {
                throw cutOff();
            }
            limit += read;
            filePosition += read;
            fileLeft -= read;
        }
    }

    private static EOFException cutOff() {
        return new EOFException("A scratch file became shorter while it was read: leave the scratch directory alone");
    }
}
