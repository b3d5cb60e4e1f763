package io.isobar.query.expression;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A parsed expression of Druid's language; immutable, and safe to use by many threads. Reading it costs far more than
 * evaluating it: keep it for all rows.
 *
 * <p>Null follows SQL: what is computed from null is null, and a condition that is null isn't true. Truth is 1 or 0.
 * A function or operator that wants one value and gets a multi-value column is applied to each of the values.
 */
public final class Expression {
    private final String text;
    private final Node root;
    private final Set<String> requiredColumns;

    private Expression(String text, Node root, Set<String> requiredColumns) {
        this.text = text;
        this.root = root;
        this.requiredColumns = Collections.unmodifiableSet(requiredColumns);
    }

    /**
     * Reads an expression, and evaluates what doesn't depend on a row.
     *
     * @throws ExpressionException if it isn't one; it says what, and where
     */
    public static Expression parse(String text) {
        Parser.Parsed parsed = Parser.parse(text);
        Node root = parsed.node() instanceof Column || parsed.scalars().isEmpty()
                ? parsed.node()
                : new MultiValueMap(parsed.node(), List.copyOf(parsed.scalars()));
        return new Expression(text, root, parsed.columns());
    }

    /**
     * Its value for a row: null, {@code Long}, {@code Double}, {@code String} or a {@code List} of these.
     *
     * @throws ExpressionException if the row has values that an operation can't take, such as a divisor of zero
     */
    public @Nullable Object eval(Bindings row) {
        return root.eval(row);
    }

    /**
     * Its value for a row as a number, a {@code Long} or a {@code Double}: a text counts as the number that it spells, a list
     * of one value as that value. Null for anything else.
     *
     * @throws ExpressionException as {@link #eval}
     */
    public @Nullable Number evalNumber(Bindings row) {
        return (Number) Coercion.asNumber(eval(row));
    }

    /** Whether its value for a row is true: a positive number, or the text {@code true}; of several, one that is. */
    public boolean matches(Bindings row) {
        Object value = eval(row);
        return value instanceof List<?> values ? values.stream().anyMatch(Coercion::isTrue) : Coercion.isTrue(value);
    }

    Node root() {
        return root;
    }

    /** Whether its value is the same for every row. */
    public boolean isConstant() {
        return root instanceof Literal;
    }

    /** The columns that it reads, sorted by name. */
    public Set<String> requiredColumns() {
        return requiredColumns;
    }

    /** The text that it was read from. */
    @Override
    public String toString() {
        return text;
    }
}
