package io.isobar.query.expression;

import java.io.Serial;

/** An expression can't be read, or can't be evaluated for a row. */
public final class ExpressionException extends IllegalArgumentException {
    @Serial
    private static final long serialVersionUID = 1;

    private final int column;

    ExpressionException(String problem, String text, int column) {
        super("%s at column [%d] of expression [%s]".formatted(problem, column, text));
        this.column = column;
    }

    /** Where in the text of the expression, from 1. */
    public int column() {
        return column;
    }
}
