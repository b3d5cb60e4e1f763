package io.isobar.segment.sketch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a sample of many numbers that tells their quantiles, in the serial form of DataSketches' classic sketch of
 * doubles. Not safe for several threads.
 *
 * <p>Numbers are buffered. When there are 2 k of them, every second one in their order becomes a level of k values that
 * stand for two numbers each. When there is such a level already, every second value of both becomes a level whose values
 * stand for twice as many, and so on. Little-endian:
 *
 * <pre>
 *  0  1  longs of preamble  2; 1 if it is empty
 *  1  1  version            3
 *  2  1  family             8
 *  3  1  flags              2 read-only, 4 empty, 8 compact, 16 ordered
 *  4  2  k
 *  6  2  -
 *  8  8  n                  how many numbers there were; not if it is empty, as all that follows
 *  16 8  min
 *  24 8  max
 *  32    buffer             n mod 2 k numbers, sorted; 2 k if not compact and n is at least that
 *        levels             k values each, sorted; level i, whose values stand for 2^(i+1) numbers, is there if bit i of
 *                           n / 2 k is set. If not compact there is room for those below the last, too
 * </pre>
 *
 * <p>The library tosses a coin for whether the even or the odd values are kept; here they take turns, so that the sketch is
 * a function of the sequence of what was added. Numbers that come sorted, as {@link QuantilesFold} wants them, fill blocks
 * that don't overlap: of the halvings of one level at most one is unfair to a given number, and then by one value. So a
 * rank is wrong by less than n / k, certainly, which is about half of what the library promises at 99 % confidence.
 * When sketches are added, halvings overlap, and the taking of turns evens most of it out, as the coin does.
 */
final class Quantiles {
    static final String TYPE = "quantilesDoublesSketch";
    static final int VERSION = 3;
    static final int HEADER_BYTES = 32;
    static final int MAX_LOG_N = 52;

    private static final byte[] PREAMBLE = {2, VERSION, 8, 0x1A};

    private final int k;
    private final double[] buffer;
    private final double[] @Nullable [] levels = new double[Long.SIZE][];
    private int buffered;
    private long n;
    private double min;
    private double max;
    /** Per level, and for the buffer in the lowest bit, whose turn it is: the even values' or the odd ones'. */
    private long turns;

    Quantiles(int k) {
        this.k = k;
        this.buffer = new double[2 * k];
    }

    int k() {
        return k;
    }

    void clear() {
        Arrays.fill(levels, null);
        buffered = 0;
        n = 0;
        turns = 0;
    }

    void add(double number) {
        widen(number, number);
        n++;
        buffer(number);
    }

    private void widen(double low, double high) {
        min = n == 0 ? low : Math.min(min, low);
        max = n == 0 ? high : Math.max(max, high);
    }

    private void buffer(double number) {
        buffer[buffered++] = number;
        if (buffered == buffer.length) {
            Arrays.sort(buffer);
            buffered = 0;
            carry(0, everySecond(buffer, 0));
        }
    }

    private void carry(int from, double[] values) {
        double[] carried = values;
        int level = from;
        for (double[] there = levels[level]; there != null; there = levels[level]) {
            levels[level] = null;
            level++;
            carried = everySecond(merged(there, carried), level);
        }
        levels[level] = carried;
    }

    private double[] everySecond(double[] sorted, int turn) {
        int first = (int) (turns >>> turn & 1);
        turns ^= 1L << turn;
        double[] half = new double[sorted.length / 2];
        for (int i = 0; i < half.length; i++) {
            half[i] = sorted[2 * i + first];
        }
        return half;
    }

    private static double[] merged(double[] a, double[] b) {
        double[] all = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, all, a.length, b.length);
        Arrays.sort(all);
        return all;
    }

    /**
     * This one with all of another, or a new one if the other has the lesser k: the result can't be finer than it. A
     * sketch that has thrown nothing away is as fine as any.
     *
     * @throws IllegalArgumentException if there would be too many numbers
     */
    Quantiles with(StoredQuantiles other) {
        if (other.pattern() != 0 && other.k() < k) {
            Quantiles coarser = new Quantiles(other.k());
            byte[] mine = toBytes();
            if (mine.length > 0) {
                coarser.addAll(StoredQuantiles.check(mine, 0, mine.length));
            }
            coarser.addAll(other);
            return coarser;
        }
        addAll(other);
        return this;
    }

    private void addAll(StoredQuantiles other) {
        if (other.n() == 0) {
            return;
        }
        if ((n + other.n()) >>> MAX_LOG_N != 0) {
            throw new IllegalArgumentException("[%d] and [%d] numbers are too many".formatted(n, other.n()));
        }
        widen(other.min(), other.max());
        n += other.n();
        for (int i = 0; i < other.baseCount(); i++) {
            buffer(other.base(i));
        }
        int ratio = Math.max(1, other.k() / k);
        for (int level = 0; other.pattern() >>> level != 0; level++) {
            if (other.has(level)) {
                carry(level + Integer.numberOfTrailingZeros(ratio), thinned(other.level(level), ratio));
            }
        }
    }

    /** The middle one of each {@code ratio} values. */
    private static double[] thinned(double[] values, int ratio) {
        if (ratio == 1) {
            return values;
        }
        double[] fewer = new double[values.length / ratio];
        for (int i = 0; i < fewer.length; i++) {
            fewer[i] = values[i * ratio + ratio / 2];
        }
        return fewer;
    }

    /** The serialised form, compact; no bytes if nothing was added. */
    byte[] toBytes() {
        if (n == 0) {
            return new byte[0];
        }
        int values = buffered + Long.bitCount(n / (2L * k)) * k;
        ByteBuffer out = ByteBuffer.allocate(HEADER_BYTES + Double.BYTES * values)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(PREAMBLE)
                .putShort((short) k)
                .putShort((short) 0)
                .putLong(n)
                .putDouble(min)
                .putDouble(max);
        Arrays.sort(buffer, 0, buffered);
        for (int i = 0; i < buffered; i++) {
            out.putDouble(buffer[i]);
        }
        for (double[] level : levels) {
            if (level != null) {
                for (double value : level) {
                    out.putDouble(value);
                }
            }
        }
        return out.array();
    }
}
