package io.isobar.segment.scratch;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads what was written to a {@link ScratchOutput}, from the start. Integers are big-endian. For one thread. */
public final class ScratchInput implements Closeable {
    private static final int BUFFER_BYTES = 16 << 10;

    private final @Nullable InputStream file;
    private final byte[] buffer;
    private int position;
    private int limit;

    /** Reads {@code bytes[0..length)}. */
    ScratchInput(byte[] bytes, int length) {
        file = null;
        buffer = bytes;
        limit = length;
    }

    ScratchInput(InputStream file) {
        this.file = file;
        this.buffer = new byte[BUFFER_BYTES];
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
        int buffered = Math.min(length, limit - position);
        System.arraycopy(buffer, position, into, 0, buffered);
        position += buffered;
        if (buffered < length
                && (file == null || file.readNBytes(into, buffered, length - buffered) < length - buffered)) {
            throw cutOff();
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
        limit += file.readNBytes(buffer, limit, buffer.length - limit);
        if (limit < bytes) {
            throw cutOff();
        }
    }

    private static EOFException cutOff() {
        return new EOFException("A scratch file became shorter while it was read: leave the scratch directory alone");
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
