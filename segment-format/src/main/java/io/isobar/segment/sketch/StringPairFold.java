package io.isobar.segment.sketch;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * First and last of strings. Nulls are passed over, as in Druid; an empty string counts, and reads as null.
 *
 * <p>A pair, big-endian; each Druid since 0.23 reads it:
 *
 * <pre>
 *  0   8  time    milliseconds; half of the greatest long, for last of the least, if there was no value
 *  8   4  length  of the string; 0 for none
 *  12     string  UTF-8
 * </pre>
 */
final class StringPairFold extends PairFold {
    private static final int VALUE = Long.BYTES + Integer.BYTES;

    private final int maxBytes;
    private final byte[] nothing;
    private byte[] kept = {};
    private int keptLength;

    StringPairFold(PairSettings settings) {
        super(settings);
        maxBytes = settings.maxStringBytes();
        nothing = pair(settings.last() ? Long.MIN_VALUE / 2 : Long.MAX_VALUE / 2, new byte[0], 0);
    }

    @Override
    byte @Nullable [] encodeValue(long time, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        byte[] text = value.toString().getBytes(StandardCharsets.UTF_8);
        return pair(time, text, chopped(text, 0, text.length));
    }

    /** How many bytes of a string are kept: no character is cut. */
    private int chopped(byte[] text, int start, int length) {
        if (length <= maxBytes) {
            return length;
        }
        int kept = maxBytes;
        while (kept > 0 && (text[start + kept] & 0xC0) == 0x80) {
            kept--;
        }
        return kept;
    }

    private static byte[] pair(long time, byte[] text, int length) {
        return ByteBuffer.allocate(VALUE + length)
                .putLong(time)
                .putInt(length)
                .put(text, 0, length)
                .array();
    }

    @Override
    void check(byte[] bytes, int start, int length) {
        if (length != 0 && (length < VALUE || ByteBuffer.wrap(bytes).getInt(start + Long.BYTES) != length - VALUE)) {
            throw new IllegalArgumentException("[%d] bytes are no pair of a time and a string".formatted(length));
        }
    }

    @Override
    long time(byte[] bytes, int start) {
        return ByteBuffer.wrap(bytes).getLong(start);
    }

    @Override
    int keptLength(byte[] bytes, int start, int length) {
        return VALUE + chopped(bytes, start + VALUE, length - VALUE);
    }

    @Override
    boolean isGreater(byte[] bytes, int start, int length) {
        return Arrays.compareUnsigned(bytes, start + VALUE, start + length, kept, VALUE, keptLength) > 0;
    }

    @Override
    void keep(byte[] bytes, int start, int length) {
        if (kept.length < length) {
            kept = new byte[length];
        }
        System.arraycopy(bytes, start, kept, 0, length);
        keptLength = length;
    }

    @Override
    byte[] stored(boolean any) {
        if (!any) {
            return nothing.clone();
        }
        byte[] pair = Arrays.copyOf(kept, keptLength);
        ByteBuffer.wrap(pair).putInt(Long.BYTES, keptLength - VALUE);
        return pair;
    }
}
