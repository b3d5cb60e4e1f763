package io.isobar.query.expression;

import io.isobar.segment.ValueType;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An expression of numbers that is evaluated for a batch of rows at once, in loops over arrays, without an object per
 * row. It gives the same as {@link Expression#eval} row by row. It has arrays of its own: one per thread.
 */
public final class BatchExpression {
    private final BatchNode root;

    private BatchExpression(BatchNode root) {
        this.root = root;
    }

    /** The columns of a batch. The arrays are only read, and hold while the batch is evaluated. */
    public interface Inputs {
        /** A column of whole numbers; anything where it is null. */
        long[] longs(String column);

        /** Any column of numbers; anything where it is null. */
        double[] doubles(String column);

        /** Marks of the rows in which the column is null, or null if there is none. */
        boolean @Nullable [] nulls(String column);
    }

    /**
     * Prepares an expression for batches of up to {@code rows}.
     *
     * @param types of the columns; null for one that isn't of numbers
     * @return nothing if the expression has functions or texts, or could fail for a row, or reads what isn't a number
     */
    public static Optional<BatchExpression> compile(
            Expression expression, Function<String, @Nullable ValueType> types, int rows) {
        return new BatchCompiler(types, rows).compile(expression.root()).map(BatchExpression::new);
    }

    /** Whether the values are whole numbers. */
    public boolean isLong() {
        return root.isLong();
    }

    /** Computes the first {@code rows} of a batch; the methods below tell what came out. */
    public void eval(Inputs inputs, int rows) {
        root.compute(inputs, rows);
    }

    /** The values if they are whole numbers; anything where the mark is set. */
    public long[] longs() {
        return root.longs();
    }

    /** The values as doubles; anything where the mark is set. */
    public double[] doubles(int rows) {
        return root.doubles(rows);
    }

    /** Marks of the rows that are null, or null if none is. */
    public boolean @Nullable [] nulls() {
        return root.nulls();
    }
}
