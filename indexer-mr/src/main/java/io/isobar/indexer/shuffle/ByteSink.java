package io.isobar.indexer.shuffle;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Growing bytes, written from the start again for each row. Numbers are big-endian. Not thread-safe. */
public final class ByteSink {
    private byte[] bytes = new byte[256];
    private int size;

    public ByteSink clear() {
        size = 0;
        return this;
    }

    /** The bytes up to {@link #size}; valid until the next write. */
    public byte[] array() {
        return bytes;
    }

    public int size() {
        return size;
    }

    public ByteSink put(int oneByte) {
        reserve(1);
        bytes[size++] = (byte) oneByte;
        return this;
    }

    ByteSink putInt(int value) {
        reserve(Integer.BYTES);
        BigEndian.INT.set(bytes, size, value);
        size += Integer.BYTES;
        return this;
    }

    ByteSink putLong(long value) {
        reserve(Long.BYTES);
        BigEndian.LONG.set(bytes, size, value);
        size += Long.BYTES;
        return this;
    }

    /** Seven bits a byte, the lowest first; small numbers of either sign are short. */
    ByteSink putVarLong(long value) {
        long bits = (value << 1) ^ (value >> 63);
        while ((bits & ~0x7FL) != 0) {
            put((int) (bits & 0x7F) | 0x80);
            bits >>>= 7;
        }
        return put((int) bits);
    }

    ByteSink putBytes(byte[] value) {
        putVarLong(value.length);
        return append(value, value.length);
    }

    ByteSink putText(String text) {
        return putBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    public ByteSink append(byte[] value, int length) {
        reserve(length);
        System.arraycopy(value, 0, bytes, size, length);
        size += length;
        return this;
    }

    /** Turns the order of all bytes from here on round. */
    void invert(int from) {
        for (int i = from; i < size; i++) {
            bytes[i] = (byte) ~bytes[i];
        }
    }

    private void reserve(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(size, more)));
        }
    }
}
