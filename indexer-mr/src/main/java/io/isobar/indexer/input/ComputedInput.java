package io.isobar.indexer.input;

import io.isobar.segment.ValueType;
import io.isobar.segment.build.Metric;
import org.jspecify.annotations.Nullable;

/** The number that an expression makes of a row, as the metric's type. */
final class ComputedInput extends MetricInput {
    private final ValueType type;
    private final RowNumber number;

    ComputedInput(Metric metric, String expression) {
        this.type = metric.kind().valueType();
        this.number = new RowNumber(metric.name(), expression);
    }

    @Override
    @Nullable
    Object read(Row row, long timestamp) throws BadRowException {
        Number value = number.of(row, timestamp);
        if (value == null) {
            return null;
        }
        return switch (type) {
            case LONG -> (Object) value.longValue();
            case FLOAT -> (float) value.doubleValue(); // a long is rounded twice, as in Druid
            default -> value.doubleValue();
        };
    }
}
