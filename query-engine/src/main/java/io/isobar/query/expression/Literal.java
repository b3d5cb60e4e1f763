package io.isobar.query.expression;

import org.jspecify.annotations.Nullable;

/** A value that is the same for every row. */
record Literal(@Nullable Object value) implements Node {
    @Override
    public @Nullable Object eval(Bindings row) {
        return value;
    }
}
