package io.isobar.query.expression;

import org.jspecify.annotations.Nullable;

/** One operation of a batch expression, with room for its values. */
abstract class BatchNode {
    private final boolean isLong;
    private final boolean[] nulls;
    private long[] longs;
    private double[] doubles;
    private boolean anyNull;

    BatchNode(boolean isLong, int rows) {
        this.isLong = isLong;
        this.nulls = new boolean[rows];
        this.longs = isLong ? new long[rows] : new long[0];
        this.doubles = new double[rows];
    }

    /** Fills in what {@link #longs()} or {@link #doubles}, and {@link #nulls()}, tell afterwards. */
    abstract void compute(BatchExpression.Inputs inputs, int rows);

    final boolean isLong() {
        return isLong;
    }

    final long[] longs() {
        return longs;
    }

    /** The values as doubles, whatever they are. */
    double[] doubles(int rows) {
        if (isLong) {
            for (int i = 0; i < rows; i++) {
                doubles[i] = (double) longs[i];
            }
        }
        return doubles;
    }

    /** The array that a node of doubles fills. */
    final double[] ownDoubles() {
        return doubles;
    }

    final boolean @Nullable [] nulls() {
        return anyNull ? nulls : null;
    }

    /** The array of marks, to be filled; {@code anyNull} says whether it counts. */
    final boolean[] marks(boolean anyNull) {
        this.anyNull = anyNull;
        return nulls;
    }

    final void useLongs(long[] values) {
        longs = values;
    }

    final void useDoubles(double[] values) {
        doubles = values;
    }

    /** Null where one of both is. */
    final void nullWhereEither(BatchNode left, BatchNode right, int rows) {
        boolean[] a = left.nulls();
        boolean[] b = right.nulls();
        boolean[] marks = marks(a != null || b != null);
        for (int i = 0; i < rows && anyNull; i++) {
            marks[i] = (a != null && a[i]) || (b != null && b[i]);
        }
    }

    /** Null where the operand is. */
    final void nullWhere(BatchNode operand, int rows) {
        boolean[] theirs = operand.nulls();
        boolean[] marks = marks(theirs != null);
        if (theirs != null) {
            System.arraycopy(theirs, 0, marks, 0, rows);
        }
    }
}
