package io.isobar.indexer.shuffle;

import io.isobar.segment.build.BuildRow;
import io.isobar.segment.build.Dimension;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bucket, time and dimensions of a row, as bytes that sort like the rows of a segment: unsigned, byte by byte.
 *
 * <pre>
 *  int     bucket
 *  long    time, the sign bit flipped
 *  per dimension
 *    string  per value: 01 = null, or 02 and its {@link OrderedText}; then 00
 *    number  01 = null, or 02 and the number: sign bit flipped; of a negative floating number all bits
 *  …       the metrics, if rows don't roll up: rows that are otherwise equal get a fixed order
 * </pre>
 *
 * <p>Invariant: for shaped rows of one bucket the order of the bytes is {@link io.isobar.segment.build.RowOrder}'s. A list
 * of values sorts element by element because each value is longer than the 00 that ends a shorter list. Not thread-safe.
 */
public final class RowKey {
    private static final int END = 0;
    private static final int NULL = 1;
    private static final int VALUE = 2;

    private final List<Dimension> dimensions;
    private final TextCache[] texts;

    public RowKey(List<Dimension> dimensions) {
        this.dimensions = List.copyOf(dimensions);
        this.texts = new TextCache[dimensions.size()];
        Arrays.setAll(texts, i -> new TextCache(dimensions.size()));
    }

    /** Reads only the bucket. */
    public static int bucket(byte[] key) {
        return new ByteSource(key, 0, Integer.BYTES).nextInt();
    }

    /** Appends the key of a row that {@link io.isobar.segment.build.RowShape} has shaped. */
    public void write(int bucket, BuildRow row, ByteSink out) {
        out.putInt(bucket);
        out.putLong(row.timestamp() ^ Long.MIN_VALUE);
        for (int i = 0; i < dimensions.size(); i++) {
            Object value = row.dimensions()[i];
            if (dimensions.get(i).type() == Dimension.Type.STRING) {
                writeStrings(value, out);
            } else {
                writeNumber(value, out);
            }
        }
    }

    /** The row without its metrics, which the caller adds. */
    public BuildRow read(byte[] key, int length, Object[] metrics) {
        ByteSource in = new ByteSource(key, Integer.BYTES, length);
        long time = in.nextLong() ^ Long.MIN_VALUE;
        @Nullable Object[] values = new Object[dimensions.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (dimensions.get(i).type()) {
                case STRING -> readStrings(in, texts[i]);
                case LONG -> in.next() == NULL ? null : (Object) (in.nextLong() ^ Long.MIN_VALUE);
                case DOUBLE -> in.next() == NULL ? null : (Object) Double.longBitsToDouble(unordered(in.nextLong()));
                case FLOAT -> in.next() == NULL ? null : (Object) Float.intBitsToFloat(unordered(in.nextInt()));
            };
        }
        return new BuildRow(time, values, metrics);
    }

    private static void writeStrings(@Nullable Object value, ByteSink out) {
        if (value instanceof List<?> list) {
            for (Object element : list) {
                writeString((String) element, out);
            }
        } else {
            writeString((String) value, out);
        }
        out.put(END);
    }

    private static void writeString(@Nullable String value, ByteSink out) {
        if (value == null) {
            out.put(NULL);
        } else {
            OrderedText.write(value, out.put(VALUE));
        }
    }

    private static @Nullable Object readStrings(ByteSource in, TextCache texts) {
        int mark = in.next();
        if (mark == END) {
            return List.of();
        }
        String first = mark == NULL ? null : texts.read(in);
        mark = in.next();
        if (mark == END) {
            return first;
        }
        List<@Nullable String> all = new ArrayList<>();
        all.add(first);
        for (; mark != END; mark = in.next()) {
            all.add(mark == NULL ? null : texts.read(in));
        }
        return all;
    }

    private static void writeNumber(@Nullable Object value, ByteSink out) {
        if (value == null) {
            out.put(NULL);
            return;
        }
        out.put(VALUE);
        if (value instanceof Double number) {
            long bits = Double.doubleToLongBits(number);
            out.putLong(bits < 0 ? ~bits : bits ^ Long.MIN_VALUE);
        } else if (value instanceof Float number) {
            int bits = Float.floatToIntBits(number);
            out.putInt(bits < 0 ? ~bits : bits ^ Integer.MIN_VALUE);
        } else {
            out.putLong((Long) value ^ Long.MIN_VALUE);
        }
    }

    private static long unordered(long bits) {
        return bits < 0 ? bits ^ Long.MIN_VALUE : ~bits;
    }

    private static int unordered(int bits) {
        return bits < 0 ? bits ^ Integer.MIN_VALUE : ~bits;
    }
}
