package io.isobar.query.filter;

import io.isobar.query.batch.BatchColumns;
import org.roaringbitmap.buffer.ImmutableRoaringBitmap;

/** True where the field is false: what is unknown stays unknown. */
final class NotFilter extends Filter {
    private final Filter field;

    NotFilter(Filter field) {
        this.field = field;
    }

    @Override
    Selection select(BatchColumns columns, boolean orUnknown) {
        return complement(field.select(columns, !orUnknown), columns.rows());
    }

    @Override
    boolean matches(Row row, boolean orUnknown) {
        return !field.matches(row, !orUnknown);
    }

    /** All rows but the selected ones. */
    static Selection complement(Selection selection, int segmentRows) {
        if (selection.isAll()) {
            return Selection.NONE;
        }
        ImmutableRoaringBitmap rows = selection.rows();
        if (rows != null && selection.test() == null) {
            return Selection.of(ImmutableRoaringBitmap.flip(rows, 0L, segmentRows));
        }
        BatchTest test = selection.asTest();
        return Selection.of((batch, marks) -> {
            test.mark(batch, marks);
            for (int i = 0; i < batch.size(); i++) {
                marks[i] = !marks[i];
            }
        });
    }
}
