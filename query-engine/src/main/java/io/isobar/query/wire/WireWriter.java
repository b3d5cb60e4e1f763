package io.isobar.query.wire;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the parts of a partial result.
 *
 * <pre>
 *  count    7 bits a byte, low ones first, the high bit set on all bytes but the last
 *  long     count of the zigzag form (so small negatives are short)
 *  double   8 bytes, big-endian
 *  bytes    count, then the bytes
 *  text     count of UTF-8 bytes + 1, or 0 for null; then the bytes
 *  flags    8 a byte, low bit first
 * </pre>
 */
public final class WireWriter {
    private final DataOutputStream out;

    /** Writes to a stream, which the caller buffers and closes. */
    public WireWriter(OutputStream out) {
        this.out = new DataOutputStream(out);
    }

    /** A number from 0 on. */
    public void count(long count) throws IOException {
        long rest = count;
        while ((rest & ~0x7FL) != 0) {
            out.writeByte((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        out.writeByte((int) rest);
    }

    /** Any long. */
    public void number(long value) throws IOException {
        count((value << 1) ^ (value >> 63));
    }

    /** Any double, its bits kept. */
    public void real(double value) throws IOException {
        out.writeLong(Double.doubleToRawLongBits(value));
    }

    /** Some bytes. */
    public void bytes(byte[] bytes) throws IOException {
        count(bytes.length);
        out.write(bytes);
    }

    /** A text or null. */
    public void text(@Nullable String text) throws IOException {
        if (text == null) {
            count(0);
            return;
        }
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        count(utf8.length + 1L);
        out.write(utf8);
    }

    /** Several texts. */
    public void texts(List<? extends @Nullable String> texts) throws IOException {
        count(texts.size());
        for (String text : texts) {
            text(text);
        }
    }

    /** The first {@code count} flags. */
    public void flags(boolean[] flags, int count) throws IOException {
        for (int start = 0; start < count; start += 8) {
            int packed = 0;
            for (int i = start; i < Math.min(start + 8, count); i++) {
                packed |= flags[i] ? 1 << (i - start) : 0;
            }
            out.writeByte(packed);
        }
    }

    /** Passes on what is buffered. */
    public void flush() throws IOException {
        out.flush();
    }
}
