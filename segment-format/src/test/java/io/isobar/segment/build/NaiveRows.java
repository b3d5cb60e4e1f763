package io.isobar.segment.build;

import io.isobar.segment.hll.HyperLogLog;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * What a segment must hold, computed as simply as can be: a sorted map from key to rows, and loops. Sums add up in the
 * order of the input, as Druid's do.
 */
final class NaiveRows {
    private final SegmentSpec spec;
    private final TreeMap<BuildRow, List<BuildRow>> byKey;

    NaiveRows(SegmentSpec spec, List<BuildRow> rows) {
        this.spec = spec;
        this.byKey = new TreeMap<>(new RowOrder(spec));
        RowShape shape = new RowShape(spec);
        for (BuildRow row : rows) {
            BuildRow shaped = shape.shape(row);
            byKey.computeIfAbsent(shaped, key -> new ArrayList<>()).add(shaped);
        }
    }

    /** Rows as they are to be stored: metrics aggregated, sketches as bytes. */
    List<BuildRow> stored() {
        List<BuildRow> stored = new ArrayList<>();
        byKey.forEach((key, rows) -> {
            if (spec.rollup()) {
                stored.add(aggregate(key, rows));
            } else {
                rows.forEach(row -> stored.add(aggregate(row, List.of(row))));
            }
        });
        return stored;
    }

    /** Rows as {@link io.isobar.segment.testing.SegmentDump} tells them; of equal keys without rollup in any order. */
    List<List<Object>> dumped() {
        List<List<Object>> dumped = new ArrayList<>();
        for (BuildRow row : stored()) {
            List<Object> values = new ArrayList<>();
            values.add(row.timestamp());
            for (Object value : row.dimensions()) {
                values.add(value);
            }
            spec.metrics().stream()
                    .sorted(Comparator.comparing(Metric::name))
                    .map(metric -> row.metrics()[spec.metrics().indexOf(metric)])
                    .map(value ->
                            value instanceof byte[] bytes ? Base64.getEncoder().encodeToString(bytes) : value)
                    .forEach(values::add);
            dumped.add(values);
        }
        return dumped;
    }

    private BuildRow aggregate(BuildRow key, List<BuildRow> rows) {
        Object[] metrics = new Object[spec.metrics().size()];
        for (int i = 0; i < metrics.length; i++) {
            int at = i;
            metrics[i] = aggregate(
                    spec.metrics().get(i).kind(),
                    rows.stream().map(row -> row.metrics()[at]).toList());
        }
        return new BuildRow(key.timestamp(), key.dimensions(), metrics);
    }

    private static Object aggregate(Metric.Kind kind, List<Object> inputs) {
        if (kind == Metric.Kind.COUNT) {
            return (long) inputs.size();
        }
        List<Object> values = inputs.stream().filter(value -> value != null).toList();
        if (values.isEmpty()) {
            return null;
        }
        if (kind == Metric.Kind.HYPER_UNIQUE) {
            return sketch(values);
        }
        List<Number> numbers = values.stream().map(value -> (Number) value).toList();
        return switch (kind) {
            case LONG_SUM -> numbers.stream().mapToLong(Number::longValue).sum();
            case LONG_MIN -> numbers.stream().mapToLong(Number::longValue).min().getAsLong();
            case LONG_MAX -> numbers.stream().mapToLong(Number::longValue).max().getAsLong();
            case DOUBLE_SUM -> numbers.stream().map(Number::doubleValue).reduce(0.0, (a, b) -> a + b);
            case DOUBLE_MIN ->
                numbers.stream().mapToDouble(Number::doubleValue).min().getAsDouble();
            case DOUBLE_MAX ->
                numbers.stream().mapToDouble(Number::doubleValue).max().getAsDouble();
            case FLOAT_SUM -> numbers.stream().map(Number::floatValue).reduce(0f, (a, b) -> a + b);
            case FLOAT_MIN ->
                numbers.stream().map(Number::floatValue).min(Float::compare).orElseThrow();
            default ->
                numbers.stream().map(Number::floatValue).max(Float::compare).orElseThrow();
        };
    }

    private static byte[] sketch(List<Object> values) {
        HyperLogLog sketch = new HyperLogLog();
        for (Object value : values) {
            if (value instanceof byte[] bytes) {
                sketch.fold(ByteBuffer.wrap(bytes));
            } else if (value instanceof List<?> list) {
                list.stream().filter(element -> element != null).forEach(element -> sketch.add((String) element));
            } else {
                sketch.add(value.toString());
            }
        }
        return sketch.isEmpty() ? null : sketch.toBytes();
    }
}
