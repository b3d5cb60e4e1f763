package io.isobar.indexer.input;

import io.isobar.indexer.spec.MetricSpec;
import io.isobar.segment.ValueType;
import io.isobar.segment.build.Metric;
import io.isobar.segment.sketch.ComplexFold;
import io.isobar.segment.sketch.FoldSettings;
import io.isobar.segment.sketch.HllSettings;
import io.isobar.segment.sketch.HyperUniqueSettings;
import io.isobar.segment.sketch.PairSettings;
import io.isobar.segment.sketch.ThetaSettings;
import io.isobar.segment.sketch.TimedValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a row brings to one metric: a number, what counts distinct texts, or the bytes that are folded. A row of a
 * segment may bring an aggregate, which is folded whatever the metric makes of plain values. Not thread-safe.
 */
abstract class MetricInput {
    /** What a fold takes no notice of; a null it may take for a value that is null at the row's time. */
    private static final byte[] NO_AGGREGATE = {};

    /** The input, or null for a value that is null. */
    abstract @Nullable Object read(Row row, long timestamp) throws BadRowException;

    /** What stands for an input that cannot be read, as if it were null. */
    @Nullable
    Object absent(long timestamp) {
        return null;
    }

    /** What stands for a row that isn't there for this metric. */
    @Nullable
    Object nothing() {
        return null;
    }

    static MetricInput of(MetricSpec spec) {
        MetricInput input = ofAllRows(spec);
        return spec.filters().isEmpty() ? input : new FilteredInput(spec, input);
    }

    private static MetricInput ofAllRows(MetricSpec spec) {
        Metric metric = spec.metric();
        if (spec.counts()) {
            return new One();
        }
        if (spec.expression().isPresent()) {
            return new ComputedInput(metric, spec.expression().get());
        }
        String field = Objects.requireNonNull(metric.fieldName());
        FoldSettings settings = metric.settings();
        if (settings == null) {
            return new Numbers(metric, field);
        }
        return settings instanceof HyperUniqueSettings hyper
                ? new Distinct(metric, hyper, field)
                : new Folded(metric, settings, field);
    }

    /** The bytes of an aggregate, which must be one that the metric folds. */
    static byte[] aggregate(Metric metric, String field, StoredObject stored) throws BadRowException {
        String wanted = metric.columnType().toLowerCase(Locale.ROOT);
        // Druid's names of a type's columns vary by what built them: thetaSketch, thetaSketchBuild
        if (!stored.typeName().toLowerCase(Locale.ROOT).contains(wanted)) {
            throw new BadRowException(
                    field,
                    "holds a [%s], but metric [%s] folds [%s]"
                            .formatted(stored.typeName(), metric.name(), metric.columnType()),
                    null);
        }
        return stored.bytes();
    }

    /** What a row counts, where counts are added up. */
    private static final class One extends MetricInput {
        @Override
        Object read(Row row, long timestamp) {
            return 1L;
        }

        @Override
        Object nothing() {
            return 0L;
        }
    }

    private static final class Numbers extends MetricInput {
        private final ValueType type;
        private final FieldNames.Field field;

        Numbers(Metric metric, String field) {
            this.type = metric.kind().valueType();
            this.field = new FieldNames.Field(field);
        }

        @Override
        @Nullable
        Object read(Row row, long timestamp) throws BadRowException {
            Number number = InputNumbers.read(field.name(), field.of(row));
            if (number == null) {
                return null;
            }
            return switch (type) {
                case LONG -> (Object) number.longValue();
                case FLOAT -> number.floatValue();
                default -> number.doubleValue();
            };
        }
    }

    private static final class Distinct extends MetricInput {
        private final Metric metric;
        private final HyperUniqueSettings settings;
        private final String field;

        Distinct(Metric metric, HyperUniqueSettings settings, String field) {
            this.metric = metric;
            this.settings = settings;
            this.field = field;
        }

        @Override
        @Nullable
        Object read(Row row, long timestamp) throws BadRowException {
            Object value = row.value(field);
            if (value instanceof StoredObject stored) {
                return stored.isNone() ? null : aggregate(metric, field, stored);
            }
            if (value != null && settings.inputIsSketch()) {
                return sketch(value);
            }
            return value instanceof List<?> list ? RowProcessor.texts(list) : Row.text(value);
        }

        private Object sketch(Object value) throws BadRowException {
            if (value instanceof byte[]) {
                return value;
            }
            try {
                return Base64.getDecoder().decode(value.toString());
            } catch (IllegalArgumentException e) {
                throw new BadRowException(field, "is not a sketch in Base64", value.toString());
            }
        }
    }

    /** Encodes at once: from here on a row's time is truncated, and its fields apart from the input are gone. */
    private static final class Folded extends MetricInput {
        private final Metric metric;
        private final FoldSettings settings;
        private final String field;
        private final ComplexFold fold;

        Folded(Metric metric, FoldSettings settings, String field) {
            this.metric = metric;
            this.settings = settings;
            this.field = field;
            this.fold = settings.newFold();
        }

        @Override
        @Nullable
        Object read(Row row, long timestamp) throws BadRowException {
            Object value = row.value(field);
            if (value instanceof StoredObject stored && stored.isNone()) {
                return nothing();
            }
            try {
                return fold.encode(timestamp, input(row, value));
            } catch (IllegalArgumentException e) {
                throw new BadRowException(field, String.valueOf(e.getMessage()), Row.text(value));
            }
        }

        @Override
        @Nullable
        Object absent(long timestamp) {
            return fold.encode(timestamp, null);
        }

        @Override
        Object nothing() {
            return NO_AGGREGATE;
        }

        private @Nullable Object input(Row row, @Nullable Object value) throws BadRowException {
            if (value instanceof StoredObject stored) {
                return aggregate(metric, field, stored);
            }
            if (!(settings instanceof PairSettings pair)) {
                return value instanceof byte[] && takesPlainValues() ? Row.text(value) : withoutDecimals(value);
            }
            Object plain = pair.value() == PairSettings.Value.STRING ? text(value) : InputNumbers.read(field, value);
            if (pair.timeColumn().equals(PairSettings.ROW_TIME)) {
                return plain;
            }
            Number time = InputNumbers.read(pair.timeColumn(), row.value(pair.timeColumn()));
            return time == null ? null : new TimedValue(time.longValue(), plain);
        }

        /** Folds know whole numbers and doubles. */
        private static @Nullable Object withoutDecimals(@Nullable Object value) {
            if (value instanceof List<?> list) {
                List<@Nullable Object> values = new ArrayList<>(list.size());
                list.forEach(element -> values.add(withoutDecimals(element)));
                return values;
            }
            return value instanceof BigDecimal number ? (Object) number.doubleValue() : value;
        }

        /** Bytes are a text then, and no sketch. */
        private boolean takesPlainValues() {
            return (settings instanceof ThetaSettings theta && !theta.inputIsSketch())
                    || (settings instanceof HllSettings hll && !hll.inputIsSketch());
        }

        private static @Nullable String text(@Nullable Object value) {
            return value instanceof List<?> list ? RowProcessor.texts(list).toString() : Row.text(value);
        }
    }
}
