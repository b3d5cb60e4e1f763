package io.isobar.indexer.input;

import io.isobar.query.expression.Expression;
import io.isobar.query.expression.ExpressionException;
import org.jspecify.annotations.Nullable;

/** The number that an expression makes of a row, for a metric. */
public final class RowNumber {
    private final String metric;
    private final Expression expression;

    /** The number of an expression in Druid's language. */
    public RowNumber(String metric, String expression) {
        this.metric = metric;
        this.expression = Expression.parse(expression);
    }

    /**
     * Computes it; null if there is none, as of a text that spells none.
     *
     * @param timestamp what {@code __time} is; null if it is a field of the row
     * @throws BadRowException if it can't be computed
     */
    public @Nullable Number of(Row row, @Nullable Long timestamp) throws BadRowException {
        try {
            return expression.evalNumber(name -> RowTransform.value(row, timestamp, name));
        } catch (ExpressionException e) {
            throw new BadRowException(metric, "can't be computed: " + e.getMessage(), null);
        }
    }
}
