package io.isobar.query.wire;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what {@link WireWriter} writes. Whatever is wrong with the bytes comes out as an {@link IOException}. */
public final class WireReader {
    /** What is allocated before the bytes for it have been seen. */
    private static final int TRUSTED = 1 << 13;

    private final DataInputStream in;

    /** Reads from a stream, which the caller buffers and closes. */
    public WireReader(InputStream in) {
        this.in = new DataInputStream(in);
    }

    /** A number from 0 to {@code max}. */
    public long count(long max) throws IOException {
        long value = raw();
        if (value < 0 || value > max) {
            throw new IOException(
                    "Partial result is damaged: a count is [%d], at most [%d] is possible".formatted(value, max));
        }
        return value;
    }

    /** A number from 0 to {@code max}. */
    public int count(int max) throws IOException {
        return (int) count((long) max);
    }

    /** Any long. */
    public long number() throws IOException {
        long zigzag = raw();
        return (zigzag >>> 1) ^ -(zigzag & 1);
    }

    /** Any double. */
    public double real() throws IOException {
        return Double.longBitsToDouble(in.readLong());
    }

    /** At most {@code max} bytes. */
    public byte[] bytes(int max) throws IOException {
        return exactly(count(max));
    }

    /** A text of at most {@code maxBytes} bytes, or null. */
    public @Nullable String text(int maxBytes) throws IOException {
        int length = count(maxBytes + 1);
        return length == 0 ? null : new String(exactly(length - 1), StandardCharsets.UTF_8);
    }

    /** At most {@code maxTexts} texts. */
    public List<@Nullable String> texts(int maxTexts, int maxBytes) throws IOException {
        int count = count(maxTexts);
        List<@Nullable String> texts = new ArrayList<>(Math.min(count, TRUSTED));
        for (int i = 0; i < count; i++) {
            texts.add(text(maxBytes));
        }
        return texts;
    }

    /** {@code count} flags. */
    public boolean[] flags(int count) throws IOException {
        byte[] packed = exactly((count + 7) / 8);
        boolean[] flags = new boolean[count];
        for (int i = 0; i < count; i++) {
            flags[i] = (packed[i >> 3] & (1 << (i & 7))) != 0;
        }
        return flags;
    }

    /** {@code count} longs. */
    public long[] numbers(int count) throws IOException {
        long[] numbers = new long[Math.min(count, TRUSTED)];
        for (int i = 0; i < count; i++) {
            if (i == numbers.length) {
                numbers = Arrays.copyOf(numbers, (int) Math.min(count, numbers.length * 2L));
            }
            numbers[i] = number();
        }
        return numbers;
    }

    /** {@code count} doubles. */
    public double[] reals(int count) throws IOException {
        double[] reals = new double[Math.min(count, TRUSTED)];
        for (int i = 0; i < count; i++) {
            if (i == reals.length) {
                reals = Arrays.copyOf(reals, (int) Math.min(count, reals.length * 2L));
            }
            reals[i] = real();
        }
        return reals;
    }

    /** {@code count} counts, each of at most {@code max}. */
    public int[] counts(int count, int max) throws IOException {
        int[] counts = new int[Math.min(count, TRUSTED)];
        for (int i = 0; i < count; i++) {
            if (i == counts.length) {
                counts = Arrays.copyOf(counts, (int) Math.min(count, counts.length * 2L));
            }
            counts[i] = count(max);
        }
        return counts;
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length); // grows as bytes arrive
        if (bytes.length < length) {
            throw new EOFException("Partial result ends early: [%d] more bytes were expected, [%d] came"
                    .formatted(length, bytes.length));
        }
        return bytes;
    }

    private long raw() throws IOException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = in.readByte();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IOException("Partial result is damaged: a number has more than 10 bytes");
    }
}
