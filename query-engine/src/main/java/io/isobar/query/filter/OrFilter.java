package io.isobar.query.filter;

import io.isobar.query.batch.BatchColumns;
import java.util.ArrayList;
import java.util.List;
import org.roaringbitmap.buffer.BufferFastAggregation;
import org.roaringbitmap.buffer.ImmutableRoaringBitmap;

/** True where at least one field is. A bitmap if all fields have one, otherwise every row is tested. */
final class OrFilter extends Filter {
    private final List<Filter> fields;

    OrFilter(List<Filter> fields) {
        this.fields = List.copyOf(fields);
    }

    @Override
    Selection select(BatchColumns columns, boolean orUnknown) {
        List<Selection> selections = new ArrayList<>();
        for (Filter field : fields) {
            Selection selection = field.select(columns, orUnknown);
            if (selection.isAll()) {
                return Selection.ALL;
            }
            if (!selection.isNone()) {
                selections.add(selection);
            }
        }
        if (selections.isEmpty()) {
            return Selection.NONE;
        }
        if (selections.size() == 1) {
            return selections.get(0);
        }
        List<ImmutableRoaringBitmap> bitmaps = new ArrayList<>();
        for (Selection selection : selections) {
            ImmutableRoaringBitmap rows = selection.rows();
            if (rows == null || selection.test() != null) {
                return Selection.of(
                        new AnyOfTest(selections.stream().map(Selection::asTest).toList()));
            }
            bitmaps.add(rows);
        }
        return Selection.of(BufferFastAggregation.or(bitmaps.iterator()));
    }

    @Override
    boolean matches(Row row, boolean orUnknown) {
        for (Filter field : fields) {
            if (field.matches(row, orUnknown)) {
                return true;
            }
        }
        return false;
    }
}
