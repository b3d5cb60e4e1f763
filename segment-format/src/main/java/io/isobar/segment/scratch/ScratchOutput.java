package io.isobar.segment.scratch;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Bytes written once and read back any number of times: on the heap while they are few, in a file from then on. Integers
 * are big-endian.
 */
public final class ScratchOutput extends OutputStream {
    private static final int FIRST_BYTES = 256;
    private static final int HEAP_BYTES = 16 << 10;
    private static final int READ_BYTES = 16 << 10;

    private final Scratch scratch;
    private byte[] buffer = new byte[FIRST_BYTES];
    private int buffered;
    private long written;
    private @Nullable Path path;
    private @Nullable FileChannel file;

    ScratchOutput(Scratch scratch) {
        this.scratch = scratch;
    }

    @Override
    public void write(int value) throws IOException {
        reserve(1);
        buffer[buffered++] = (byte) value;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (length > HEAP_BYTES) {
            flush();
            append(bytes, offset, length);
            return;
        }
        reserve(length);
        System.arraycopy(bytes, offset, buffer, buffered, length);
        buffered += length;
    }

    /** Writes 32 bits. */
    public void writeInt(int value) throws IOException {
        reserve(Integer.BYTES);
        buffer[buffered++] = (byte) (value >>> 24);
        buffer[buffered++] = (byte) (value >>> 16);
        buffer[buffered++] = (byte) (value >>> 8);
        buffer[buffered++] = (byte) value;
    }

    /** Writes 64 bits. */
    public void writeLong(long value) throws IOException {
        writeInt((int) (value >>> 32));
        writeInt((int) value);
    }

    /** How many bytes were written. */
    public long size() {
        return written + buffered;
    }

    /** All that was written so far, from the start. More may be written only when it is no longer read. */
    public ScratchInput input() throws IOException {
        return input(0, size(), READ_BYTES);
    }

    /** {@code length} bytes of what was written, from {@code start} on, with a buffer of at most {@code bufferBytes}. */
    public ScratchInput input(long start, long length, int bufferBytes) throws IOException {
        if (file == null) {
            return new ScratchInput(buffer, (int) start, (int) (start + length));
        }
        flush();
        return new ScratchInput(file, start, length, bufferBytes);
    }

    /** Says that no more will be written, which frees the buffer if the bytes are in a file. */
    public void finish() throws IOException {
        if (file == null) {
            buffer = Arrays.copyOf(buffer, buffered);
            return;
        }
        flush();
        buffer = new byte[0];
    }

    /** Forgets everything. */
    public void discard() throws IOException {
        if (file != null) {
            file.close();
            file = null;
            scratch.closed(this);
        }
        if (path != null) {
            Files.deleteIfExists(path);
            path = null;
        }
        buffer = new byte[0];
        buffered = 0;
        written = 0;
    }

    /** Copies everything. */
    public void copyTo(OutputStream to) throws IOException {
        if (file == null) {
            to.write(buffer, 0, buffered);
            return;
        }
        flush();
        file.position(0);
        Channels.newInputStream(file).transferTo(to);
    }

    @Override
    public void flush() throws IOException {
        if (buffered > 0) {
            append(buffer, 0, buffered);
            buffered = 0;
        }
    }

    private void reserve(int bytes) throws IOException {
        if (buffered + bytes > HEAP_BYTES) {
            flush();
        }
        if (buffered + bytes > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(buffered + bytes, Math.min(2 * buffer.length, HEAP_BYTES)));
        }
    }

    private void append(byte[] bytes, int offset, int length) throws IOException {
        FileChannel to = file == null ? open() : file;
        ByteBuffer from = ByteBuffer.wrap(bytes, offset, length);
        while (from.hasRemaining()) {
            written += to.write(from, written);
        }
    }

    private FileChannel open() throws IOException {
        path = scratch.newFile();
        file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        scratch.opened(this);
        return file;
    }
}
