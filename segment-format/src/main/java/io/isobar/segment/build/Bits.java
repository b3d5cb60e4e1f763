package io.isobar.segment.build;

import io.isobar.segment.ValueType;
import org.jspecify.annotations.Nullable;

/** Numbers of any type as 64 bits, see {@link NumberStream}, and as keys that compare as signed longs. */
final class Bits {
    private Bits() {}

    /**
     * The number that a row brought, or null if it is none there. NaN has one form.
     *
     * @throws IllegalArgumentException if it is no number
     */
    static @Nullable Long of(ValueType type, @Nullable Object input) {
        if (input == null) {
            return null;
        }
        if (type == ValueType.LONG) {
            return Numbers.toLong(input);
        }
        if (type == ValueType.DOUBLE) {
            Double number = Numbers.toDouble(input);
            return number == null ? null : (Long) Double.doubleToLongBits(number);
        }
        Float number = Numbers.toFloat(input);
        return number == null ? null : (Long) (long) Float.floatToIntBits(number);
    }

    /** The number to begin a sum with, which is 0 and not -0 before anything is added. */
    static long withoutNegativeZero(ValueType type, long bits) {
        return bits == (type == ValueType.DOUBLE ? Long.MIN_VALUE : Integer.MIN_VALUE) ? 0 : bits;
    }

    /** A long that orders as the number does: -0.0 before 0.0, NaN last. */
    static long key(ValueType type, long bits) {
        return switch (type) {
            case DOUBLE -> bits ^ ((bits >> 63) & Long.MAX_VALUE);
            case FLOAT -> (int) bits ^ (((int) bits >> 31) & Integer.MAX_VALUE);
            default -> bits;
        };
    }
}
