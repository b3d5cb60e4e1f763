package io.isobar.indexer.shuffle;

import io.isobar.indexer.spec.IngestionSpec;
import io.isobar.segment.ValueType;
import io.isobar.segment.build.Metric;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes rows of equal keys one before they are sorted, as far as a bounded piece of heap reaches. Only for metrics whose
 * result doesn't depend on the order in which it is computed: sums of longs, which counts are here, minima and maxima. The sums of fractions
 * do, and a segment's bytes must not depend on which rows met in which task.
 *
 * <p>Where keys hardly repeat, rows pass straight through, and now and then it is tried again. Not thread-safe.
 */
public final class EarlyRollup {
    private static final int MOST_ENTRIES = 1 << 15;
    private static final int LEAST_ENTRIES = 1 << 10;
    private static final int ARENA_BYTES = 8 << 20;
    private static final int STATE_BYTES = 8 << 20;
    /** Below this share of rows that met another the table isn't worth its time. */
    private static final double LEAST_SAVING = 0.1;

    private static final int PASSED_PER_TRIED = 16;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final Metric.Kind[] kinds;
    private final Sink sink;
    private final int entries;
    private final byte[] arena = new byte[ARENA_BYTES];
    private final int[] slots;
    private final int[] hashes;
    private final int[] starts;
    private final int[] ends;
    private final long[] rows;
    private final long[] states;
    private final boolean[] present;
    private int size;
    private int arenaEnd;
    private long tried;
    private long passing;

    /** Where rows go. */
    @FunctionalInterface
    public interface Sink {
        /**
         * Takes one row.
         *
         * @param rows how many input rows it stands for
         * @param metrics as a row brings them
         */
        void emit(byte[] key, int from, int end, long rows, @Nullable Object[] metrics)
                throws IOException, InterruptedException;
    }

    /** Whether rows of this spec may be added up before they are sorted. */
    public static boolean appliesTo(IngestionSpec spec) {
        return spec.granularity().rollup() && isExact(spec.metrics());
    }

    private static boolean isExact(List<Metric> metrics) {
        return metrics.stream().allMatch(metric -> switch (metric.kind()) {
            case LONG_SUM, LONG_MIN, LONG_MAX, DOUBLE_MIN, DOUBLE_MAX, FLOAT_MIN, FLOAT_MAX -> true;
            default -> false;
        });
    }

    /** For rows with these metrics. */
    public EarlyRollup(List<Metric> metrics, Sink sink) {
        if (!isExact(metrics)) {
            throw new IllegalArgumentException("Metrics %s can't be added up early".formatted(metrics));
        }
        this.kinds = metrics.stream().map(Metric::kind).toArray(Metric.Kind[]::new);
        this.sink = sink;
        int fitting = STATE_BYTES / (Long.BYTES + 1) / Math.max(1, kinds.length);
        this.entries = Math.max(LEAST_ENTRIES, Math.min(MOST_ENTRIES, fitting));
        this.slots = new int[2 * Integer.highestOneBit(2 * entries - 1)];
        this.hashes = new int[entries];
        this.starts = new int[entries];
        this.ends = new int[entries];
        this.rows = new long[entries];
        this.states = new long[entries * kinds.length];
        this.present = new boolean[entries * kinds.length];
    }

    /** Takes a row, and gives away one or many when there is no room left. */
    public void add(byte[] key, int length, @Nullable Object[] metrics) throws IOException, InterruptedException {
        if (passing > 0 || length > ARENA_BYTES) {
            passing--;
            sink.emit(key, 0, length, 1, metrics);
            return;
        }
        tried++;
        int hash = hash(key, length);
        int mask = slots.length - 1;
        int slot = hash & mask;
        for (; slots[slot] != 0; slot = (slot + 1) & mask) {
            int entry = slots[slot] - 1;
            if (hashes[entry] == hash && Arrays.equals(arena, starts[entry], ends[entry], key, 0, length)) {
                merge(entry, metrics);
                return;
            }
        }
        if (size == entries || arenaEnd + length > ARENA_BYTES) {
            flush();
            slot = hash & mask;
        }
        slots[slot] = append(key, length, hash, metrics) + 1;
    }

    /** Gives away all rows that wait. */
    public void flush() throws IOException, InterruptedException {
        for (int entry = 0; entry < size; entry++) {
            sink.emit(arena, starts[entry], ends[entry], rows[entry], values(entry));
        }
        if (size > (1 - LEAST_SAVING) * tried) {
            passing = PASSED_PER_TRIED * tried;
        }
        Arrays.fill(slots, 0);
        size = 0;
        arenaEnd = 0;
        tried = 0;
    }

    private int append(byte[] key, int length, int hash, @Nullable Object[] metrics) {
        int entry = size++;
        System.arraycopy(key, 0, arena, arenaEnd, length);
        hashes[entry] = hash;
        starts[entry] = arenaEnd;
        arenaEnd += length;
        ends[entry] = arenaEnd;
        rows[entry] = 0;
        Arrays.fill(present, entry * kinds.length, (entry + 1) * kinds.length, false);
        merge(entry, metrics);
        return entry;
    }

    private void merge(int entry, @Nullable Object[] metrics) {
        rows[entry]++;
        for (int i = 0; i < kinds.length; i++) {
            Object input = metrics[i];
            if (input != null) {
                int place = entry * kinds.length + i;
                long bits = bits(kinds[i].valueType(), input);
                states[place] = present[place] ? combine(kinds[i], states[place], bits) : bits;
                present[place] = true;
            }
        }
    }

    private static long bits(ValueType type, Object input) {
        return switch (type) {
            case LONG -> (Long) input;
            case FLOAT -> Float.floatToIntBits((Float) input);
            default -> Double.doubleToLongBits((Double) input);
        };
    }

    private static long combine(Metric.Kind kind, long a, long b) {
        return switch (kind) {
            case LONG_SUM -> a + b;
            case LONG_MIN -> Math.min(a, b);
            case LONG_MAX -> Math.max(a, b);
            case DOUBLE_MIN ->
                Double.doubleToLongBits(Math.min(Double.longBitsToDouble(a), Double.longBitsToDouble(b)));
            case DOUBLE_MAX ->
                Double.doubleToLongBits(Math.max(Double.longBitsToDouble(a), Double.longBitsToDouble(b)));
            case FLOAT_MIN ->
                Float.floatToIntBits(Math.min(Float.intBitsToFloat((int) a), Float.intBitsToFloat((int) b)));
            case FLOAT_MAX ->
                Float.floatToIntBits(Math.max(Float.intBitsToFloat((int) a), Float.intBitsToFloat((int) b)));
            default -> throw new IllegalStateException("Metric [" + kind + "] can't be added up early");
        };
    }

    private @Nullable Object[] values(int entry) {
        @Nullable Object[] values = new Object[kinds.length];
        for (int i = 0; i < values.length; i++) {
            int place = entry * kinds.length + i;
            if (present[place]) {
                values[i] = switch (kinds[i].valueType()) {
                    case LONG -> (Object) states[place];
                    case FLOAT -> Float.intBitsToFloat((int) states[place]);
                    default -> Double.longBitsToDouble(states[place]);
                };
            }
        }
        return values;
    }

    private static int hash(byte[] key, int length) {
        long hash = length * 0x9E3779B97F4A7C15L;
        int at = 0;
        for (; at + Long.BYTES <= length; at += Long.BYTES) {
            hash = mix(hash, (long) LONGS.get(key, at));
        }
        for (; at < length; at++) {
            hash = mix(hash, key[at]);
        }
        return (int) (hash >>> 32);
    }

    private static long mix(long hash, long bits) {
        long mixed = (hash ^ bits) * 0xFF51AFD7ED558CCDL;
        return mixed ^ (mixed >>> 29);
    }
}
