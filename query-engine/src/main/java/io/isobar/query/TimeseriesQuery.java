package io.isobar.query;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.query.group.Grouping.EmptyRows;
import io.isobar.query.json.JsonFields;
import java.util.List;

/** One row of aggregated values for each bucket of time. */
public final class TimeseriesQuery extends Query {
    private final Computation computation;
    private final boolean descending;
    private final int limit;

    private TimeseriesQuery(QueryHead head, Computation computation, boolean descending, int limit) {
        super(head);
        this.computation = computation;
        this.descending = descending;
        this.limit = limit;
    }

    static TimeseriesQuery read(JsonFields fields, ObjectNode json) {
        int limit = (int) fields.integer("limit", 0, 0, Integer.MAX_VALUE);
        return new TimeseriesQuery(
                QueryHead.read(fields, json, false),
                Computation.read(fields, List.of(), EmptyRows.AS_NULL),
                fields.flag("descending", false),
                limit == 0 ? Integer.MAX_VALUE : limit);
    }

    Computation computation() {
        return computation;
    }

    boolean descending() {
        return descending;
    }

    int limit() {
        return limit;
    }

    @Override
    Answering<?> answering() {
        return new TimeseriesAnswering(this);
    }
}
