package io.isobar.segment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isobar.segment.smoosh.Region;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a segment says about how it was built ({@code metadata.drd}, an object of JSON); each part may be absent.
 *
 * <pre>
 *  aggregators       [{type, name, fieldName, …}, …] in the form that merges: a count is a longSum of itself
 *  timestampSpec     {column, format, missingValue}
 *  queryGranularity  "hour", or {type, …}
 *  rollup            true or false
 *  ordering          [{columnName, order}, …]; since Druid 31, __time first if absent
 *  container, projections   not read
 * </pre>
 *
 * @param aggregators metrics in their combining form, as Druid's JSON
 * @param timestampSpec Druid's {@code timestampSpec}
 * @param queryGranularity what times were truncated to, as Druid's JSON
 * @param rollup whether rows of equal keys were merged; null if not told
 * @param sortedByTime whether rows ascend by time, which is so if not told otherwise
 */
public record SegmentMetadata(
        List<JsonNode> aggregators,
        Optional<JsonNode> timestampSpec,
        Optional<JsonNode> queryGranularity,
        @Nullable Boolean rollup,
        boolean sortedByTime) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public SegmentMetadata {
        aggregators = List.copyOf(aggregators);
    }

    static SegmentMetadata read(Optional<Region> file) {
        if (file.isEmpty() || file.get().size() == 0) {
            return new SegmentMetadata(List.of(), Optional.empty(), Optional.empty(), null, true);
        }
        Region region = file.get();
        JsonNode json;
        try {
            json = JSON.readTree(
                    StandardCharsets.UTF_8.decode(region.bytes().duplicate()).toString());
        } catch (IOException e) {
            throw region.corrupt(0, "It is no JSON", e);
        }
        List<JsonNode> aggregators = new ArrayList<>();
        json.path("aggregators").forEach(aggregators::add);
        JsonNode first = json.path("ordering").path(0).path("columnName");
        return new SegmentMetadata(
                aggregators,
                present(json, "timestampSpec"),
                present(json, "queryGranularity"),
                json.path("rollup").isBoolean() ? json.get("rollup").booleanValue() : null,
                first.isMissingNode() || first.asText().equals(Segment.TIME));
    }

    private static Optional<JsonNode> present(JsonNode json, String field) {
        JsonNode value = json.path(field);
        return value.isMissingNode() || value.isNull() ? Optional.empty() : Optional.of(value);
    }
}
