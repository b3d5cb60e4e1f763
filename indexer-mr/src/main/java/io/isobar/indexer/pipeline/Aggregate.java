package io.isobar.indexer.pipeline;

import io.isobar.indexer.input.BadRowException;
import io.isobar.indexer.input.InputNumbers;
import io.isobar.indexer.input.Row;
import io.isobar.indexer.shuffle.StageKey;
import io.isobar.indexer.spec.AggregationSpec;
import io.isobar.indexer.spec.AggregationSpec.Operation;
import io.isobar.indexer.spec.AggregationSpec.Values;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One aggregate of a group. What it has seen can be put into a row and merged again, in any order, with the same result. Rows
 * without a value are passed over; without any value there is no result, but a count is 0. Not thread-safe.
 */
abstract class Aggregate {
    private final AggregationSpec spec;

    private Aggregate(AggregationSpec spec) {
        this.spec = spec;
    }

    static Aggregate of(AggregationSpec spec) {
        return switch (spec.operation()) {
            case COUNT -> new Count(spec);
            case SUM -> spec.values() == Values.LONG ? new LongFold(spec) : new Sum(spec);
            case MIN, MAX -> spec.values() == Values.LONG ? new LongFold(spec) : new DoubleEdge(spec);
            case FIRST, LAST -> new TimeEdge(spec);
        };
    }

    /** Forgets everything. */
    abstract void clear();

    /** Takes a row of the input. */
    abstract void add(Row row) throws BadRowException;

    /** What was seen, as a value of a row. */
    abstract @Nullable Object state();

    /** Takes what another of the same kind has seen. */
    abstract void merge(Object state);

    abstract @Nullable Object result();

    /** The row's value, as the type that is wanted. */
    final @Nullable Object value(Row row) throws BadRowException {
        String field = spec.field().orElseThrow();
        Object value = row.value(field);
        if (spec.values() == Values.STRING) {
            return value == null ? null : value.toString();
        }
        Number number = InputNumbers.read(field, value);
        if (number == null) {
            return null;
        }
        return switch (spec.values()) {
            case LONG -> (Object) number.longValue();
            case FLOAT -> number.floatValue();
            default -> number.doubleValue();
        };
    }

    final AggregationSpec spec() {
        return spec;
    }

    final Object narrowed(double value) {
        return spec.values() == Values.FLOAT ? (Object) (float) value : value;
    }

    private static final class Count extends Aggregate {
        private long count;

        Count(AggregationSpec spec) {
            super(spec);
        }

        @Override
        void clear() {
            count = 0;
        }

        @Override
        void add(Row row) {
            count++;
        }

        @Override
        Object state() {
            return count;
        }

        @Override
        void merge(Object state) {
            count += (Long) state;
        }

        @Override
        Object result() {
            return count;
        }
    }

    /** Sums wrap around, as Druid's do. */
    private static final class LongFold extends Aggregate {
        private @Nullable Long folded;

        LongFold(AggregationSpec spec) {
            super(spec);
        }

        @Override
        void clear() {
            folded = null;
        }

        @Override
        void add(Row row) throws BadRowException {
            Object value = value(row);
            if (value != null) {
                merge(value);
            }
        }

        @Override
        @Nullable
        Object state() {
            return folded;
        }

        @Override
        void merge(Object state) {
            long other = (Long) state;
            Long mine = folded;
            if (mine == null) {
                folded = other;
            } else {
                folded = switch (spec().operation()) {
                    case SUM -> mine + other;
                    case MIN -> Math.min(mine, other);
                    default -> Math.max(mine, other);
                };
            }
        }

        @Override
        @Nullable
        Object result() {
            return folded;
        }
    }

    /** A sum of floating values that is rounded once, at the end, so that it doesn't depend on their order. */
    private static final class Sum extends Aggregate {
        private final ExactSum sum = new ExactSum();
        private boolean any;

        Sum(AggregationSpec spec) {
            super(spec);
        }

        @Override
        void clear() {
            sum.clear();
            any = false;
        }

        @Override
        void add(Row row) throws BadRowException {
            Object value = value(row);
            if (value instanceof Number number) {
                sum.add(number.doubleValue());
                any = true;
            }
        }

        @Override
        @Nullable
        Object state() {
            return any ? sum.state() : null;
        }

        @Override
        void merge(Object state) {
            sum.merge((List<?>) state);
            any = true;
        }

        @Override
        @Nullable
        Object result() {
            return any ? narrowed(sum.rounded()) : null;
        }
    }

    private static final class DoubleEdge extends Aggregate {
        private double edge;
        private boolean any;

        DoubleEdge(AggregationSpec spec) {
            super(spec);
        }

        @Override
        void clear() {
            any = false;
        }

        @Override
        void add(Row row) throws BadRowException {
            Object value = value(row);
            if (value instanceof Number number) {
                merge(number.doubleValue());
            }
        }

        @Override
        @Nullable
        Object state() {
            return any ? edge : null;
        }

        @Override
        void merge(Object state) {
            double other = (Double) state;
            if (!any) {
                edge = other;
            } else {
                edge = spec().operation() == Operation.MIN ? Math.min(edge, other) : Math.max(edge, other);
            }
            any = true;
        }

        @Override
        @Nullable
        Object result() {
            return any ? narrowed(edge) : null;
        }
    }

    /** The value of the row that is first or last in time; of several at one time, the one that sorts first. */
    private static final class TimeEdge extends Aggregate {
        private final StageKey order = new StageKey();
        private @Nullable Object value;
        private long time;

        TimeEdge(AggregationSpec spec) {
            super(spec);
        }

        @Override
        void clear() {
            value = null;
        }

        @Override
        void add(Row row) throws BadRowException {
            Object value = value(row);
            Number time = InputNumbers.read(spec().timeField(), row.value(spec().timeField()));
            if (value != null && time == null) {
                throw new BadRowException(
                        spec().timeField(),
                        "is missing: [%s] needs the time of the row".formatted(spec().type()),
                        null);
            }
            if (value != null && time != null) {
                take(time.longValue(), value);
            }
        }

        @Override
        @Nullable
        Object state() {
            return value == null ? null : List.of(time, value);
        }

        @Override
        void merge(Object state) {
            List<?> both = (List<?>) state;
            take((Long) both.get(0), both.get(1));
        }

        private void take(long otherTime, Object other) {
            int byTime = spec().operation() == Operation.FIRST
                    ? Long.compare(otherTime, time)
                    : Long.compare(time, otherTime);
            Object mine = value;
            if (mine == null
                    || byTime < 0
                    || (byTime == 0 && Arrays.compareUnsigned(sorted(other), sorted(mine)) < 0)) {
                time = otherTime;
                value = other;
            }
        }

        private byte[] sorted(Object any) {
            StageKey key = order.group(List.of()).orderBy(any, false);
            return Arrays.copyOf(key.bytes(), key.length());
        }

        @Override
        @Nullable
        Object result() {
            return value;
        }
    }
}
