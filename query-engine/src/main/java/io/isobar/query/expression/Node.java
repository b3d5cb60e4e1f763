package io.isobar.query.expression;

import org.jspecify.annotations.Nullable;

/** One operation of a parsed expression. Immutable; the operands are the node's own. */
@FunctionalInterface
interface Node {
    /** The value for a row: null, {@code Long}, {@code Double}, {@code String}, or a {@code List} of these. */
    @Nullable
    Object eval(Bindings row);
}
