package io.isobar.segment.sketch;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * First and last of numbers. A null counts, as in Druid: the first value is null if the first row's is.
 *
 * <p>A pair, little-endian; {@link io.isobar.segment.codec} knows how columns pack it:
 *
 * <pre>
 *  0  8  time      milliseconds; the greatest long, for last the least, if there was no row
 *  8  1  is null   0, or 1 and no value follows
 *  9  8  value     a long or the bits of a double; 4 bytes for the bits of a float
 * </pre>
 */
final class NumberPairFold extends PairFold {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int VALUE = Long.BYTES + 1;

    private final PairSettings.Value type;
    private final byte[] nothing;
    private byte[] kept = {};
    private int keptLength;

    NumberPairFold(PairSettings settings) {
        super(settings);
        type = settings.value();
        nothing = nullAt(settings.last() ? Long.MIN_VALUE : Long.MAX_VALUE);
    }

    private static byte[] nullAt(long time) {
        byte[] pair = new byte[VALUE];
        LONGS.set(pair, 0, time);
        pair[Long.BYTES] = 1;
        return pair;
    }

    @Override
    byte[] encodeValue(long time, @Nullable Object value) {
        byte[] pair = switch (type) {
            case LONG -> {
                Long number = InputNumbers.toLong(value);
                yield number == null ? null : withLong(number);
            }
            case FLOAT -> {
                Float number = InputNumbers.toFloat(value);
                yield number == null ? null : withInt(Float.floatToIntBits(number));
            }
            default -> {
                Double number = InputNumbers.toDouble(value);
                yield number == null ? null : withLong(Double.doubleToLongBits(number));
            }
        };
        if (pair == null) {
            return nullAt(time);
        }
        LONGS.set(pair, 0, time);
        return pair;
    }

    private static byte[] withLong(long bits) {
        byte[] pair = new byte[VALUE + Long.BYTES];
        LONGS.set(pair, VALUE, bits);
        return pair;
    }

    private static byte[] withInt(int bits) {
        byte[] pair = new byte[VALUE + Integer.BYTES];
        INTS.set(pair, VALUE, bits);
        return pair;
    }

    @Override
    void check(byte[] bytes, int start, int length) {
        int full = VALUE + (type == PairSettings.Value.FLOAT ? Integer.BYTES : Long.BYTES);
        boolean sound = length == 0
                || (length == VALUE && bytes[start + Long.BYTES] == 1)
                || (length == full && bytes[start + Long.BYTES] == 0);
        if (!sound) {
            throw new IllegalArgumentException(
                    "[%d] bytes are no pair of a time and a %s: expected [%d], or [%d] if it is null"
                            .formatted(length, type, full, VALUE));
        }
    }

    @Override
    long time(byte[] bytes, int start) {
        return (long) LONGS.get(bytes, start);
    }

    @Override
    boolean isGreater(byte[] bytes, int start, int length) {
        if (length == VALUE || keptLength == VALUE) {
            return length > keptLength;
        }
        return switch (type) {
            case LONG -> (long) LONGS.get(bytes, start + VALUE) > (long) LONGS.get(kept, VALUE);
            case FLOAT -> Float.compare(floatAt(bytes, start + VALUE), floatAt(kept, VALUE)) > 0;
            default -> Double.compare(doubleAt(bytes, start + VALUE), doubleAt(kept, VALUE)) > 0;
        };
    }

    private static float floatAt(byte[] bytes, int at) {
        return Float.intBitsToFloat((int) INTS.get(bytes, at));
    }

    private static double doubleAt(byte[] bytes, int at) {
        return Double.longBitsToDouble((long) LONGS.get(bytes, at));
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
        return any ? Arrays.copyOf(kept, keptLength) : nothing.clone();
    }
}
