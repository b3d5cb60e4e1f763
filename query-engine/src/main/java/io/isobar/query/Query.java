package io.isobar.query;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.query.batch.VirtualColumn;
import io.isobar.query.error.QueryException;
import io.isobar.query.filter.Filter;
import io.isobar.query.json.JsonFields;
import io.isobar.segment.Interval;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A native query as Druid's API describes it. Immutable, safe for many threads.
 *
 * <p>Reading is strict: a field that Druid never had is refused with its JSON path, one that Druid has and Isobar can't
 * do yet is refused by name, so that no part of a question is silently left out of its answer.
 */
public abstract sealed class Query
        permits TimeseriesQuery, TopNQuery, GroupByQuery, ScanQuery, TimeBoundaryQuery, SegmentMetadataQuery {
    private static final int MAX_TEXT = 1 << 20;
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(2 * JsonFields.MAX_DEPTH)
                    .maxDocumentLength(64L << 20)
                    .maxStringLength(MAX_TEXT)
                    .build())
            .build());
    private static final Set<String> NOT_YET =
            Set.of("search", "dataSourceMetadata", "windowOperator", "union", "select", "movingAverage");

    private final QueryHead head;

    Query(QueryHead head) {
        this.head = head;
    }

    /** Reads a query from JSON text. */
    public static Query parse(byte[] json) {
        try {
            return parse(JSON.readTree(json));
        } catch (IOException e) {
            throw new QueryException(
                    QueryException.Category.INVALID_INPUT, "The query is no readable JSON: " + e.getMessage(), e);
        }
    }

    /** Reads a query from JSON; later changes to the node don't matter. */
    public static Query parse(JsonNode node) {
        JsonFields fields = JsonFields.of(node, "$");
        ObjectNode json = node.deepCopy();
        String type = fields.text("queryType");
        Query query = switch (type) {
            case "timeseries" -> TimeseriesQuery.read(fields, json);
            case "topN" -> TopNQuery.read(fields, json);
            case "groupBy" -> GroupByQuery.read(fields, json);
            case "scan" -> ScanQuery.read(fields, json);
            case "timeBoundary" -> TimeBoundaryQuery.read(fields, json);
            case "segmentMetadata" -> SegmentMetadataQuery.read(fields, json);
            default ->
                throw NOT_YET.contains(type)
                        ? QueryException.unsupported(fields.path("queryType"), "Query of type [" + type + "]")
                        : fields.invalid("queryType", "Unknown type of query [" + type + "]");
        };
        fields.end();
        return query;
    }

    /** The table that is asked. */
    public final String dataSource() {
        return head.dataSource();
    }

    /** The times that are asked for: in order, without overlap. */
    public final List<Interval> intervals() {
        return head.intervals();
    }

    /** The settings sent along. */
    public final JsonNode context() {
        return head.context().json().deepCopy();
    }

    /** The same question to another table. */
    public final Query withDataSource(String dataSource) {
        ObjectNode json = toJson();
        json.put("dataSource", dataSource);
        return parse(json);
    }

    /** The same question about other times. */
    public final Query withIntervals(List<Interval> intervals) {
        ObjectNode json = toJson();
        ArrayNode texts = json.putArray("intervals");
        intervals.forEach(interval -> texts.add(interval.toString()));
        return parse(json);
    }

    /** The same question with one more setting, or another value of it. */
    public final Query withContext(String key, JsonNode value) {
        ObjectNode json = toJson();
        json.withObjectProperty("context").set(key, value);
        return parse(json);
    }

    /** Druid's JSON. */
    public final ObjectNode toJson() {
        return head.json().deepCopy();
    }

    @Override
    public final String toString() {
        return head.json().toString();
    }

    /** How this query is answered. */
    abstract Answering<?> answering();

    final @Nullable Filter filter() {
        return head.filter();
    }

    final List<VirtualColumn> virtualColumns() {
        return head.virtualColumns();
    }

    final QueryContext settings() {
        return head.context();
    }
}
