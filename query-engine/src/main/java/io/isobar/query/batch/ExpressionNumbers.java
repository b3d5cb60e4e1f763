package io.isobar.query.batch;

import io.isobar.query.expression.BatchExpression;
import io.isobar.segment.ValueType;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An expression of stored numbers, computed for a whole batch in loops over arrays. */
final class ExpressionNumbers extends NumericVector {
    private final BatchExpression expression;
    private final Function<String, NumericVector> columns;
    private long computedOf = -1;

    ExpressionNumbers(BatchExpression expression, Function<String, NumericVector> columns, ValueType type) {
        super(type);
        this.expression = expression;
        this.columns = columns;
    }

    @Override
    void readLongs(RowBatch batch, long[] into) {
        compute(batch);
        boolean[] nulls = expression.nulls();
        if (expression.isLong()) {
            System.arraycopy(expression.longs(), 0, into, 0, batch.size());
        } else {
            double[] values = expression.doubles(batch.size());
            for (int i = 0; i < batch.size(); i++) {
                into[i] = (long) values[i];
            }
        }
        for (int i = 0; nulls != null && i < batch.size(); i++) {
            into[i] = nulls[i] ? 0 : into[i];
        }
    }

    @Override
    void readDoubles(RowBatch batch, double[] into) {
        compute(batch);
        boolean[] nulls = expression.nulls();
        System.arraycopy(expression.doubles(batch.size()), 0, into, 0, batch.size());
        for (int i = 0; nulls != null && i < batch.size(); i++) {
            into[i] = nulls[i] ? 0 : into[i];
        }
    }

    @Override
    boolean readNulls(RowBatch batch, boolean[] into) {
        compute(batch);
        boolean[] nulls = expression.nulls();
        boolean any = false;
        for (int i = 0; nulls != null && i < batch.size(); i++) {
            into[i] = nulls[i];
            any |= nulls[i];
        }
        return any;
    }

    private void compute(RowBatch batch) {
        if (computedOf != batch.generation()) {
            expression.eval(new Inputs(columns, batch), batch.size());
            computedOf = batch.generation();
        }
    }

    private record Inputs(Function<String, NumericVector> columns, RowBatch batch) implements BatchExpression.Inputs {
        @Override
        public long[] longs(String column) {
            return columns.apply(column).longs(batch);
        }

        @Override
        public double[] doubles(String column) {
            return columns.apply(column).doubles(batch);
        }

        @Override
        public boolean @Nullable [] nulls(String column) {
            return columns.apply(column).nulls(batch);
        }
    }
}
