package io.isobar.query.expression;

import java.util.List;
import java.util.function.LongBinaryOperator;
import org.jspecify.annotations.Nullable;

/** Functions of the bits of integers; doubles are cut to integers first. Of null, or of texts alone, they are null. */
final class BitwiseFunctions {
    private BitwiseFunctions() {}

    static List<Function> all() {
        return List.of(
                ofTwo("bitwiseAnd", (x, y) -> x & y),
                ofTwo("bitwiseOr", (x, y) -> x | y),
                ofTwo("bitwiseXor", (x, y) -> x ^ y),
                ofTwo("bitwiseShiftLeft", (x, y) -> x << y),
                ofTwo("bitwiseShiftRight", (x, y) -> x >> y),
                new Function("bitwiseComplement", 1, 1, call -> complement(call)),
                new Function("bitwiseConvertDoubleToLongBits", 1, 1, call -> {
                    Node argument = call.argument(0);
                    return row ->
                            argument.eval(row) instanceof Number x ? Double.doubleToLongBits(x.doubleValue()) : null;
                }),
                new Function("bitwiseConvertLongBitsToDouble", 1, 1, call -> {
                    Node argument = call.argument(0);
                    return row ->
                            argument.eval(row) instanceof Number x ? Double.longBitsToDouble(x.longValue()) : null;
                }));
    }

    private static Function ofTwo(String name, LongBinaryOperator operator) {
        return new Function(name, 2, 2, call -> {
            Node left = call.argument(0);
            Node right = call.argument(1);
            return row -> {
                Object a = left.eval(row);
                Object b = right.eval(row);
                if (a instanceof String && b instanceof String) {
                    return null;
                }
                Long x = integer(call, a);
                Long y = integer(call, b);
                return x == null || y == null ? null : operator.applyAsLong(x, y);
            };
        });
    }

    private static Node complement(Call call) {
        Node argument = call.argument(0);
        return row -> {
            Object value = argument.eval(row);
            Long x = value instanceof String ? null : integer(call, value);
            return x == null ? null : ~x;
        };
    }

    private static @Nullable Long integer(Call call, @Nullable Object value) {
        if (value instanceof Double number && (number < Long.MIN_VALUE || number > Long.MAX_VALUE)) {
            throw call.error("would cut [%s], which doesn't fit into 64 bits", number);
        }
        return Coercion.asLong(value);
    }
}
