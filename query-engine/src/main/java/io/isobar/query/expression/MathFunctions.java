package io.isobar.query.expression;

import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Functions of {@link Math}. Of null they are null; so they are of a text, unless the other of two arguments is a
 * number: then the text counts as one.
 */
final class MathFunctions {
    private MathFunctions() {}

    /** What two numbers give: a {@code Long} or a {@code Double}. */
    private interface OfTwo {
        @Nullable
        Object longs(long x, long y);

        @Nullable
        Object doubles(double x, double y);
    }

    static List<Function> all() {
        return List.of(
                new Function("pi", 0, 0, call -> new Literal(Math.PI)),
                new Function("abs", 1, 1, call -> abs(call.argument(0))),
                ofDouble("acos", Math::acos),
                ofDouble("asin", Math::asin),
                ofDouble("atan", Math::atan),
                ofDouble("cbrt", Math::cbrt),
                ofDouble("ceil", Math::ceil),
                ofDouble("cos", Math::cos),
                ofDouble("cosh", Math::cosh),
                ofDouble("cot", x -> Math.cos(x) / Math.sin(x)),
                ofDouble("exp", Math::exp),
                ofDouble("expm1", Math::expm1),
                ofDouble("floor", Math::floor),
                ofDouble("log", Math::log),
                ofDouble("log10", Math::log10),
                ofDouble("log1p", Math::log1p),
                ofDouble("nextUp", Math::nextUp),
                ofDouble("rint", Math::rint),
                ofDouble("signum", Math::signum),
                ofDouble("sin", Math::sin),
                ofDouble("sinh", Math::sinh),
                ofDouble("sqrt", Math::sqrt),
                ofDouble("tan", Math::tan),
                ofDouble("tanh", Math::tanh),
                ofDouble("toDegrees", Math::toDegrees),
                ofDouble("toRadians", Math::toRadians),
                ofDouble("ulp", Math::ulp),
                new Function("getExponent", 1, 1, call -> exponent(call.argument(0))),
                ofDoubles("atan2", Math::atan2),
                ofDoubles("copySign", Math::copySign),
                ofDoubles("hypot", Math::hypot),
                ofDoubles("nextAfter", Math::nextAfter),
                ofDoubles("pow", Math::pow),
                ofDoubles("remainder", Math::IEEEremainder),
                ofDoubles("scalb", (x, y) -> Math.scalb(x, (int) y)),
                ofNumbers("max", Math::max, Math::max),
                ofNumbers("min", Math::min, Math::min),
                new Function("div", 2, 2, MathFunctions::div),
                new Function("safe_divide", 2, 2, MathFunctions::safeDivide),
                new Function("greatest", 0, Function.MANY, call -> new Extreme(call, 1)),
                new Function("least", 0, Function.MANY, call -> new Extreme(call, -1)));
    }

    private static Function ofDouble(String name, DoubleUnaryOperator operator) {
        return new Function(name, 1, 1, call -> {
            Node argument = call.argument(0);
            return row -> argument.eval(row) instanceof Number x ? operator.applyAsDouble(x.doubleValue()) : null;
        });
    }

    private static Node abs(Node argument) {
        return row -> {
            Object value = argument.eval(row);
            if (value instanceof Long x) {
                return Math.abs(x);
            }
            return value instanceof Double x ? Math.abs(x) : null;
        };
    }

    private static Node exponent(Node argument) {
        return row -> argument.eval(row) instanceof Number x ? (long) Math.getExponent(x.doubleValue()) : null;
    }

    private static Function ofDoubles(String name, DoubleBinaryOperator operator) {
        return new Function(
                name,
                2,
                2,
                call -> ofTwo(call, new OfTwo() {
                    @Override
                    public Object longs(long x, long y) {
                        return operator.applyAsDouble((double) x, (double) y);
                    }

                    @Override
                    public Object doubles(double x, double y) {
                        return operator.applyAsDouble(x, y);
                    }
                }));
    }

    private static Function ofNumbers(String name, LongBinaryOperator ofLongs, DoubleBinaryOperator ofDoubles) {
        return new Function(
                name,
                2,
                2,
                call -> ofTwo(call, new OfTwo() {
                    @Override
                    public Object longs(long x, long y) {
                        return ofLongs.applyAsLong(x, y);
                    }

                    @Override
                    public Object doubles(double x, double y) {
                        return ofDoubles.applyAsDouble(x, y);
                    }
                }));
    }

    private static Node div(Call call) {
        return ofTwo(call, new OfTwo() {
            @Override
            public Object longs(long x, long y) {
                if (y == 0) {
                    throw call.error("divides [%d] by zero: safe_divide(x, y) is null then", x);
                }
                return x / y;
            }

            @Override
            public Object doubles(double x, double y) {
                return (long) (x / y);
            }
        });
    }

    private static Node safeDivide(Call call) {
        return ofTwo(call, new OfTwo() {
            @Override
            public @Nullable Object longs(long x, long y) {
                return y == 0 ? null : x / y;
            }

            @Override
            public @Nullable Object doubles(double x, double y) {
                if (y != 0 && !Double.isNaN(y)) {
                    return x / y;
                }
                return x == 0 ? 0.0 : null;
            }
        });
    }

    private static Node ofTwo(Call call, OfTwo operator) {
        Node left = call.argument(0);
        Node right = call.argument(1);
        return row -> apply(operator, left.eval(row), right.eval(row));
    }

    private static @Nullable Object apply(OfTwo operator, @Nullable Object left, @Nullable Object right) {
        if (left instanceof Long x && right instanceof Long y) {
            return operator.longs(x, y);
        }
        if (left instanceof String && right instanceof String) {
            return null;
        }
        Double x = Coercion.asDouble(left);
        Double y = Coercion.asDouble(right);
        return x == null || y == null ? null : operator.doubles(x, y);
    }

    /** The greatest or least of values, nulls left out: as texts if one is a text, else as numbers. */
    private record Extreme(Call call, int sign) implements Node {
        @Override
        public @Nullable Object eval(Bindings row) {
            Object best = null;
            boolean texts = false;
            boolean fractions = false;
            var values = call.arguments().stream()
                    .map(argument -> argument.eval(row))
                    .toList();
            for (Object value : values) {
                if (value instanceof List<?>) {
                    throw call.error("takes no arrays, but got one");
                }
                texts |= value instanceof String;
                fractions |= value instanceof Double;
            }
            for (Object value : values) {
                Object candidate = texts ? Coercion.asString(value) : fractions ? Coercion.asDouble(value) : value;
                if (candidate != null && (best == null || sign * Ordering.NULLS_FIRST.compare(candidate, best) > 0)) {
                    best = candidate;
                }
            }
            return best;
        }
    }
}
