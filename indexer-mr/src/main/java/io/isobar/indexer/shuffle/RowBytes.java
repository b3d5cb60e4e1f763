package io.isobar.indexer.shuffle;

import io.isobar.indexer.input.FieldNames;
import io.isobar.indexer.input.Row;
import io.isobar.indexer.input.StoredObject;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of a pipeline between two jobs, version 1.
 *
 * <pre>
 *  1 byte      version
 *  per field   name (length, UTF-8), then a value:
 *              01 long · 02 double · 03 float · 04 text · 05 bytes · 06 list: number of values, each as a value
 *              07 aggregate: the name of its type, and bytes · 08 decimal, as text · 00 null
 * </pre>
 */
public final class RowBytes {
    private static final int VERSION = 1;
    /** Equal to the bytes of no name that is looked for: it is found by its text. */
    private static final byte[] NO_NAME = {-1};

    private static final int NULL = 0;
    private static final int LONG = 1;
    private static final int DOUBLE = 2;
    private static final int FLOAT = 3;
    private static final int TEXT = 4;
    private static final int BYTES = 5;
    private static final int LIST = 6;
    private static final int OBJECT = 7;
    private static final int DECIMAL = 8;

    private RowBytes() {}

    /** Appends a row. */
    public static void write(Row row, ByteSink out) {
        out.put(VERSION);
        row.fields().forEach((name, value) -> {
            out.putText(name);
            write(value, out);
        });
    }

    /**
     * Reads rows that have about the same fields, one after the other: they share the names, which are decoded once. Not
     * thread-safe.
     */
    public static final class Reader {
        /** Rows have room for all names that were met; with more than so many that they don't have, others begin anew. */
        private static final int MOST_STRAY_NAMES = 64;

        private FieldNames names = new FieldNames();
        /** The bytes of each name by its number. */
        private final List<byte[]> known = new ArrayList<>();

        /** The row of these bytes. */
        public Row read(byte[] bytes, int from, int end) {
            ByteSource in = new ByteSource(bytes, from, end);
            int version = in.next();
            if (version != VERSION) {
                throw new IllegalArgumentException(
                        "Row of version [%d] can't be read: all tasks of a run must be of the same release"
                                .formatted(version));
            }
            Row row = new Row(names);
            int fields = 0;
            for (int slot = -1; in.hasMore(); fields++) {
                slot = slotAfter(slot, in);
                row.set(slot, RowBytes.read(in));
            }
            if (known.size() > 2 * fields + MOST_STRAY_NAMES) {
                names = new FieldNames();
                known.clear();
            }
            return row;
        }

        private int slotAfter(int previous, ByteSource in) {
            int length = (int) in.nextVarLong();
            int from = in.at();
            in.goTo(from + length);
            int next = previous + 1;
            if (next < known.size()) {
                byte[] expected = known.get(next);
                if (Arrays.equals(expected, 0, expected.length, in.bytes(), from, from + length)) {
                    return next;
                }
            }
            int slot = names.slot(new String(in.bytes(), from, length, StandardCharsets.UTF_8));
            while (known.size() <= slot) { // a row may have got further names since
                known.add(NO_NAME);
            }
            known.set(slot, Arrays.copyOfRange(in.bytes(), from, from + length));
            return slot;
        }
    }

    private static void write(@Nullable Object value, ByteSink out) {
        if (value == null) {
            out.put(NULL);
        } else if (value instanceof Long number) {
            out.put(LONG).putVarLong(number);
        } else if (value instanceof Double number) {
            out.put(DOUBLE).putLong(Double.doubleToRawLongBits(number));
        } else if (value instanceof Float number) {
            out.put(FLOAT).putInt(Float.floatToRawIntBits(number));
        } else if (value instanceof BigDecimal number) {
            out.put(DECIMAL).putText(number.toString());
        } else if (value instanceof byte[] raw) {
            out.put(BYTES).putBytes(raw);
        } else if (value instanceof List<?> list) {
            out.put(LIST).putVarLong(list.size());
            list.forEach(element -> write(element, out));
        } else if (value instanceof StoredObject object) {
            out.put(OBJECT).putText(object.typeName()).putBytes(object.bytes());
        } else {
            out.put(TEXT).putText(value.toString());
        }
    }

    private static @Nullable Object read(ByteSource in) {
        return switch (in.next()) {
            case NULL -> null;
            case LONG -> (Object) in.nextVarLong();
            case DOUBLE -> Double.longBitsToDouble(in.nextLong());
            case FLOAT -> Float.intBitsToFloat(in.nextInt());
            case TEXT -> in.nextText();
            case BYTES -> in.nextBytes();
            case DECIMAL -> new BigDecimal(in.nextText());
            case OBJECT -> new StoredObject(in.nextText(), in.nextBytes());
            default -> {
                List<@Nullable Object> list = new ArrayList<>();
                for (long left = in.nextVarLong(); left > 0; left--) {
                    list.add(read(in));
                }
                yield list;
            }
        };
    }
}
