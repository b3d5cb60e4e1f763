package io.isobar.indexer.shuffle;

import io.isobar.segment.build.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The inputs of a row's metrics as bytes; counts have none. Where rows may have become one already ({@link EarlyRollup}), the
 * number of the rows that this one stands for comes first.
 *
 * <pre>
 *  per metric  00 = null, or
 *              01 and the number: variable length, or the bits of a double or float
 *              02 and a text, 03 and bytes: length and content
 *              04, the number of values, and each of them as above
 * </pre>
 */
public final class MetricBytes {
    private static final int NULL = 0;
    private static final int NUMBER = 1;
    private static final int TEXT = 2;
    private static final int BYTES = 3;
    private static final int LIST = 4;

    private final List<Metric> metrics;
    /** Which metrics have inputs. */
    private final int[] inputs;

    private final boolean severalRows;
    private long rows = 1;

    /** The bytes of these metrics; {@code severalRows} tells that one may stand for several rows. */
    public MetricBytes(List<Metric> metrics, boolean severalRows) {
        this.metrics = List.copyOf(metrics);
        this.inputs = IntStream.range(0, metrics.size())
                .filter(i -> metrics.get(i).kind() != Metric.Kind.COUNT)
                .toArray();
        this.severalRows = severalRows;
    }

    /** Appends the inputs of what stands for {@code rows} rows. */
    public void write(long rows, @Nullable Object[] values, ByteSink out) {
        if (severalRows) {
            out.putVarLong(rows);
        } else if (rows != 1) {
            throw new IllegalArgumentException("One row can't stand for [%d] here".formatted(rows));
        }
        for (int i : inputs) {
            write(values[i], out);
        }
    }

    public Object[] read(byte[] bytes, int length) {
        ByteSource in = new ByteSource(bytes, 0, length);
        rows = severalRows ? in.nextVarLong() : 1;
        @Nullable Object[] values = new Object[metrics.size()];
        for (int i : inputs) {
            values[i] = read(metrics.get(i), in);
        }
        return values;
    }

    /** For how many rows the inputs stand that were read last. */
    public long rows() {
        return rows;
    }

    private static void write(@Nullable Object value, ByteSink out) {
        if (value == null) {
            out.put(NULL);
        } else if (value instanceof Long number) {
            out.put(NUMBER).putVarLong(number);
        } else if (value instanceof Double number) {
            out.put(NUMBER).putLong(Double.doubleToRawLongBits(number));
        } else if (value instanceof Float number) {
            out.put(NUMBER).putInt(Float.floatToRawIntBits(number));
        } else if (value instanceof byte[] sketch) {
            out.put(BYTES).putBytes(sketch);
        } else if (value instanceof List<?> list) {
            out.put(LIST).putVarLong(list.size());
            list.forEach(element -> write(element, out));
        } else {
            out.put(TEXT).putText(value.toString());
        }
    }

    private static @Nullable Object read(Metric metric, ByteSource in) {
        return switch (in.next()) {
            case NULL -> null;
            case NUMBER ->
                switch (metric.kind().valueType()) {
                    case LONG -> (Object) in.nextVarLong();
                    case FLOAT -> Float.intBitsToFloat(in.nextInt());
                    default -> Double.longBitsToDouble(in.nextLong());
                };
            case TEXT -> in.nextText();
            case BYTES -> in.nextBytes();
            default -> {
                List<@Nullable Object> list = new ArrayList<>();
                for (long left = in.nextVarLong(); left > 0; left--) {
                    list.add(read(metric, in));
                }
                yield list;
            }
        };
    }
}
