package io.isobar.segment.sketch;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Folds numbers and sketches into {@link Quantiles}. What a row brings is a zero, which no sketch begins with, and its
 * numbers of eight bytes, least first, such that bytes order as numbers do.
 */
final class QuantilesFold implements ComplexFold {
    private static final byte NUMBERS = 0;

    private final int k;
    private Quantiles quantiles;

    QuantilesFold(QuantilesSettings settings) {
        k = settings.k();
        quantiles = new Quantiles(k);
    }

    @Override
    public byte @Nullable [] encode(long time, @Nullable Object input) {
        if (input == null) {
            return null;
        }
        if (input instanceof byte[] sketch) {
            return checked(sketch);
        }
        if (input instanceof List<?> values) {
            return numbers(values.stream()
                    .filter(Objects::nonNull)
                    .mapToDouble(QuantilesFold::number)
                    .filter(number -> !Double.isNaN(number))
                    .sorted()
                    .toArray());
        }
        if (input instanceof String text && !isNumber(text)) {
            return text.isBlank() ? null : checked(SketchInput.fromBase64(text, Quantiles.TYPE));
        }
        double number = number(input);
        return Double.isNaN(number) ? null : numbers(number);
    }

    private static byte @Nullable [] checked(byte[] sketch) {
        if (sketch.length == 0) {
            return null;
        }
        if (sketch[0] == NUMBERS) {
            requireNumbers(sketch.length);
        } else {
            StoredQuantiles.check(sketch, 0, sketch.length);
        }
        return sketch;
    }

    private static boolean isNumber(String text) {
        try {
            Double.parseDouble(text);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static double number(Object value) {
        Double number = InputNumbers.toDouble(value);
        return number == null ? Double.NaN : number;
    }

    private static byte @Nullable [] numbers(double... sorted) {
        if (sorted.length == 0) {
            return null;
        }
        ByteBuffer bytes = ByteBuffer.allocate(1 + Double.BYTES * sorted.length).put(NUMBERS);
        for (double number : sorted) {
            long bits = Double.doubleToLongBits(number);
            bytes.putLong(bits < 0 ? ~bits : bits ^ Long.MIN_VALUE);
        }
        return bytes.array();
    }

    @Override
    public boolean ordered() {
        return true;
    }

    @Override
    public void fold(byte[] bytes, int start, int length) {
        if (length == 0) {
            return;
        }
        if (bytes[start] != NUMBERS) {
            quantiles = quantiles.with(StoredQuantiles.check(bytes, start, length));
            return;
        }
        requireNumbers(length);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        for (int at = start + 1; at < start + length; at += Double.BYTES) {
            long ordered = in.getLong(at);
            double number = Double.longBitsToDouble(ordered < 0 ? ordered ^ Long.MIN_VALUE : ~ordered);
            if (!Double.isNaN(number)) {
                quantiles.add(number);
            }
        }
    }

    private static void requireNumbers(int length) {
        if ((length - 1) % Double.BYTES != 0) {
            throw SketchInput.damaged(Quantiles.TYPE, length, "expected numbers of eight bytes");
        }
    }

    @Override
    public byte[] take() {
        byte[] result = quantiles.toBytes();
        if (quantiles.k() == k) {
            quantiles.clear();
        } else {
            quantiles = new Quantiles(k);
        }
        return result;
    }
}
