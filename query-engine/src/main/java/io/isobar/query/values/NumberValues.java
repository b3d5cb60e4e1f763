package io.isobar.query.values;

import io.isobar.query.wire.WireReader;
import io.isobar.query.wire.WireWriter;
import io.isobar.segment.ValueType;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Numbers of one type, kept as 64 bits: a long, or a double (also for floats, which widen exactly). */
public final class NumberValues extends Values {
    static final int KIND = 1;
    private static final ValueType[] TYPES = {ValueType.LONG, ValueType.FLOAT, ValueType.DOUBLE};

    private final ValueType type;
    private final long[] bits;
    private final boolean[] nulls;

    /** Takes over both arrays; of each the first {@code size} elements count. */
    public NumberValues(ValueType type, long[] bits, boolean[] nulls, int size) {
        super(size);
        this.type = type;
        this.bits = bits;
        this.nulls = nulls;
    }

    /** What a number is kept as. */
    public static long bits(ValueType type, Number number) {
        return switch (type) {
            case LONG -> number.longValue();
            case FLOAT -> bits((double) number.floatValue());
            default -> bits(number.doubleValue());
        };
    }

    /** What a double is kept as: all NaN are one value, and so are both zeros. */
    public static long bits(double number) {
        return Double.doubleToLongBits(number + 0.0);
    }

    @Override
    public ValueType type() {
        return type;
    }

    /** What each number is kept as. */
    public long[] bits() {
        return bits;
    }

    /** Which values are null. */
    public boolean[] nulls() {
        return nulls;
    }

    @Override
    public @Nullable Number value(int index) {
        if (nulls[index]) {
            return null;
        }
        return switch (type) {
            case LONG -> (Number) bits[index];
            case FLOAT -> (float) Double.longBitsToDouble(bits[index]);
            default -> Double.longBitsToDouble(bits[index]);
        };
    }

    @Override
    public int compare(int left, int right) {
        if (nulls[left] || nulls[right]) {
            return Boolean.compare(nulls[right], nulls[left]);
        }
        return type == ValueType.LONG
                ? Long.compare(bits[left], bits[right])
                : Double.compare(Double.longBitsToDouble(bits[left]), Double.longBitsToDouble(bits[right]));
    }

    @Override
    public Values as(ValueType other) {
        if (other == type) {
            return this;
        }
        if (other == ValueType.STRING) {
            return asText();
        }
        long[] cast = new long[size()];
        for (int i = 0; i < size(); i++) {
            Number number = value(i);
            cast[i] = number == null ? 0 : bits(other, number);
        }
        return new NumberValues(other, cast, nulls, size());
    }

    private TextValues asText() {
        var codes = new TextCodes();
        int[] ids = new int[size()];
        for (int i = 0; i < size(); i++) {
            Number number = value(i);
            ids[i] = codes.code(number == null ? null : number.toString());
        }
        return new TextValues(codes.values(), ids, size());
    }

    @Override
    public NumberValues pick(int[] indices, int count) {
        long[] pickedBits = new long[count];
        boolean[] pickedNulls = new boolean[count];
        for (int i = 0; i < count; i++) {
            pickedBits[i] = bits[indices[i]];
            pickedNulls[i] = nulls[indices[i]];
        }
        return new NumberValues(type, pickedBits, pickedNulls, count);
    }

    @Override
    public void write(WireWriter out) throws IOException {
        out.count(KIND);
        out.count(size());
        out.count(type == ValueType.LONG ? 0 : type == ValueType.FLOAT ? 1 : 2);
        out.flags(nulls, size());
        for (int i = 0; i < size(); i++) {
            if (type == ValueType.LONG) {
                out.number(bits[i]);
            } else {
                out.real(Double.longBitsToDouble(bits[i]));
            }
        }
    }

    static NumberValues readBody(int size, WireReader in) throws IOException {
        ValueType type = TYPES[in.count(TYPES.length - 1)];
        boolean[] nulls = in.flags(size);
        long[] bits = type == ValueType.LONG ? in.numbers(size) : bits(in.reals(size));
        return new NumberValues(type, bits, nulls, size);
    }

    private static long[] bits(double[] reals) {
        long[] bits = new long[reals.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = bits(reals[i]);
        }
        return bits;
    }
}
