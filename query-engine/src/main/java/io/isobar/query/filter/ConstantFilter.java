package io.isobar.query.filter;

import io.isobar.query.batch.BatchColumns;

/** True for all rows, or false for all. */
final class ConstantFilter extends Filter {
    private final boolean value;

    ConstantFilter(boolean value) {
        this.value = value;
    }

    @Override
    Selection select(BatchColumns columns, boolean orUnknown) {
        return Selection.of(value);
    }

    @Override
    boolean matches(Row row, boolean orUnknown) {
        return value;
    }
}
