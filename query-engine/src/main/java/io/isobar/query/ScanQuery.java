package io.isobar.query;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.query.error.QueryException;
import io.isobar.query.json.JsonFields;
import io.isobar.segment.Segment;
import java.util.List;
import java.util.Locale;

/** Rows as they are stored, as many as are asked for. */
public final class ScanQuery extends Query {
    /** What one row of the answer is. */
    enum Format {
        /** An object with a field for each column. */
        LIST,
        /** A list with a value for each column. */
        COMPACTED_LIST
    }

    /** Which rows come first. */
    enum TimeOrder {
        /** Segments in the order of their ids, and their rows as they are stored. */
        NONE,
        ASCENDING,
        DESCENDING
    }

    private final List<String> columns;
    private final Format format;
    private final TimeOrder order;
    private final long limit;
    private final long offset;
    private final int batchSize;

    private ScanQuery(QueryHead head, JsonFields fields) {
        super(head);
        columns = fields.texts("columns");
        format = format(fields);
        order = order(fields);
        limit = fields.integer("limit", Long.MAX_VALUE, 1, Long.MAX_VALUE);
        offset = fields.integer("offset", 0, 0, Long.MAX_VALUE);
        batchSize = (int) fields.integer("batchSize", 20480, 1, 1 << 20);
    }

    static ScanQuery read(JsonFields fields, ObjectNode json) {
        // "legacy" was removed from Druid in 32, but false, its default, still travels in saved queries.
        if (fields.flag("legacy", false)) {
            throw QueryException.unsupported(fields.path("legacy"), "The legacy format of scan");
        }
        fields.refuse("orderBy", "columnTypes");
        ScanQuery query = new ScanQuery(QueryHead.read(fields, json, false), fields);
        if (query.order != TimeOrder.NONE && !query.columns.isEmpty() && !query.columns.contains(Segment.TIME)) {
            throw fields.invalid(
                    "columns", "An ordered scan needs the column [" + Segment.TIME + "] among its columns");
        }
        return query;
    }

    private static Format format(JsonFields fields) {
        String text = fields.text("resultFormat", "list");
        return switch (text) {
            case "list" -> Format.LIST;
            case "compactedList" -> Format.COMPACTED_LIST;
            case "valueVector" -> throw QueryException.unsupported(fields.path("resultFormat"), "Format [valueVector]");
            default ->
                throw fields.invalid(
                        "resultFormat", "Unknown format [" + text + "]: write one of [list, compactedList],");
        };
    }

    private static TimeOrder order(JsonFields fields) {
        String text = fields.text("order", "none");
        for (TimeOrder order : TimeOrder.values()) {
            if (order.name().equals(text.toUpperCase(Locale.ROOT))) {
                return order;
            }
        }
        throw fields.invalid("order", "Unknown order [" + text + "]: write one of [none, ascending, descending],");
    }

    /** The columns asked for; empty for all. */
    List<String> columns() {
        return columns;
    }

    Format format() {
        return format;
    }

    TimeOrder order() {
        return order;
    }

    long limit() {
        return limit;
    }

    long offset() {
        return offset;
    }

    /** How many rows one object of the answer holds. */
    int batchSize() {
        return batchSize;
    }

    /** How many rows of one segment can matter. */
    long rowsPerSegment() {
        return limit > Long.MAX_VALUE - offset ? Long.MAX_VALUE : limit + offset;
    }

    @Override
    Answering<?> answering() {
        return new ScanAnswering(this);
    }
}
