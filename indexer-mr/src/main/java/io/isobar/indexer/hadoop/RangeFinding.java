package io.isobar.indexer.hadoop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.indexer.partition.RangeCut;
import io.isobar.indexer.shuffle.ValueKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a reducer found out of a chunk.
 *
 * @param candidate what the chunk may be cut by, or {@link ValueKey#ALL_ROWS}
 * @param rows of the chunk, for {@link ValueKey#ALL_ROWS}
 * @param cut empty if the candidate is unfit
 */
record RangeFinding(long chunkStart, int candidate, long rows, Optional<RangeCut> cut) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    static RangeFinding rows(long chunkStart, long rows) {
        return new RangeFinding(chunkStart, ValueKey.ALL_ROWS, rows, Optional.empty());
    }

    static RangeFinding cut(long chunkStart, int candidate, Optional<RangeCut> cut) {
        return new RangeFinding(chunkStart, candidate, 0, cut);
    }

    String toJson() {
        ObjectNode json = MAPPER.createObjectNode()
                .put("chunk", chunkStart)
                .put("candidate", candidate)
                .put("rows", rows);
        cut.ifPresent(ranges -> {
            json.put("cardinality", ranges.cardinality()).set("ranges", MAPPER.valueToTree(ranges.rows()));
            ArrayNode boundaries = json.putArray("boundaries");
            for (List<@Nullable String> boundary : ranges.boundaries()) {
                ArrayNode tuple = boundaries.addArray();
                boundary.forEach(tuple::add);
            }
        });
        return json.toString();
    }

    static RangeFinding parse(String text) {
        try {
            JsonNode json = MAPPER.readTree(text);
            return new RangeFinding(
                    json.get("chunk").longValue(),
                    json.get("candidate").intValue(),
                    json.get("rows").longValue(),
                    json.has("ranges") ? Optional.of(cut(json)) : Optional.empty());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Ranges of a chunk aren't JSON: [" + text + "]", e);
        }
    }

    private static RangeCut cut(JsonNode json) {
        List<List<@Nullable String>> boundaries = new ArrayList<>();
        for (JsonNode boundary : json.get("boundaries")) {
            List<@Nullable String> tuple = new ArrayList<>();
            boundary.forEach(value -> tuple.add(value.textValue()));
            boundaries.add(tuple);
        }
        List<Long> rows = new ArrayList<>();
        json.get("ranges").forEach(value -> rows.add(value.longValue()));
        return new RangeCut(boundaries, rows, json.get("cardinality").longValue());
    }
}
