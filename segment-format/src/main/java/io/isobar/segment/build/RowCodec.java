package io.isobar.segment.build;

import io.isobar.segment.scratch.ScratchInput;
import io.isobar.segment.scratch.ScratchOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows as bytes for scratch files: time, then each dimension and metric as a type and its value. */
final class RowCodec {
    private static final int NULL = 0;
    private static final int STRING = 1;
    private static final int LONG = 2;
    private static final int DOUBLE = 3;
    private static final int FLOAT = 4;
    private static final int LIST = 5;
    private static final int BYTES = 6;

    private RowCodec() {}

    static void write(BuildRow row, ScratchOutput out) throws IOException {
        out.writeLong(row.timestamp());
        out.writeInt(row.dimensions().length);
        for (Object value : row.dimensions()) {
            write(value, out);
        }
        out.writeInt(row.metrics().length);
        for (Object value : row.metrics()) {
            write(value, out);
        }
    }

    static BuildRow read(ScratchInput in) throws IOException {
        long timestamp = in.readLong();
        return new BuildRow(timestamp, values(in), values(in));
    }

    private static Object[] values(ScratchInput in) throws IOException {
        Object[] values = new Object[in.readInt()];
        for (int i = 0; i < values.length; i++) {
            Object value = value(in);
            if (value != null) {
                values[i] = value;
            }
        }
        return values;
    }

    private static void write(@Nullable Object value, ScratchOutput out) throws IOException {
        if (value == null) {
            out.write(NULL);
        } else if (value instanceof String text) {
            out.write(STRING);
            writeBytes(text.getBytes(StandardCharsets.UTF_8), out);
        } else if (value instanceof Double number) {
            out.write(DOUBLE);
            out.writeLong(Double.doubleToRawLongBits(number));
        } else if (value instanceof Float number) {
            out.write(FLOAT);
            out.writeInt(Float.floatToRawIntBits(number));
        } else if (value instanceof Number number) {
            out.write(LONG);
            out.writeLong(number.longValue());
        } else if (value instanceof byte[] bytes) {
            out.write(BYTES);
            writeBytes(bytes, out);
        } else if (value instanceof List<?> list) {
            out.write(LIST);
            out.writeInt(list.size());
            for (Object element : list) {
                write(element, out);
            }
        } else {
            throw new IllegalArgumentException("A value of type [%s] cannot be a dimension nor a metric"
                    .formatted(value.getClass().getName()));
        }
    }

    private static void writeBytes(byte[] bytes, ScratchOutput out) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static @Nullable Object value(ScratchInput in) throws IOException {
        int type = in.readByte();
        return switch (type) {
            case NULL -> null;
            case STRING -> new String(bytes(in), StandardCharsets.UTF_8);
            case LONG -> in.readLong();
            case DOUBLE -> Double.longBitsToDouble(in.readLong());
            case FLOAT -> Float.intBitsToFloat(in.readInt());
            case BYTES -> bytes(in);
            default -> list(in);
        };
    }

    private static List<@Nullable Object> list(ScratchInput in) throws IOException {
        int size = in.readInt();
        List<@Nullable Object> list = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            list.add(value(in));
        }
        return list;
    }

    private static byte[] bytes(ScratchInput in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readBytes(bytes, bytes.length);
        return bytes;
    }

    /** About what a row takes on the heap. */
    static long heapBytes(BuildRow row) {
        long bytes = 64;
        for (Object value : row.dimensions()) {
            bytes += heapBytes(value);
        }
        for (Object value : row.metrics()) {
            bytes += heapBytes(value);
        }
        return bytes;
    }

    private static long heapBytes(@Nullable Object value) {
        if (value instanceof String text) {
            return 56L + text.length();
        }
        if (value instanceof byte[] bytes) {
            return 24L + bytes.length;
        }
        if (value instanceof List<?> list) {
            long bytes = 48;
            for (Object element : list) {
                bytes += heapBytes(element);
            }
            return bytes;
        }
        return value == null ? 8 : 28;
    }
}
