package io.isobar.segment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a segment says about how it was built ({@code metadata.drd}); each part may be absent.
 *
 * @param aggregators metrics in their combining form, as Druid's JSON
 * @param timestampSpec Druid's {@code timestampSpec}
 * @param queryGranularity what times were truncated to, as Druid's JSON
 * @param rollup whether rows of equal keys were merged; null if not told
 */
public record SegmentMetadata(
        List<JsonNode> aggregators,
        Optional<JsonNode> timestampSpec,
        Optional<JsonNode> queryGranularity,
        @Nullable Boolean rollup) {
    /** Of a segment that says nothing. */
    static final SegmentMetadata UNKNOWN = new SegmentMetadata(List.of(), Optional.empty(), Optional.empty(), null);

    public SegmentMetadata {
        aggregators = List.copyOf(aggregators);
    }
}
