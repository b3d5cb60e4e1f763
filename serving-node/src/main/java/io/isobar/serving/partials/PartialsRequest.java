package io.isobar.serving.partials;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.query.Query;
import io.isobar.query.error.QueryException;
import io.isobar.segment.SegmentId;
import io.isobar.serving.http.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The body of {@code POST /isobar/v1/partials}.
 *
 * @param queryId by which it can be cancelled
 * @param timeout until nobody waits for the answer any more
 * @param query what is asked of each segment
 * @param segments in the order in which the answer is wanted
 */
public record PartialsRequest(String queryId, Duration timeout, Query query, List<SegmentId> segments) {
    /** Where a historical answers it; with the id behind a slash, where it is cancelled by DELETE. */
    public static final String PATH = "/isobar/v1/partials";

    public PartialsRequest {
        segments = List.copyOf(segments);
    }

    public byte[] toBytes() {
        ObjectNode json = Json.object();
        json.put("queryId", queryId);
        json.put("timeoutMillis", timeout.toMillis());
        json.set("query", query.toJson());
        ArrayNode ids = json.putArray("segments");
        segments.forEach(id -> ids.add(id.toString()));
        return Json.bytes(json);
    }

    /** Reads what {@link #toBytes} wrote. */
    public static PartialsRequest parse(JsonNode json) {
        if (!json.path("query").isObject() || !json.path("segments").isArray()) {
            throw new QueryException(
                    QueryException.Category.INVALID_INPUT, "Fields [query] and [segments] are wanted in the body");
        }
        Query query = Query.parse(json.path("query"));
        List<SegmentId> segments = new ArrayList<>();
        for (JsonNode id : json.path("segments")) {
            try {
                segments.add(SegmentId.parse(query.dataSource(), id.asText()));
            } catch (IllegalArgumentException e) {
                throw new QueryException(QueryException.Category.INVALID_INPUT, String.valueOf(e.getMessage()), e);
            }
        }
        Duration timeout = Duration.ofMillis(Math.max(
                1, json.path("timeoutMillis").asLong(Duration.ofMinutes(5).toMillis())));
        return new PartialsRequest(json.path("queryId").asText(), timeout, query, segments);
    }
}
