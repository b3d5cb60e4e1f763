package io.isobar.query.postaggregate;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The same number for every row. */
record Constant(String name, Number value) implements PostAggregator {
    @Override
    public Object compute(Map<String, @Nullable Object> row) {
        return value;
    }

    @Override
    public Set<String> inputs() {
        return Set.of();
    }
}
