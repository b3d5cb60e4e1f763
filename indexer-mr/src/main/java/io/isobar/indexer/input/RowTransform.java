package io.isobar.indexer.input;

import io.isobar.indexer.spec.TransformSpec;
import io.isobar.query.expression.Bindings;
import io.isobar.query.expression.Expression;
import io.isobar.query.expression.ExpressionException;
import io.isobar.query.filter.Filter;
import io.isobar.query.filter.RowFilter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Renames, fills in defaults, computes columns and decides about rows, by the expressions and filters of the query engine.
 * Not thread-safe.
 */
public final class RowTransform {
    /** The name under which expressions and filters see a row's time. */
    public static final String TIME = "__time";

    private final Map<String, String> rename;
    private final Map<String, Object> defaults;
    private final List<Computed> computed;
    private final List<String> drop;
    private final RowFilter filter;
    private final @Nullable Object[] values;

    private record Computed(String name, Expression expression) {}

    public RowTransform(TransformSpec spec) {
        List<Computed> all = new ArrayList<>();
        spec.columns().forEach(column -> all.add(new Computed(column.name(), Expression.parse(column.expression()))));
        this.rename = spec.rename();
        this.defaults = spec.defaults();
        this.computed = List.copyOf(all);
        this.drop = spec.drop();
        this.values = new Object[all.size()];
        this.filter = spec.filter().map(json -> Filter.fromJson(json).onRows()).orElse(row -> true);
    }

    /**
     * Changes the row in place.
     *
     * @param timestamp what {@code __time} is; null if rows have no time yet
     * @return whether the row passes the filter
     */
    public boolean apply(Row row, @Nullable Long timestamp) throws BadRowException {
        if (!rename.isEmpty()) {
            rename(row);
        }
        if (!defaults.isEmpty()) {
            defaults.forEach((field, value) -> fill(row, field, value));
        }
        if (!computed.isEmpty()) {
            compute(row, name -> value(row, timestamp, name));
        }
        if (!passes(row, timestamp)) {
            return false;
        }
        drop.forEach(field -> row.set(field, null));
        return true;
    }

    private boolean passes(Row row, @Nullable Long timestamp) throws BadRowException {
        try {
            return filter.matches(name -> value(row, timestamp, name));
        } catch (ExpressionException e) {
            throw new BadRowException("filter", "can't be computed: " + e.getMessage(), null);
        }
    }

    /** All fields leave their names before the first gets a new one, so that two may change places. */
    private void rename(Row row) {
        Map<String, Object> moved = new LinkedHashMap<>();
        rename.forEach((from, to) -> {
            Object value = row.value(from);
            if (value != null) {
                moved.put(to, value);
                row.set(from, null);
            }
        });
        moved.forEach(row::set);
    }

    private static void fill(Row row, String field, Object absent) {
        Object value = row.value(field);
        if (value == null || value.equals("") || (value instanceof List<?> list && list.isEmpty())) {
            row.set(field, absent);
        }
    }

    /** All columns see the row as it was before, so none is set before the last is computed. */
    private void compute(Row row, Bindings bindings) throws BadRowException {
        for (int i = 0; i < values.length; i++) {
            try {
                values[i] = computed.get(i).expression().eval(bindings);
            } catch (ExpressionException e) {
                throw new BadRowException(computed.get(i).name(), "can't be computed: " + e.getMessage(), null);
            }
        }
        for (int i = 0; i < values.length; i++) {
            row.set(computed.get(i).name(), values[i]);
        }
    }

    /** What expressions and filters see under a name. */
    static @Nullable Object value(Row row, @Nullable Long timestamp, String name) {
        return timestamp != null && name.equals(TIME) ? timestamp : row.value(name);
    }
}
