package io.isobar.query.expression;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Applies an expression of single values to each value of the multi-value columns that it reads, as Druid does; with
 * several of these, to each combination of their values.
 *
 * @param body the expression
 * @param columns those that stand where one value is wanted
 */
record MultiValueMap(Node body, List<String> columns) implements Node {

    @Override
    public @Nullable Object eval(Bindings row) {
        for (int i = 0; i < columns.size(); i++) {
            if (Coercion.normalized(row.value(columns.get(i))) instanceof List<?> values) {
                return each(row, i, values);
            }
        }
        return body.eval(row);
    }

    private @Nullable Object each(Bindings row, int column, List<?> values) {
        if (values.isEmpty()) {
            return evalWith(row, column, null);
        }
        var results = new ArrayList<@Nullable Object>(values.size());
        for (Object value : values) {
            Object result = evalWith(row, column, value);
            if (result instanceof List<?> several) {
                results.addAll(several);
            } else {
                results.add(result);
            }
        }
        return results;
    }

    private @Nullable Object evalWith(Bindings row, int column, @Nullable Object value) {
        String replaced = columns.get(column);
        return eval(name -> name.equals(replaced) ? value : row.value(name));
    }
}
