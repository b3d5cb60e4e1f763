package io.isobar.indexer.reindex;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.catalog.IntervalSet;
import io.isobar.indexer.hadoop.HadoopSetup;
import io.isobar.indexer.hadoop.SegmentReads;
import io.isobar.indexer.segments.FoundSegments;
import io.isobar.indexer.segments.InputSegment;
import io.isobar.indexer.segments.SegmentOrigins;
import io.isobar.indexer.segments.SegmentSearch;
import io.isobar.indexer.spec.IndexSpecFile;
import io.isobar.indexer.spec.SegmentsSpec;
import io.isobar.segment.Interval;
import io.isobar.segment.time.Granularity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How existing segments are indexed again: the spec, made of what the segments say about themselves and of the changes, and
 * the segments that it reads.
 */
public record ReindexPlan(ObjectNode spec, FoundSegments segments) {
    private static final List<String> GRANULARITIES = List.of(
            "MINUTE",
            "FIVE_MINUTE",
            "TEN_MINUTE",
            "FIFTEEN_MINUTE",
            "THIRTY_MINUTE",
            "HOUR",
            "SIX_HOUR",
            "EIGHT_HOUR",
            "DAY",
            "WEEK",
            "MONTH",
            "QUARTER",
            "YEAR",
            "ALL");

    /**
     * Looks at the visible segments of an interval, and plans.
     *
     * <p>Of segments of one chunk and version that list the same columns, which one batch made, one is looked into.
     *
     * @throws IOException if there are no segments, or one can't be read
     * @throws IllegalArgumentException if segments don't agree about their schema, or the interval cuts a chunk
     */
    public static ReindexPlan of(
            String dataSource, Interval interval, SpecChanges changes, SegmentOrigins origins, HadoopSetup setup)
            throws IOException {
        SegmentsSpec read = SegmentsSpec.of(dataSource, interval);
        FoundSegments found = new SegmentSearch(origins.of(read)).find(read);
        List<SegmentSchema> schemas = new ArrayList<>();
        Set<List<Object>> seen = new HashSet<>();
        try (SegmentReads reads = new SegmentReads(setup)) {
            for (InputSegment segment : found.segments()) {
                if (seen.add(List.of(
                        segment.id().interval(), segment.id().version(), segment.dimensions(), segment.metrics()))) {
                    schemas.add(reads.read(segment, open -> SegmentSchema.of(segment.id(), open)));
                }
            }
        }
        ObjectNode spec = spec(dataSource, interval, found, schemas, changes);
        changes.apply(spec);
        ReindexPlan plan = new ReindexPlan(spec, found);
        plan.requireWhole(interval);
        return plan;
    }

    /** A spec that says what is read, and no more: enough to ask a configuration where that is. */
    public static IndexSpecFile outline(String dataSource, Interval interval) {
        ObjectNode spec = JsonNodeFactory.instance.objectNode();
        spec.putObject("dataSchema").put("dataSource", dataSource);
        input(spec, dataSource, interval);
        return IndexSpecFile.parse(spec.toString().getBytes(StandardCharsets.UTF_8), false);
    }

    private static void input(ObjectNode spec, String dataSource, Interval interval) {
        ObjectNode input = spec.putObject("ioConfig")
                .put("type", "hadoop")
                .putObject("inputSpec")
                .put("type", "dataSource");
        ObjectNode ingestion = input.putObject("ingestionSpec").put("dataSource", dataSource);
        ingestion.putArray("intervals").add(interval.toString());
    }

    /** The spec, read and checked. */
    public IndexSpecFile file() {
        return IndexSpecFile.parse(spec.toString().getBytes(StandardCharsets.UTF_8), false);
    }

    private static ObjectNode spec(
            String dataSource,
            Interval interval,
            FoundSegments found,
            List<SegmentSchema> schemas,
            SpecChanges changes) {
        ObjectNode spec = JsonNodeFactory.instance.objectNode();
        ObjectNode schema = spec.putObject("dataSchema").put("dataSource", dataSource);
        schema.setAll(new CommonSchema(schemas).toJson(changes.given()));
        ObjectNode granularity = (ObjectNode) schema.get("granularitySpec");
        if (!changes.hasSegmentGranularity()) {
            segmentGranularity(found, granularity);
        }
        if (granularity.path("intervals").isMissingNode()) {
            granularity.putArray("intervals").add(interval.toString());
        }
        input(spec, dataSource, interval);
        ObjectNode tuning = spec.putObject("tuningConfig").put("type", "hadoop");
        int shards = shards(found);
        if (shards > 0 && !changes.hasSegmentGranularity()) {
            tuning.putObject("partitionsSpec").put("type", "hashed").put("numShards", shards);
        }
        return spec;
    }

    /** The granularity whose chunks all intervals of segments are; where there is none, the intervals are the chunks. */
    private static void segmentGranularity(FoundSegments found, ObjectNode granularity) {
        List<Interval> intervals = found.segments().stream()
                .map(segment -> segment.id().interval())
                .distinct()
                .toList();
        for (String name : GRANULARITIES) {
            Granularity candidate = Granularity.parse(name);
            if (intervals.stream().allMatch(interval -> isChunk(candidate, interval))) {
                granularity.put("type", "uniform").put("segmentGranularity", name);
                return;
            }
        }
        granularity.put("type", "arbitrary");
        intervals.forEach(interval -> granularity.withArray("intervals").add(interval.toString()));
    }

    private static boolean isChunk(Granularity granularity, Interval interval) {
        if (granularity.isAll()) {
            return interval.equals(Interval.ETERNITY);
        }
        return granularity.bucketStart(interval.start()) == interval.start()
                && granularity.nextBucket(interval.start()) == interval.end();
    }

    /** How many segments each chunk has, if all have the same number; 0 otherwise. */
    private static int shards(FoundSegments found) {
        Map<Interval, Integer> counts = new TreeMap<>();
        found.segments().forEach(segment -> counts.merge(segment.id().interval(), 1, Integer::sum));
        Set<Integer> distinct = new HashSet<>(counts.values());
        return distinct.size() == 1 ? distinct.iterator().next() : 0;
    }

    /** A chunk is replaced as a whole; rows that are in it and not in the interval would be gone. */
    private void requireWhole(Interval interval) {
        List<Interval> touched = new ArrayList<>(List.of(interval));
        segments.segments().forEach(segment -> touched.add(segment.id().interval()));
        List<Interval> chunks = file().spec().granularity().chunks();
        touched.addAll(chunks);
        Interval whole = new Interval(
                touched.stream().mapToLong(Interval::start).min().orElseThrow(),
                touched.stream().mapToLong(Interval::end).max().orElseThrow());
        if (!whole.equals(interval)) {
            throw new IllegalArgumentException(
                    ("Interval [%s] cuts chunks that are replaced as a whole, and the rows in them that it leaves out would be"
                                    + " lost: give [%s]")
                            .formatted(interval, whole));
        }
        for (InputSegment segment : segments.segments()) {
            if (!IntervalSet.of(chunks).contains(segment.id().interval())) {
                throw new IllegalArgumentException(
                        "Segment [%s] isn't covered by the new chunks %s: they would replace a part of it"
                                .formatted(segment.id(), chunks));
            }
        }
    }
}
