package io.isobar.query.filter;

import io.isobar.query.batch.BatchColumns;

/** SQL's {@code IS TRUE} and {@code IS FALSE}: itself never unknown. */
final class TruthFilter extends Filter {
    private final Filter field;
    private final boolean truth;

    TruthFilter(Filter field, boolean truth) {
        this.field = field;
        this.truth = truth;
    }

    @Override
    Selection select(BatchColumns columns, boolean orUnknown) {
        return truth ? field.select(columns, false) : NotFilter.complement(field.select(columns, true), columns.rows());
    }

    @Override
    boolean matches(Row row, boolean orUnknown) {
        return truth ? field.matches(row, false) : !field.matches(row, true);
    }
}
