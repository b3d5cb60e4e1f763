package io.isobar.query.values;

import io.isobar.query.wire.WireReader;
import io.isobar.query.wire.WireWriter;
import io.isobar.segment.ValueType;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A column of values of one type, each possibly null. */
public abstract sealed class Values permits TextValues, NumberValues, ObjectValues {
    /** At most this many values travel in one column. */
    static final int MAX_COUNT = 1 << 28;

    private final int size;

    Values(int size) {
        this.size = size;
    }

    /** How many values there are. */
    public final int size() {
        return size;
    }

    /** A value: null, {@code String}, {@code Long}, {@code Double}, {@code Float}, {@code byte[]} or a {@code List}. */
    public abstract @Nullable Object value(int index);

    /** Compares two values of the column in their natural order, null first. */
    public abstract int compare(int left, int right);

    /** The same values as another type; what can't be cast becomes null. */
    public abstract Values as(ValueType type);

    /** The values at {@code indices[0..count)}. */
    public abstract Values pick(int[] indices, int count);

    /** Writes the column for {@link #read}. */
    public abstract void write(WireWriter out) throws IOException;

    /** Reads a column that {@link #write} wrote. */
    public static Values read(WireReader in) throws IOException {
        int kind = in.count(2);
        int size = in.count(MAX_COUNT);
        return switch (kind) {
            case TextValues.KIND -> TextValues.readBody(size, in);
            case NumberValues.KIND -> NumberValues.readBody(size, in);
            default -> ObjectValues.readBody(size, in);
        };
    }

    /** The type of the values, or {@code COMPLEX} if they can be anything. */
    public abstract ValueType type();

    /** Checks a column that came from elsewhere. */
    public final void require(int expectedSize, ValueType expectedType) throws IOException {
        if (size != expectedSize || type() != expectedType) {
            throw new IOException(
                    "Partial result is damaged: a column has [%d] values of [%s] where [%d] of [%s] belong"
                            .formatted(size, type(), expectedSize, expectedType));
        }
    }
}
