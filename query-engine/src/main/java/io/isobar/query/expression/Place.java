package io.isobar.query.expression;

import org.jspecify.annotations.Nullable;

/**
 * Where a part of an expression stands, for what is said about it.
 *
 * @param text the whole expression
 * @param column first character of the part, from 1
 */
record Place(String text, int column) {
    @SuppressWarnings("AnnotateFormatMethod") // it would take a dependency for one annotation
    ExpressionException error(String problem, @Nullable Object... values) {
        return new ExpressionException(problem.formatted(values), text, column);
    }
}
