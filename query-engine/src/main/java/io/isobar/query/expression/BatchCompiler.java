package io.isobar.query.expression;

import io.isobar.segment.ValueType;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes batch nodes of nodes, as far as these are operators of numbers that can't fail. */
final class BatchCompiler {
    private final Function<String, @Nullable ValueType> types;
    private final int rows;

    BatchCompiler(Function<String, @Nullable ValueType> types, int rows) {
        this.types = types;
        this.rows = rows;
    }

    Optional<BatchNode> compile(Node node) {
        if (node instanceof MultiValueMap map) {
            // Columns of numbers have one value in each row.
            return compile(map.body());
        }
        if (node instanceof Literal literal) {
            Object value = literal.value();
            return value instanceof Number number
                    ? Optional.of(new BatchNodes.Constant(number, rows))
                    : Optional.empty();
        }
        if (node instanceof Column column) {
            ValueType type = types.apply(column.name());
            return type == null || type == ValueType.STRING || type == ValueType.COMPLEX
                    ? Optional.empty()
                    : Optional.of(new BatchNodes.Input(column.name(), type == ValueType.LONG, rows));
        }
        if (node instanceof Logic.Not not) {
            return compile(not.operand()).map(operand -> new BatchNodes.Not(operand, rows));
        }
        if (node instanceof Logic.Negative negative) {
            return compile(negative.operand()).map(operand -> new BatchNodes.Negative(operand, rows));
        }
        return compileBinary(node);
    }

    private Optional<BatchNode> compileBinary(Node node) {
        if (node instanceof Arithmetic arithmetic) {
            return both(arithmetic.left(), arithmetic.right())
                    .filter(sides -> neverFails(arithmetic, sides))
                    .map(sides -> new BatchNodes.Computed(arithmetic.operator(), sides.left, sides.right, rows));
        }
        if (node instanceof Comparison comparison) {
            return both(comparison.left(), comparison.right())
                    .map(sides -> new BatchNodes.Compared(comparison.operator(), sides.left, sides.right, rows));
        }
        if (node instanceof Logic.And and) {
            return both(and.left(), and.right())
                    .map(sides -> new BatchNodes.Joined(false, sides.left, sides.right, rows));
        }
        if (node instanceof Logic.Or or) {
            return both(or.left(), or.right()).map(sides -> new BatchNodes.Joined(true, sides.left, sides.right, rows));
        }
        return Optional.empty();
    }

    private record Sides(BatchNode left, BatchNode right) {}

    private Optional<Sides> both(Node left, Node right) {
        return compile(left).flatMap(a -> compile(right).map(b -> new Sides(a, b)));
    }

    /**
     * Whole numbers fail on a divisor of zero and on a negative exponent. In a batch that would hit rows whose value
     * isn't wanted, as in {@code n > 0 && sum / n > 5}.
     */
    private static boolean neverFails(Arithmetic arithmetic, Sides sides) {
        if (!sides.left.isLong() || !sides.right.isLong()) {
            return true;
        }
        return switch (arithmetic.operator()) {
            case PLUS, MINUS, TIMES -> true;
            case DIVIDE, MODULO ->
                arithmetic.right() instanceof Literal literal
                        && literal.value() instanceof Long divisor
                        && divisor != 0;
            case POWER ->
                arithmetic.right() instanceof Literal literal
                        && literal.value() instanceof Long exponent
                        && exponent >= 0;
        };
    }
}
