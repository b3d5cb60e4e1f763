package io.isobar.query.expression;

import java.util.Arrays;

/** The operations of batch expressions: the loops of {@link Arithmetic}, {@link Comparison} and {@link Logic}. */
final class BatchNodes {
    private BatchNodes() {}

    static final class Constant extends BatchNode {
        Constant(Number value, int rows) {
            super(value instanceof Long, rows);
            if (isLong()) {
                Arrays.fill(longs(), value.longValue());
            } else {
                Arrays.fill(ownDoubles(), value.doubleValue());
            }
        }

        @Override
        void compute(BatchExpression.Inputs inputs, int rows) {}
    }

    static final class Input extends BatchNode {
        private final String column;

        Input(String column, boolean isLong, int rows) {
            super(isLong, rows);
            this.column = column;
        }

        @Override
        void compute(BatchExpression.Inputs inputs, int rows) {
            if (isLong()) {
                useLongs(inputs.longs(column));
            } else {
                useDoubles(inputs.doubles(column));
            }
            boolean[] theirs = inputs.nulls(column);
            boolean[] marks = marks(theirs != null);
            if (theirs != null) {
                System.arraycopy(theirs, 0, marks, 0, rows);
            }
        }
    }

    static final class Negative extends BatchNode {
        private final BatchNode operand;

        Negative(BatchNode operand, int rows) {
            super(operand.isLong(), rows);
            this.operand = operand;
        }

        @Override
        void compute(BatchExpression.Inputs inputs, int rows) {
            operand.compute(inputs, rows);
            nullWhere(operand, rows);
            if (isLong()) {
                long[] values = operand.longs();
                long[] into = longs();
                for (int i = 0; i < rows; i++) {
                    into[i] = -values[i];
                }
            } else {
                double[] values = operand.doubles(rows);
                double[] into = ownDoubles();
                for (int i = 0; i < rows; i++) {
                    into[i] = -values[i];
                }
            }
        }
    }

    static final class Not extends BatchNode {
        private final BatchNode operand;

        Not(BatchNode operand, int rows) {
            super(true, rows);
            this.operand = operand;
        }

        @Override
        void compute(BatchExpression.Inputs inputs, int rows) {
            operand.compute(inputs, rows);
            nullWhere(operand, rows);
            double[] values = operand.doubles(rows);
            long[] into = longs();
            for (int i = 0; i < rows; i++) {
                into[i] = values[i] > 0 ? 0 : 1;
            }
        }
    }

    static final class Computed extends BatchNode {
        private final Arithmetic.Operator operator;
        private final BatchNode left;
        private final BatchNode right;

        Computed(Arithmetic.Operator operator, BatchNode left, BatchNode right, int rows) {
            super(left.isLong() && right.isLong(), rows);
            this.operator = operator;
            this.left = left;
            this.right = right;
        }

        @Override
        void compute(BatchExpression.Inputs inputs, int rows) {
            left.compute(inputs, rows);
            right.compute(inputs, rows);
            nullWhereEither(left, right, rows);
            if (isLong()) {
                operator.ofLongs(left.longs(), right.longs(), longs(), rows);
            } else {
                operator.ofDoubles(left.doubles(rows), right.doubles(rows), ownDoubles(), rows);
            }
        }
    }

    static final class Compared extends BatchNode {
        private final Comparison.Operator operator;
        private final BatchNode left;
        private final BatchNode right;

        Compared(Comparison.Operator operator, BatchNode left, BatchNode right, int rows) {
            super(true, rows);
            this.operator = operator;
            this.left = left;
            this.right = right;
        }

        @Override
        void compute(BatchExpression.Inputs inputs, int rows) {
            left.compute(inputs, rows);
            right.compute(inputs, rows);
            nullWhereEither(left, right, rows);
            long[] into = longs();
            if (left.isLong() && right.isLong()) {
                long[] a = left.longs();
                long[] b = right.longs();
                for (int i = 0; i < rows; i++) {
                    into[i] = operator.holds(Long.compare(a[i], b[i])) ? 1 : 0;
                }
            } else {
                double[] a = left.doubles(rows);
                double[] b = right.doubles(rows);
                for (int i = 0; i < rows; i++) {
                    into[i] = operator.holds(a[i], b[i]) ? 1 : 0;
                }
            }
        }
    }

    /** Of both sides, one that is {@code decisive} settles the matter, even against null. */
    static final class Joined extends BatchNode {
        private final boolean decisive;
        private final BatchNode left;
        private final BatchNode right;

        Joined(boolean decisive, BatchNode left, BatchNode right, int rows) {
            super(true, rows);
            this.decisive = decisive;
            this.left = left;
            this.right = right;
        }

        @Override
        void compute(BatchExpression.Inputs inputs, int rows) {
            left.compute(inputs, rows);
            right.compute(inputs, rows);
            double[] a = left.doubles(rows);
            double[] b = right.doubles(rows);
            boolean[] aNulls = left.nulls();
            boolean[] bNulls = right.nulls();
            boolean[] marks = marks(aNulls != null || bNulls != null);
            long[] into = longs();
            for (int i = 0; i < rows; i++) {
                boolean aNull = aNulls != null && aNulls[i];
                boolean bNull = bNulls != null && bNulls[i];
                boolean settled = (!aNull && (a[i] > 0) == decisive) || (!bNull && (b[i] > 0) == decisive);
                into[i] = settled == decisive ? 1 : 0;
                marks[i] = !settled && (aNull || bNull);
            }
        }
    }
}
