package io.isobar.indexer.pipeline;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A sum of floating values without any error: parts that don't overlap and together are the sum, lowest first. It is rounded
 * once, when it is asked for, so it is the same in whatever order the values came, and however sums were put together.
 *
 * <p>The method is Shewchuk's (Adaptive Precision Floating-Point Arithmetic, 1997).
 */
final class ExactSum {
    /** As many values below it as a long counts can't leave the range of a double. */
    private static final double LARGE = 0x1p960;

    private double[] parts = new double[4];
    private int size;
    /** What isn't finite, and what would be if it were added: only ever zero, infinite or no number. */
    private double special;
    /** The sum of values that are too large for the method. */
    private BigDecimal huge = BigDecimal.ZERO;

    void clear() {
        size = 0;
        special = 0;
        huge = BigDecimal.ZERO;
    }

    void add(double value) {
        if (!Double.isFinite(value)) {
            special += value;
            return;
        }
        if (Math.abs(value) > LARGE) {
            huge = huge.add(new BigDecimal(value));
            return;
        }
        double high = value;
        int kept = 0;
        for (int i = 0; i < size; i++) {
            double larger = Math.abs(high) < Math.abs(parts[i]) ? parts[i] : high;
            double smaller = Math.abs(high) < Math.abs(parts[i]) ? high : parts[i];
            high = larger + smaller;
            double lost = smaller - (high - larger);
            if (lost != 0) {
                parts[kept++] = lost;
            }
        }
        if (kept == parts.length) {
            parts = Arrays.copyOf(parts, kept * 2);
        }
        parts[kept++] = high;
        size = kept;
    }

    /** Numbers; the sum of large values as text. */
    List<Object> state() {
        List<Object> state = new ArrayList<>(size + 1);
        for (int i = 0; i < size; i++) {
            state.add(parts[i]);
        }
        if (special != 0) {
            state.add(special);
        }
        if (huge.signum() != 0) {
            state.add(huge.toString());
        }
        return state;
    }

    void merge(List<?> state) {
        for (Object part : state) {
            if (part instanceof Double number) {
                add(number);
            } else {
                huge = huge.add(new BigDecimal((String) part));
            }
        }
    }

    /** The number that is nearest to the sum. */
    double rounded() {
        if (special != 0) {
            return special;
        }
        BigDecimal exact = huge;
        if (huge.signum() == 0 && size <= 2) {
            return (size > 1 ? parts[1] + parts[0] : size > 0 ? parts[0] : 0) + 0.0;
        }
        for (int i = 0; i < size; i++) {
            exact = exact.add(new BigDecimal(parts[i]));
        }
        return exact.doubleValue() + 0.0;
    }
}
