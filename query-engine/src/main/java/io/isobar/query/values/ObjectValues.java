package io.isobar.query.values;

import io.isobar.query.wire.WireReader;
import io.isobar.query.wire.WireWriter;
import io.isobar.segment.ValueType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values of any kind: lists, sketches, results of expressions. For answers that list rows; they can't be grouped by. */
public final class ObjectValues extends Values {
    static final int KIND = 2;
    private static final int MAX_BYTES = 1 << 26;
    private static final int NULL = 0;
    private static final int TEXT = 1;
    private static final int LONG = 2;
    private static final int DOUBLE = 3;
    private static final int BYTES = 4;
    private static final int LIST = 5;

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
                write(element instanceof List<?> ? element.toString() : element, out);
            }
        } else {
            out.count(TEXT);
            out.text(value.toString());
        }
    }

    static ObjectValues readBody(int size, WireReader in) throws IOException {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            values.add(read(in, LIST));
        }
        return new ObjectValues(values);
    }

    /** Reads a value; lists aren't read within lists. */
    private static @Nullable Object read(WireReader in, int maxKind) throws IOException {
        return switch (in.count(maxKind)) {
            case NULL -> null;
            case TEXT -> in.text(MAX_BYTES);
            case LONG -> in.number();
            case DOUBLE -> in.real();
            case BYTES -> in.bytes(MAX_BYTES);
            default -> {
                int count = in.count(MAX_COUNT);
                List<@Nullable Object> list = new ArrayList<>();
                for (int i = 0; i < count; i++) {
                    list.add(read(in, BYTES));
                }
                yield list;
            }
        };
    }
}
