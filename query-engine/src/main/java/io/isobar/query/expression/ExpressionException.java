package io.isobar.query.expression;

import java.io.Serial;

/** An expression can't be read, or can't be evaluated for a row. */
public final class ExpressionException extends IllegalArgumentException {
    @Serial
    private static final long serialVersionUID = 1;

    /** Characters on each side of the mistake that the message quotes. */
    private static final int CONTEXT = 80;

    private final int column;

    ExpressionException(String problem, String text, int column) {
        super("%s (column [%d] of expression [%s])".formatted(problem, column, excerpt(text, column)));
        this.column = column;
    }

    /** Where in the text of the expression, from 1. */
    public int column() {
        return column;
    }

    private static String excerpt(String text, int column) {
        int start = Math.max(0, column - CONTEXT);
        int end = Math.min(text.length(), column + CONTEXT);
        return (start > 0 ? "…" : "") + text.substring(Math.min(start, end), end) + (end < text.length() ? "…" : "");
    }
}
