package io.isobar.query.expression;

import org.jspecify.annotations.Nullable;

/** A row's value by its name; inside of a lambda, also one of its arguments. */
record Column(String name) implements Node {
    @Override
    public @Nullable Object eval(Bindings row) {
        return Coercion.normalized(row.value(name));
    }
}
