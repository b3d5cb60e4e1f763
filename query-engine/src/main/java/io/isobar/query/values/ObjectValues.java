package io.isobar.query.values;

import io.isobar.query.wire.WireReader;
import io.isobar.query.wire.WireWriter;
import io.isobar.segment.ValueType;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values of any kind: lists, documents, sketches, results of expressions. For answers that list rows; they can't be grouped
 * by.
 */
public final class ObjectValues extends Values {
    static final int KIND = 2;
    private static final int MAX_BYTES = 1 << 26;
    private static final int NULL = 0;
    private static final int TEXT = 1;
    private static final int LONG = 2;
    private static final int DOUBLE = 3;
    private static final int BYTES = 4;
    private static final int LIST = 5;
    private static final int MAP = 6;
    private static final int FALSE = 7;
    private static final int TRUE = 8;
    private static final int INTEGER = 9;
    /** Documents that are stored have no more levels either. */
    private static final int MAX_DEPTH = 1000;

    private final List<? extends @Nullable Object> values;

    /** Takes over the list. */
    public ObjectValues(List<? extends @Nullable Object> values) {
        super(values.size());
        this.values = values;
    }

    @Override
    public @Nullable Object value(int index) {
        return values.get(index);
    }

    @Override
    public ValueType type() {
        return ValueType.COMPLEX;
    }

    @Override
    public int compare(int left, int right) {
        throw new UnsupportedOperationException("Values of any kind have no order");
    }

    @Override
    public Values as(ValueType type) {
        throw new UnsupportedOperationException("Values of any kind have no type");
    }

    @Override
    public ObjectValues pick(int[] indices, int count) {
        List<@Nullable Object> picked = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            picked.add(values.get(indices[i]));
        }
        return new ObjectValues(picked);
    }

    @Override
    public void write(WireWriter out) throws IOException {
        out.count(KIND);
        out.count(size());
        for (Object value : values) {
            write(value, out);
        }
    }

    private static void write(@Nullable Object value, WireWriter out) throws IOException {
        if (value == null) {
            out.count(NULL);
        } else if (value instanceof Long number) {
            out.count(LONG);
            out.number(number);
        } else if (value instanceof BigInteger number) {
            out.count(INTEGER);
            out.bytes(number.toByteArray());
        } else if (value instanceof Number number) {
            out.count(DOUBLE);
            out.real(number.doubleValue());
        } else if (value instanceof byte[] bytes) {
            out.count(BYTES);
            out.bytes(bytes);
        } else if (value instanceof List<?> list) {
            out.count(LIST);
            out.count(list.size());
            for (Object element : list) {
                write(element, out);
            }
        } else if (value instanceof Map<?, ?> map) {
            out.count(MAP);
            out.count(map.size());
            for (Map.Entry<?, ?> field : map.entrySet()) {
                out.text(String.valueOf(field.getKey()));
                write(field.getValue(), out);
            }
        } else if (value instanceof Boolean flag) {
            out.count(flag ? TRUE : FALSE);
        } else {
            out.count(TEXT);
            out.text(value.toString());
        }
    }

    static ObjectValues readBody(int size, WireReader in) throws IOException {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            values.add(read(in, 0));
        }
        return new ObjectValues(values);
    }

    private static @Nullable Object read(WireReader in, int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            throw new IOException("Partial result is damaged: a value has more than [%d] levels".formatted(MAX_DEPTH));
        }
        return switch (in.count(INTEGER)) {
            case NULL -> null;
            case TEXT -> in.text(MAX_BYTES);
            case LONG -> in.number();
            case DOUBLE -> in.real();
            case BYTES -> in.bytes(MAX_BYTES);
            case LIST -> list(in, depth);
            case MAP -> map(in, depth);
            case FALSE -> false;
            case TRUE -> true;
            default -> integer(in.bytes(MAX_BYTES));
        };
    }

    private static List<@Nullable Object> list(WireReader in, int depth) throws IOException {
        int count = in.count(MAX_COUNT);
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            list.add(read(in, depth + 1));
        }
        return list;
    }

    private static Map<String, @Nullable Object> map(WireReader in, int depth) throws IOException {
        int count = in.count(MAX_COUNT);
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            map.put(String.valueOf(in.text(MAX_BYTES)), read(in, depth + 1));
        }
        return map;
    }

    private static BigInteger integer(byte[] bytes) throws IOException {
        if (bytes.length == 0) {
            throw new IOException("Partial result is damaged: an integer has no bytes");
        }
        return new BigInteger(bytes);
    }
}
