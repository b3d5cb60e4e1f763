package io.isobar.query.filter;

import io.isobar.query.batch.BatchColumns;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.buffer.ImmutableRoaringBitmap;

/** True where every field is. Fields with an index shrink the candidates before the others are asked. */
final class AndFilter extends Filter {
    private final List<Filter> fields;

    AndFilter(List<Filter> fields) {
        this.fields = List.copyOf(fields);
    }

    @Override
    Selection select(BatchColumns columns, boolean orUnknown) {
        @Nullable ImmutableRoaringBitmap rows = null;
        List<BatchTest> tests = new ArrayList<>();
        for (Filter field : fields) {
            Selection selection = field.select(columns, orUnknown);
            if (selection.isNone()) {
                return Selection.NONE;
            }
            ImmutableRoaringBitmap fieldRows = selection.rows();
            if (fieldRows != null) {
                rows = rows == null ? fieldRows : ImmutableRoaringBitmap.and(rows, fieldRows);
            }
            if (selection.test() != null) {
                tests.add(selection.test());
            }
        }
        return new Selection(rows, tests.isEmpty() ? null : new AllOfTest(tests));
    }

    @Override
    boolean matches(Row row, boolean orUnknown) {
        for (Filter field : fields) {
            if (!field.matches(row, orUnknown)) {
                return false;
            }
        }
        return true;
    }
}
