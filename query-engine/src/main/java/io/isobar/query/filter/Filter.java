package io.isobar.query.filter;

import com.fasterxml.jackson.databind.JsonNode;
import io.isobar.query.batch.BatchColumns;
import io.isobar.query.json.JsonFields;

/**
 * A condition on rows, in SQL's three-valued logic: for a row it is true, false, or, where a null is compared, unknown.
 * A query sees the rows for which it is true.
 *
 * <p>Implementations answer one question: which rows are true, or, with {@code orUnknown}, which are not false. That is
 * all that is needed: {@code not} asks its field for the other set and takes the complement.
 */
public abstract sealed class Filter
        permits AndFilter,
                OrFilter,
                NotFilter,
                TruthFilter,
                ConstantFilter,
                ColumnFilter,
                EqualColumnsFilter,
                ExpressionFilter {
    Filter() {}

    /** Reads Druid's JSON. */
    public static Filter fromJson(JsonNode json) {
        return read(JsonFields.of(json, "$"));
    }

    /** Reads Druid's JSON that stands within a query. */
    public static Filter read(JsonFields fields) {
        return FilterJson.read(fields);
    }

    /** This filter for rows of an input. */
    public final RowFilter onRows() {
        return row -> matches(row, false);
    }

    /** This filter for batches of a segment's rows. */
    public final BatchTest onBatches(BatchColumns columns) {
        return select(columns, false).asTest();
    }

    /** What this filter leaves of a segment. */
    abstract Selection select(BatchColumns columns, boolean orUnknown);

    abstract boolean matches(Row row, boolean orUnknown);
}
