package io.isobar.query.batch;

import io.isobar.query.expression.Bindings;
import io.isobar.query.expression.Expression;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of an expression over other columns. */
final class ExpressionObjects extends ObjectVector {
    private final Expression expression;
    private final Map<String, ObjectVector> inputs = new LinkedHashMap<>();

    ExpressionObjects(Expression expression, BatchColumns columns) {
        this.expression = expression;
        for (String column : expression.requiredColumns()) {
            inputs.put(column, columns.objects(column));
        }
    }

    @Override
    void read(RowBatch batch, @Nullable Object[] into) {
        Map<String, @Nullable Object[]> values = new LinkedHashMap<>();
        inputs.forEach((name, vector) -> values.put(name, vector.values(batch)));
        int[] row = new int[1];
        Bindings bindings = name -> {
            @Nullable Object[] column = values.get(name);
            return column == null ? null : column[row[0]];
        };
        for (int i = 0; i < batch.size(); i++) {
            row[0] = i;
            into[i] = expression.eval(bindings);
        }
    }
}
