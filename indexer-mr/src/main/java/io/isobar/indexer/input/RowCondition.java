package io.isobar.indexer.input;

import com.fasterxml.jackson.databind.JsonNode;
import io.isobar.query.expression.ExpressionException;
import io.isobar.query.filter.Filter;
import io.isobar.query.filter.RowFilter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether rows pass all filters of a metric. */
public final class RowCondition {
    private final String metric;
    private final RowFilter[] filters;

    /** The condition of Druid's filter JSON. */
    public RowCondition(String metric, List<JsonNode> filters) {
        this.metric = metric;
        this.filters =
                filters.stream().map(json -> Filter.fromJson(json).onRows()).toArray(RowFilter[]::new);
    }

    /**
     * Asks the filters.
     *
     * @param timestamp what {@code __time} is; null if it is a field of the row
     * @throws BadRowException if a filter can't be computed
     */
    public boolean holds(Row row, @Nullable Long timestamp) throws BadRowException {
        try {
            for (RowFilter filter : filters) {
                if (!filter.matches(name -> RowTransform.value(row, timestamp, name))) {
                    return false;
                }
            }
            return true;
        } catch (ExpressionException e) {
            throw new BadRowException(metric, "has a filter that can't be computed: " + e.getMessage(), null);
        }
    }
}
