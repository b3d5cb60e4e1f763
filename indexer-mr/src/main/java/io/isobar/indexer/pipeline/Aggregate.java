package io.isobar.indexer.pipeline;

import io.isobar.indexer.input.BadRowException;
import io.isobar.indexer.input.InputNumbers;
import io.isobar.indexer.input.Row;
import io.isobar.indexer.input.RowNumber;
import io.isobar.indexer.spec.AggregationSpec;
import io.isobar.indexer.spec.AggregationSpec.Values;
import org.jspecify.annotations.Nullable;

/**
 * One aggregate of a group. What it has seen can be put into a row and merged again, in any order, with the same result. Rows
 * without a value are passed over; without any value there is no result. Not thread-safe.
 */
abstract class Aggregate {
    private final AggregationSpec spec;
    private final @Nullable RowNumber computed;

    Aggregate(AggregationSpec spec) {
        this.spec = spec;
        this.computed = spec.expression()
                .map(expression -> new RowNumber(spec.name(), expression))
                .orElse(null);
    }

    static Aggregate of(AggregationSpec spec) {
        Aggregate all = ofAllRows(spec);
        return spec.filters().isEmpty() ? all : new FilteredAggregate(spec, all);
    }

    private static Aggregate ofAllRows(AggregationSpec spec) {
        boolean longs = spec.values() == Values.LONG;
        return switch (spec.operation()) {
            case COUNT -> new CountAggregate(spec);
            case SUM -> longs ? new FoldAggregate(spec, FoldAggregate.LONG_SUM) : new SumAggregate(spec);
            case MIN -> new FoldAggregate(spec, longs ? FoldAggregate.LONG_MIN : FoldAggregate.DOUBLE_MIN);
            case MAX -> new FoldAggregate(spec, longs ? FoldAggregate.LONG_MAX : FoldAggregate.DOUBLE_MAX);
            case FIRST, LAST -> new EdgeAggregate(spec);
            case LIST -> new ListAggregate(spec);
            case SKETCH -> new SketchAggregate(spec);
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
        if (spec.values() == Values.STRING) {
            Object value = row.value(spec.field().orElseThrow());
            return value == null ? null : value.toString();
        }
        Number number = number(row);
        if (number == null) {
            return null;
        }
        return switch (spec.values()) {
            case LONG -> (Object) number.longValue();
            case FLOAT -> number.floatValue();
            default -> number.doubleValue();
        };
    }

    private @Nullable Number number(Row row) throws BadRowException {
        if (computed != null) {
            return computed.of(row, null);
        }
        String field = spec.field().orElseThrow();
        return InputNumbers.read(field, row.value(field));
    }

    final AggregationSpec spec() {
        return spec;
    }

    final Object narrowed(double value) {
        return spec.values() == Values.FLOAT ? (Object) (float) value : value;
    }
}
