package io.isobar.segment.build;

import io.isobar.segment.hll.HyperLogLog;
import io.isobar.segment.scratch.Scratch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates one metric over the rows of one key. The result doesn't depend on the order of the rows. Where all inputs
 * are null, so is the result.
 */
abstract class Accumulator {
    /** Takes one row's input. */
    abstract void add(@Nullable Object input) throws IOException;

    /** The aggregate of all inputs since the last call: {@code Long}, {@code Float}, {@code Double}, {@code byte[]}. */
    abstract @Nullable Object take() throws IOException;

    /** The accumulator of a metric. */
    static Accumulator of(Metric metric, Scratch scratch) {
        boolean sum = metric.kind().operation() == Metric.Operation.SUM;
        boolean least = metric.kind().operation() == Metric.Operation.MIN;
        return switch (metric.kind()) {
            case COUNT -> new Count();
            case LONG_SUM, LONG_MIN, LONG_MAX -> new Longs(metric.kind().operation());
            case DOUBLE_SUM, DOUBLE_MIN, DOUBLE_MAX -> sum ? new DoubleSum(scratch) : new Doubles(least);
            case FLOAT_SUM, FLOAT_MIN, FLOAT_MAX -> sum ? new FloatSum(scratch) : new Floats(least);
            case HYPER_UNIQUE -> new Sketch();
        };
    }

    private static final class Count extends Accumulator {
        private long rows;

        @Override
        void add(@Nullable Object input) {
            rows++;
        }

        @Override
        Long take() {
            long result = rows;
            rows = 0;
            return result;
        }
    }

    private static final class Longs extends Accumulator {
        private final Metric.Operation operation;
        private boolean any;
        private long value;

        Longs(Metric.Operation operation) {
            this.operation = operation;
        }

        @Override
        void add(@Nullable Object input) {
            Long number = input == null ? null : Numbers.toLong(input);
            if (number == null) {
                return;
            }
            if (!any) {
                value = number;
                any = true;
                return;
            }
            value = switch (operation) {
                case SUM -> value + number;
                case MIN -> Math.min(value, number);
                default -> Math.max(value, number);
            };
        }

        @Override
        @Nullable
        Long take() {
            Long result = any ? (Long) value : null;
            any = false;
            return result;
        }
    }

    private static final class Doubles extends Accumulator {
        private final boolean least;
        private @Nullable Double value;

        Doubles(boolean least) {
            this.least = least;
        }

        @Override
        void add(@Nullable Object input) {
            Double number = input == null ? null : Numbers.toDouble(input);
            if (number != null) {
                value = value == null ? number : (Double) (least ? Math.min(value, number) : Math.max(value, number));
            }
        }

        @Override
        @Nullable
        Double take() {
            Double result = value;
            value = null;
            return result;
        }
    }

    private static final class Floats extends Accumulator {
        private final boolean least;
        private @Nullable Float value;

        Floats(boolean least) {
            this.least = least;
        }

        @Override
        void add(@Nullable Object input) {
            Float number = input == null ? null : Numbers.toFloat(input);
            if (number != null) {
                value = value == null ? number : (Float) (least ? Math.min(value, number) : Math.max(value, number));
            }
        }

        @Override
        @Nullable
        Float take() {
            Float result = value;
            value = null;
            return result;
        }
    }

    private static final class DoubleSum extends Accumulator {
        private final BitOrder inputs;

        DoubleSum(Scratch scratch) {
            inputs = new BitOrder(scratch);
        }

        @Override
        void add(@Nullable Object input) throws IOException {
            Double number = input == null ? null : Numbers.toDouble(input);
            if (number != null) {
                inputs.add(Double.doubleToRawLongBits(number));
            }
        }

        @Override
        @Nullable
        Double take() throws IOException {
            if (inputs.isEmpty()) {
                return null;
            }
            double[] sum = {0};
            inputs.drain(bits -> sum[0] += Double.longBitsToDouble(bits));
            return sum[0];
        }
    }

    private static final class FloatSum extends Accumulator {
        private final BitOrder inputs;

        FloatSum(Scratch scratch) {
            inputs = new BitOrder(scratch);
        }

        @Override
        void add(@Nullable Object input) throws IOException {
            Float number = input == null ? null : Numbers.toFloat(input);
            if (number != null) {
                inputs.add(Float.floatToRawIntBits(number));
            }
        }

        @Override
        @Nullable
        Float take() throws IOException {
            if (inputs.isEmpty()) {
                return null;
            }
            float[] sum = {0};
            inputs.drain(bits -> sum[0] += Float.intBitsToFloat((int) bits));
            return sum[0];
        }
    }

    private static final class Sketch extends Accumulator {
        private final HyperLogLog sketch = new HyperLogLog();
        private boolean any;

        @Override
        void add(@Nullable Object input) {
            if (input == null) {
                return;
            }
            any = true;
            if (input instanceof byte[] folded) {
                sketch.fold(ByteBuffer.wrap(folded));
            } else if (input instanceof List<?> values) {
                values.forEach(this::addValue);
            } else {
                addValue(input);
            }
        }

        private void addValue(@Nullable Object value) {
            if (value != null) {
                sketch.add(value.toString());
            }
        }

        @Override
        byte @Nullable [] take() {
            if (!any) {
                return null;
            }
            byte[] result = sketch.toBytes();
            sketch.clear();
            any = false;
            return result.length == 0 ? null : result;
        }
    }
}
