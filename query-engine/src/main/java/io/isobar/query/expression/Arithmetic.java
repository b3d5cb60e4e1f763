package io.isobar.query.expression;

import org.jspecify.annotations.Nullable;

/**
 * {@code + - * / % ^}: of integers an integer that wraps around, of other numbers a double, of null null. Text counts
 * as a number beside one; of two texts there is only {@code +}, which joins them. An array counts as its only value, or
 * as null.
 */
record Arithmetic(Operator operator, Node left, Node right, Place place) implements Node {
    enum Operator {
        PLUS("+"),
        MINUS("-"),
        TIMES("*"),
        DIVIDE("/"),
        MODULO("%"),
        POWER("^");

        private final String symbol;

        Operator(String symbol) {
            this.symbol = symbol;
        }

        /** Of whole numbers; the divisor isn't zero, the exponent isn't negative. */
        long of(long x, long y) {
            return switch (this) {
                case PLUS -> x + y;
                case MINUS -> x - y;
                case TIMES -> x * y;
                case DIVIDE -> x / y;
                case MODULO -> x % y;
                case POWER -> power(x, y);
            };
        }

        double of(double x, double y) {
            return switch (this) {
                case PLUS -> x + y;
                case MINUS -> x - y;
                case TIMES -> x * y;
                case DIVIDE -> x / y;
                case MODULO -> x % y;
                case POWER -> Math.pow(x, y);
            };
        }

        /** Of many whole numbers at once; the frequent ones in loops that the compiler turns into vector instructions. */
        void ofLongs(long[] x, long[] y, long[] into, int rows) {
            if (this == PLUS) {
                for (int i = 0; i < rows; i++) {
                    into[i] = x[i] + y[i];
                }
            } else if (this == MINUS) {
                for (int i = 0; i < rows; i++) {
                    into[i] = x[i] - y[i];
                }
            } else if (this == TIMES) {
                for (int i = 0; i < rows; i++) {
                    into[i] = x[i] * y[i];
                }
            } else {
                for (int i = 0; i < rows; i++) {
                    into[i] = of(x[i], y[i]);
                }
            }
        }

        /** Of many doubles at once. */
        void ofDoubles(double[] x, double[] y, double[] into, int rows) {
            if (this == PLUS) {
                for (int i = 0; i < rows; i++) {
                    into[i] = x[i] + y[i];
                }
            } else if (this == MINUS) {
                for (int i = 0; i < rows; i++) {
                    into[i] = x[i] - y[i];
                }
            } else if (this == TIMES) {
                for (int i = 0; i < rows; i++) {
                    into[i] = x[i] * y[i];
                }
            } else if (this == DIVIDE) {
                for (int i = 0; i < rows; i++) {
                    into[i] = x[i] / y[i];
                }
            } else {
                for (int i = 0; i < rows; i++) {
                    into[i] = of(x[i], y[i]);
                }
            }
        }

        /** Wraps around as multiplication does. */
        private static long power(long base, long exponent) {
            long result = 1;
            long square = base;
            for (long left = exponent; left > 0; left >>= 1) {
                if ((left & 1) == 1) {
                    result *= square;
                }
                square *= square;
            }
            return result;
        }
    }

    @Override
    public @Nullable Object eval(Bindings row) {
        Object a = left.eval(row);
        Object b = right.eval(row);
        if (a == null || b == null) {
            return null;
        }
        if (a instanceof Long x && b instanceof Long y) {
            return checked(x, y);
        }
        if (a instanceof String x && b instanceof String y) {
            if (operator != Operator.PLUS) {
                throw place.error(
                        "[%s] has no meaning between two texts: cast(…, 'LONG') or cast(…, 'DOUBLE') one",
                        operator.symbol);
            }
            return x + y;
        }
        Double x = Coercion.asDouble(a);
        Double y = Coercion.asDouble(b);
        return x == null || y == null ? null : (Object) operator.of(x.doubleValue(), y.doubleValue());
    }

    private long checked(long x, long y) {
        if (y == 0 && (operator == Operator.DIVIDE || operator == Operator.MODULO)) {
            throw place.error("Division of [%d] by zero: safe_divide(x, y) is null then", x);
        }
        if (y < 0 && operator == Operator.POWER) {
            throw place.error("[^] of integers has no negative exponent [%d]: pow(x, y) gives a double", y);
        }
        return operator.of(x, y);
    }
}
