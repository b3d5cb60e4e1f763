package io.isobar.query.postaggregate;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The value of another name. What aggregators hold is always finished here: of a sketch it is the estimate. */
record FieldAccess(String name, String field) implements PostAggregator {
    @Override
    public @Nullable Object compute(Map<String, @Nullable Object> row) {
        return row.get(field);
    }

    @Override
    public Set<String> inputs() {
        return Set.of(field);
    }
}
