package io.isobar.indexer.spec;

import com.fasterxml.jackson.databind.JsonNode;
import io.isobar.query.filter.Filter;
import io.isobar.segment.Interval;
import io.isobar.segment.SegmentId;
import java.util.List;
import java.util.Optional;

/**
 * Which rows of existing segments are read, Druid's {@code inputSpec} of type {@code dataSource}.
 *
 * @param dataSource whose segments are read; need not be the one that is written
 * @param intervals rows outside of them are passed over
 * @param listed the segments as the spec's owner knows them; they must be the visible ones. Empty: whichever are visible
 * @param filter Druid's filter JSON over the columns of the segments
 * @param dimensions of the segments that are read; empty: those that the spec asks for
 * @param metrics of the segments that are read; empty: those that the spec asks for
 * @param ignoreWhenNoSegments that there is nothing to read is no error
 * @param maxSplitSize how many bytes of segments one task reads at most; 0: one segment, -1: all bytes over
 *     {@code mapreduce.job.maps} tasks
 * @param useNewAggs metrics are aggregated from their {@code fieldName}s anew; otherwise the columns of the segments' own
 *     metrics are combined
 */
public record SegmentsSpec(
        String dataSource,
        List<Interval> intervals,
        List<SegmentId> listed,
        Optional<JsonNode> filter,
        List<String> dimensions,
        List<String> metrics,
        boolean ignoreWhenNoSegments,
        long maxSplitSize,
        boolean useNewAggs) {
    public SegmentsSpec {
        intervals = List.copyOf(intervals);
        listed = List.copyOf(listed);
        dimensions = List.copyOf(dimensions);
        metrics = List.copyOf(metrics);
    }

    /** All rows of an interval, their metrics combined. */
    public static SegmentsSpec of(String dataSource, Interval interval) {
        return new SegmentsSpec(
                dataSource, List.of(interval), List.of(), Optional.empty(), List.of(), List.of(), false, 0, false);
    }

    static SegmentsSpec read(SpecObject spec) {
        SpecObject ingestion = spec.object("ingestionSpec");
        String dataSource = ingestion.text("dataSource");
        List<Interval> intervals = ingestion.has("intervals")
                ? ingestion.list("intervals", SpecObject::intervalHere)
                : ingestion.optional("interval").map(SpecObject::intervalHere).stream()
                        .toList();
        if (intervals.isEmpty()) {
            throw new SpecException(ingestion.at("intervals"), "is missing: it says which segments are read");
        }
        if (ingestion.has("filter")) {
            ingestion.reading("filter", Filter::fromJson); // tells now what can't be read
        }
        return new SegmentsSpec(
                dataSource,
                intervals,
                ingestion.list("segments", segment -> listed(segment.objectHere(), dataSource)),
                ingestion.has("filter") ? Optional.of(ingestion.object("filter").json()) : Optional.empty(),
                ingestion.texts("dimensions"),
                ingestion.texts("metrics"),
                ingestion.flag("ignoreWhenNoSegments", false),
                spec.wholeNumber("maxSplitSize", 0),
                spec.flag("useNewAggs", false));
    }

    private static SegmentId listed(SpecObject segment, String dataSource) {
        if (!segment.text("dataSource").equals(dataSource)) {
            throw new SpecException(
                    segment.at("dataSource"),
                    "is [%s], but the segments of [%s] are read".formatted(segment.text("dataSource"), dataSource));
        }
        return new SegmentId(
                dataSource,
                segment.optional("interval")
                        .orElseThrow(() -> new SpecException(segment.at("interval"), "is missing"))
                        .intervalHere(),
                segment.text("version"),
                segment.object("shardSpec").count("partitionNum").orElse(0L).intValue());
    }
}
