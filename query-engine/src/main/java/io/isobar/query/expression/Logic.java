package io.isobar.query.expression;

import org.jspecify.annotations.Nullable;

/** {@code &&}, {@code ||} and {@code !} of SQL: null is unknown, and the right side is left alone once the left decides. */
final class Logic {
    private Logic() {}

    record And(Node left, Node right) implements Node {
        @Override
        public @Nullable Object eval(Bindings row) {
            return joined(left, right, row, false);
        }
    }

    record Or(Node left, Node right) implements Node {
        @Override
        public @Nullable Object eval(Bindings row) {
            return joined(left, right, row, true);
        }
    }

    record Not(Node operand) implements Node {
        @Override
        public @Nullable Object eval(Bindings row) {
            Object value = operand.eval(row);
            return value == null ? null : Coercion.truth(!Coercion.isTrue(value));
        }
    }

    /** Unary minus. */
    record Negative(Node operand, Place place) implements Node {
        @Override
        public @Nullable Object eval(Bindings row) {
            Object value = operand.eval(row);
            if (value instanceof String) {
                throw place.error("[-] has no meaning for a text: cast(…, 'LONG') or cast(…, 'DOUBLE') it");
            }
            if (value instanceof Long number) {
                return -number;
            }
            return value instanceof Double number ? (Object) (-number) : null;
        }
    }

    /** One side that is {@code decisive} settles the matter, even against null. */
    private static @Nullable Object joined(Node left, Node right, Bindings row, boolean decisive) {
        Object a = left.eval(row);
        if (a != null && Coercion.isTrue(a) == decisive) {
            return Coercion.truth(decisive);
        }
        Object b = right.eval(row);
        if (b != null && Coercion.isTrue(b) == decisive) {
            return Coercion.truth(decisive);
        }
        return a == null || b == null ? null : Coercion.truth(!decisive);
    }
}
