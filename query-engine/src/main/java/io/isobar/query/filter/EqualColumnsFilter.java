package io.isobar.query.filter;

import io.isobar.query.batch.BatchColumns;
import io.isobar.query.batch.ObjectVector;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Druid's {@code columnComparison}: true where neighbouring columns have a value in common, compared as texts. Two
 * nulls are equal here, as in Druid; null beside a value is unknown.
 */
final class EqualColumnsFilter extends Filter {
    private final List<String> names;

    EqualColumnsFilter(List<String> names) {
        this.names = List.copyOf(names);
    }

    @Override
    Selection select(BatchColumns columns, boolean orUnknown) {
        List<ObjectVector> vectors = names.stream().map(columns::objects).toList();
        return Selection.of((batch, marks) -> {
            java.util.Arrays.fill(marks, 0, batch.size(), true);
            for (int column = 1; column < vectors.size(); column++) {
                @Nullable Object[] left = vectors.get(column - 1).values(batch);
                @Nullable Object[] right = vectors.get(column).values(batch);
                for (int i = 0; i < batch.size(); i++) {
                    marks[i] &= meet(left[i], right[i], orUnknown);
                }
            }
        });
    }

    @Override
    boolean matches(Row row, boolean orUnknown) {
        for (int column = 1; column < names.size(); column++) {
            if (!meet(row.value(names.get(column - 1)), row.value(names.get(column)), orUnknown)) {
                return false;
            }
        }
        return true;
    }

    private static boolean meet(@Nullable Object left, @Nullable Object right, boolean orUnknown) {
        if (left instanceof List<?> values) {
            return values.stream().anyMatch(value -> meet(value, right, orUnknown));
        }
        if (right instanceof List<?> values) {
            return values.stream().anyMatch(value -> meet(left, value, orUnknown));
        }
        if (left == null || right == null) {
            return left == right || orUnknown;
        }
        return Objects.equals(left.toString(), right.toString());
    }
}
