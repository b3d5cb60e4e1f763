package io.isobar.segment.build;

import io.isobar.segment.Segment;
import io.isobar.segment.ValueType;

/**
 * The columns of a segment to be, by position: time, then the dimensions, then the metrics, as its spec lists them.
 *
 * @param spec whose columns they are
 */
record RunColumns(SegmentSpec spec) {
    static final int TIME = 0;

    /** How a column's values travel. */
    enum Kind {
        NUMBER,
        STRING,
        OBJECT
    }

    int size() {
        return 1 + spec.dimensions().size() + spec.metrics().size();
    }

    int firstMetric() {
        return 1 + spec.dimensions().size();
    }

    boolean isMetric(int column) {
        return column >= firstMetric();
    }

    Dimension dimension(int column) {
        return spec.dimensions().get(column - 1);
    }

    Metric metric(int column) {
        return spec.metrics().get(column - firstMetric());
    }

    String name(int column) {
        if (column == TIME) {
            return Segment.TIME;
        }
        return isMetric(column) ? metric(column).name() : dimension(column).name();
    }

    ValueType type(int column) {
        if (column == TIME) {
            return ValueType.LONG;
        }
        return isMetric(column)
                ? metric(column).kind().valueType()
                : dimension(column).type().valueType();
    }

    Kind kind(int column) {
        return switch (type(column)) {
            case STRING -> Kind.STRING;
            case COMPLEX -> Kind.OBJECT;
            default -> Kind.NUMBER;
        };
    }

    /** Whether a metric is of serialised objects. */
    boolean hasObjects() {
        return spec.metrics().stream().anyMatch(metric -> metric.kind().valueType() == ValueType.COMPLEX);
    }

    /** Whether a metric adds up floating-point numbers, whose sum depends on the order of addition. */
    boolean sumsFractions(int column) {
        return isMetric(column)
                && (metric(column).kind() == Metric.Kind.DOUBLE_SUM
                        || metric(column).kind() == Metric.Kind.FLOAT_SUM);
    }

    /** Whether aggregates of aggregates are the aggregates of all: not so for sums of fractions, nor for sketches. */
    boolean aggregatesExactly() {
        return spec.metrics().stream().allMatch(metric -> switch (metric.kind()) {
            case COUNT, LONG_SUM, LONG_MIN, LONG_MAX, DOUBLE_MIN, DOUBLE_MAX, FLOAT_MIN, FLOAT_MAX -> true;
            default -> false;
        });
    }
}
