package io.isobar.catalog.dc;

import com.fasterxml.jackson.databind.JsonNode;
import io.isobar.segment.Interval;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which segments a Druid answers from, of those that its tables call used: at each instant those of the greatest version
 * among the intervals that are complete. A version counts as text does.
 */
public final class DruidTimeline {
    private DruidTimeline() {}

    /**
     * A segment, and when it is visible.
     *
     * @param intervals parts of the segment's own, ascending
     */
    public record Visible(DruidSegment segment, List<Interval> intervals) {
        public Visible {
            intervals = List.copyOf(intervals);
        }
    }

    /** One interval and version. */
    private record Chunk(Interval interval, String version) {}

    /**
     * The visible ones in the order of their ids; what hides others and has no rows itself is left out.
     *
     * @throws IllegalArgumentException if a segment is of a kind whose visibility follows from other rules
     */
    public static List<Visible> of(Collection<DruidSegment> used) {
        Map<Chunk, List<DruidSegment>> chunks = new LinkedHashMap<>();
        for (DruidSegment segment : used) {
            Chunk chunk = new Chunk(segment.id().interval(), segment.id().version());
            chunks.computeIfAbsent(chunk, key -> new ArrayList<>()).add(segment);
        }
        List<Chunk> newestFirst = new ArrayList<>(chunks.keySet());
        newestFirst.sort(Comparator.comparing(Chunk::version).reversed().thenComparing(Chunk::interval));
        Covered covered = new Covered();
        List<Visible> visible = new ArrayList<>();
        for (Chunk chunk : newestFirst) {
            List<DruidSegment> segments = chunks.getOrDefault(chunk, List.of());
            if (!isComplete(segments)) {
                continue;
            }
            List<Interval> uncovered = covered.cover(chunk.interval());
            for (DruidSegment segment : uncovered.isEmpty() ? List.<DruidSegment>of() : segments) {
                if (!segment.isTombstone()) {
                    visible.add(new Visible(segment, uncovered));
                }
            }
        }
        visible.sort(Comparator.comparing(each -> each.segment().id()));
        return visible;
    }

    private static boolean isComplete(List<DruidSegment> segments) {
        Set<Integer> partitions = new HashSet<>();
        int core = 0;
        for (DruidSegment segment : segments) {
            if (segment.shardType().equals("numbered_overwrite")) {
                throw new IllegalArgumentException(
                        ("Segment [%s] replaced a part of its interval under a segment lock (shardSpec"
                                        + " [numbered_overwrite]): compact its interval in Druid first")
                                .formatted(segment.id()));
            }
            partitions.add(segment.id().partition());
            core = segment.corePartitions() < 0 ? -1 : Math.max(core, segment.corePartitions());
            if (core < 0) {
                return isChained(segments);
            }
        }
        for (int partition = 0; partition < core; partition++) {
            if (!partitions.contains(partition)) {
                return false;
            }
        }
        return true;
    }

    /** Of ranges that don't know their number: each begins where another ends, from open to open. */
    private static boolean isChained(List<DruidSegment> segments) {
        Map<String, JsonNode> endOf = new LinkedHashMap<>();
        segments.forEach(segment -> endOf.put(text(segment.bound("start")), segment.bound("end")));
        Set<String> seen = new HashSet<>();
        String at = "";
        while (endOf.containsKey(at) && seen.add(at)) {
            JsonNode end = endOf.get(at);
            if (isOpen(end)) {
                return true;
            }
            at = text(end);
        }
        return false;
    }

    private static boolean isOpen(JsonNode bound) {
        return bound.isMissingNode() || bound.isNull();
    }

    private static String text(JsonNode bound) {
        return isOpen(bound) ? "" : bound.toString();
    }

    /** The time that newer chunks cover, in pieces that don't touch. */
    private static final class Covered {
        private final NavigableMap<Long, Long> endByStart = new TreeMap<>();

        /** Adds an interval, and returns those parts of it that were not covered before. */
        List<Interval> cover(Interval interval) {
            List<Interval> uncovered = new ArrayList<>();
            long start = interval.start();
            long end = interval.end();
            Map.Entry<Long, Long> before = endByStart.floorEntry(start);
            if (before != null && before.getValue() >= start) {
                start = before.getKey();
            }
            long at = interval.start();
            NavigableMap<Long, Long> touched = endByStart.subMap(start, true, end, true);
            for (Map.Entry<Long, Long> piece : touched.entrySet()) {
                if (piece.getKey() > at) {
                    uncovered.add(new Interval(at, piece.getKey()));
                }
                at = Math.max(at, piece.getValue());
                end = Math.max(end, piece.getValue());
            }
            if (at < interval.end()) {
                uncovered.add(new Interval(at, interval.end()));
            }
            touched.clear();
            endByStart.put(start, end);
            return uncovered;
        }
    }
}
