package io.isobar.query.postaggregate;

import io.isobar.query.batch.Numbers;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The greatest or the least of several values, nulls left out. */
record Extreme(String name, boolean greatest, boolean whole, List<PostAggregator> fields) implements PostAggregator {
    @Override
    public @Nullable Object compute(Map<String, @Nullable Object> row) {
        Number best = null;
        for (PostAggregator field : fields) {
            Number value = Numbers.of(field.compute(row));
            if (value != null && (best == null || (compare(value, best) > 0) == greatest)) {
                best = value;
            }
        }
        if (best == null) {
            return null;
        }
        if (whole) {
            return best.longValue();
        }
        return best.doubleValue();
    }

    private int compare(Number left, Number right) {
        return whole
                ? Long.compare(left.longValue(), right.longValue())
                : Double.compare(left.doubleValue(), right.doubleValue());
    }

    @Override
    public Set<String> inputs() {
        Set<String> inputs = new HashSet<>();
        fields.forEach(field -> inputs.addAll(field.inputs()));
        return inputs;
    }
}
