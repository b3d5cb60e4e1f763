package io.isobar.query.expression;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The call of a function, while its node is made.
 *
 * @param name the function
 * @param arguments what it is called with
 * @param place where the call stands
 */
record Call(String name, List<Node> arguments, Place place) {
    int size() {
        return arguments.size();
    }

    Node argument(int index) {
        return arguments.get(index);
    }

    /** The argument, or null for every row if the call leaves it out. */
    Node optional(int index) {
        return index < arguments.size() ? arguments.get(index) : new Literal(null);
    }

    boolean isConstant(int index) {
        return optional(index) instanceof Literal;
    }

    /** The text of an argument that must be the same for every row; null if it is null or left out. */
    @Nullable
    String constantText(int index) {
        if (optional(index) instanceof Literal literal) {
            return Coercion.asString(literal.value());
        }
        throw error("needs a literal as argument [%d], not a column", index + 1);
    }

    /** An error of this call; {@code problem} goes on after the function's name. */
    @SuppressWarnings("AnnotateFormatMethod") // as Place.error
    ExpressionException error(String problem, @Nullable Object... values) {
        return place.error("Function [" + name + "] " + problem, values);
    }
}
