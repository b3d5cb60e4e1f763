package io.isobar.segment.build;

import io.isobar.segment.scratch.Scratch;
import java.io.IOException;

/**
 * Aggregates the numbers of one metric, key after key; numbers are bits, see {@link NumberStream}. The result doesn't depend
 * on the order of the numbers: fractions are added up in the order of their bits. For one thread.
 */
interface NumberFold {
    /** Takes a number. */
    void add(long bits) throws IOException;

    /** The aggregate of the numbers since the last call, of which there must be one; forgets them. */
    long take() throws IOException;

    /** The aggregation of a metric, whose inputs have become numbers of its type. */
    static NumberFold of(Metric.Kind kind, Scratch scratch) {
        return switch (kind) {
            case COUNT, LONG_SUM -> new Longs(Long::sum);
            case LONG_MIN -> new Longs(Math::min);
            case LONG_MAX -> new Longs(Math::max);
            case DOUBLE_MIN -> new Longs((a, b) -> bits(Math.min(doubleOf(a), doubleOf(b))));
            case DOUBLE_MAX -> new Longs((a, b) -> bits(Math.max(doubleOf(a), doubleOf(b))));
            case FLOAT_MIN -> new Longs((a, b) -> bits(Math.min(floatOf(a), floatOf(b))));
            case FLOAT_MAX -> new Longs((a, b) -> bits(Math.max(floatOf(a), floatOf(b))));
            case DOUBLE_SUM -> new DoubleSum(scratch);
            case FLOAT_SUM -> new FloatSum(scratch);
            default -> throw new IllegalArgumentException("Metrics of kind [%s] are no numbers".formatted(kind));
        };
    }

    private static double doubleOf(long bits) {
        return Double.longBitsToDouble(bits);
    }

    private static long bits(double number) {
        return Double.doubleToLongBits(number);
    }

    private static float floatOf(long bits) {
        return Float.intBitsToFloat((int) bits);
    }

    private static long bits(float number) {
        return Float.floatToIntBits(number);
    }

    /** Two aggregates become one. */
    interface Combination {
        long apply(long a, long b);
    }

    /** An aggregation of which no more than the last aggregate need be known. */
    final class Longs implements NumberFold {
        private final Combination combination;
        private boolean any;
        private long value;

        private Longs(Combination combination) {
            this.combination = combination;
        }

        @Override
        public void add(long bits) {
            value = any ? combination.apply(value, bits) : bits;
            any = true;
        }

        @Override
        public long take() {
            any = false;
            return value;
        }
    }

    /** Adds up doubles. */
    final class DoubleSum implements NumberFold {
        private final BitOrder inputs;

        private DoubleSum(Scratch scratch) {
            inputs = new BitOrder(scratch);
        }

        @Override
        public void add(long bits) throws IOException {
            inputs.add(bits);
        }

        @Override
        public long take() throws IOException {
            double[] sum = {0};
            inputs.drain(bits -> sum[0] += doubleOf(bits));
            return bits(sum[0]);
        }
    }

    /** Adds up floats. */
    final class FloatSum implements NumberFold {
        private final BitOrder inputs;

        private FloatSum(Scratch scratch) {
            inputs = new BitOrder(scratch);
        }

        @Override
        public void add(long bits) throws IOException {
            inputs.add(bits);
        }

        @Override
        public long take() throws IOException {
            float[] sum = {0};
            inputs.drain(bits -> sum[0] += floatOf(bits));
            return bits(sum[0]);
        }
    }
}
