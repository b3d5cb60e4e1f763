package io.isobar.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.query.batch.VirtualColumn;
import io.isobar.query.error.QueryException;
import io.isobar.query.filter.Filter;
import io.isobar.query.json.IntervalJson;
import io.isobar.query.json.JsonFields;
import io.isobar.segment.Interval;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What queries of every type have.
 *
 * @param dataSource the table
 * @param intervals the times, in order and apart
 * @param filter which rows, or null for all
 * @param virtualColumns columns to compute
 * @param context settings
 * @param json the query as it came
 */
record QueryHead(
        String dataSource,
        List<Interval> intervals,
        @Nullable Filter filter,
        List<VirtualColumn> virtualColumns,
        QueryContext context,
        ObjectNode json) {
    private static final Set<String> SOURCES_NOT_YET =
            Set.of("union", "query", "join", "lookup", "inline", "globalTable", "unnest", "filter", "restrict");

    /** Reads them; intervals may be left out if {@code everAllowed}. */
    static QueryHead read(JsonFields fields, ObjectNode json, boolean everAllowed) {
        fields.ignore("queryType");
        List<Interval> intervals = everAllowed && !fields.has("intervals")
                ? List.of(Interval.ETERNITY)
                : IntervalJson.read(fields, "intervals");
        JsonNode context = fields.node("context");
        if (context != null && !context.isObject()) {
            throw fields.invalid("context", "Expected a JSON object, found [" + context + "]");
        }
        return new QueryHead(
                dataSource(fields),
                IntervalJson.condense(intervals),
                fields.objectOrNull("filter", Filter::read),
                VirtualColumn.readAll(fields, "virtualColumns"),
                QueryContext.read(context == null ? JsonNodeFactory.instance.objectNode() : (ObjectNode) context),
                json);
    }

    private static String dataSource(JsonFields fields) {
        JsonNode node = fields.required("dataSource");
        if (!node.isObject()) {
            return JsonFields.text(node, fields.path("dataSource"));
        }
        JsonFields source = fields.object("dataSource");
        String type = source.text("type");
        if (!type.equals("table")) {
            throw SOURCES_NOT_YET.contains(type)
                    ? QueryException.unsupported(source.path("type"), "Datasource of type [" + type + "]")
                    : source.invalid("type", "Unknown type of datasource [" + type + "]: write [table],");
        }
        String name = source.text("name");
        source.end();
        return name;
    }
}
