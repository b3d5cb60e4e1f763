package io.isobar.query.expression;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A parsed expression; immutable, and safe to use by many threads. */
public final class Expression {
    private final String text;
    private final Node root;
    private final Set<String> requiredColumns;

    private Expression(String text, Node root, Set<String> requiredColumns) {
        this.text = text;
        this.root = root;
        this.requiredColumns = requiredColumns;
    }

    /** Reads an expression. */
    public static Expression parse(String text) {
        String column = text.strip();
        if (!column.matches("[_$a-zA-Z][_$a-zA-Z0-9]*")) {
            throw new UnsupportedOperationException("Expression [%s] isn't the name of a column".formatted(text));
        }
        return new Expression(text, row -> row.value(column), Set.of(column));
    }

    /** Its value for a row: null, {@code Long}, {@code Double}, {@code String} or a {@code List} of these. */
    public @Nullable Object eval(Bindings row) {
        return root.eval(row);
    }

    /** Whether its value for a row counts as true: a positive number, or the text {@code true}. */
    public boolean matches(Bindings row) {
        Object value = eval(row);
        return value instanceof Number number ? number.doubleValue() > 0 : "true".equals(value);
    }

    /** The columns that it reads. */
    public Set<String> requiredColumns() {
        return requiredColumns;
    }

    /** The text that it was read from. */
    @Override
    public String toString() {
        return text;
    }
}
