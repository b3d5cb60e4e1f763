package io.isobar.query.aggregate;

import io.isobar.query.batch.BatchColumns;
import io.isobar.query.error.QueryException;
import io.isobar.segment.column.Column;
import io.isobar.segment.column.ComplexColumn;

/**
 * Approximate count of distinct values, from a column of Druid's {@code hyperUnique} sketches.
 *
 * @param name what the answer calls it
 * @param column the column of sketches
 * @param round whether the answer is a whole number
 */
record HyperUniqueAggregator(String name, String column, boolean round) implements Aggregator {
    @Override
    public AggregateState newState() {
        return new SketchState(round);
    }

    @Override
    public Accumulator accumulator(BatchColumns columns, AggregateState into) {
        SketchState sketches = (SketchState) into;
        Column stored = columns.stored(column).orElse(null);
        if (stored == null && columns.virtual(column) == null) {
            return rows -> {};
        }
        if (stored instanceof ComplexColumn complex && complex.typeName().equals("hyperUnique")) {
            return rows -> sketches.add(rows, complex);
        }
        throw new QueryException(
                QueryException.Category.UNSUPPORTED,
                "Aggregator [%s] needs a column of [hyperUnique] sketches, but [%s] holds something else"
                        .formatted(name, column));
    }
}
