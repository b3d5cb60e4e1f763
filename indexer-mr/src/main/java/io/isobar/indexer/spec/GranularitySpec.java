package io.isobar.indexer.spec;

import io.isobar.segment.Interval;
import io.isobar.segment.time.Granularity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How time is cut.
 *
 * @param segmentGranularity the time chunks of the segments; empty for {@code arbitrary}, where the intervals are the chunks
 * @param queryGranularity what the times of rows are truncated to
 * @param rollup rows with equal time and dimensions become one
 * @param intervals what is replaced; empty means the chunks that the input has rows for
 */
public record GranularitySpec(
        Optional<Granularity> segmentGranularity,
        Granularity queryGranularity,
        boolean rollup,
        List<Interval> intervals) {
    private static final int MOST_CHUNKS = 100_000;

    public GranularitySpec {
        intervals = List.copyOf(intervals);
    }

    static GranularitySpec read(SpecObject spec) {
        boolean arbitrary = spec.text("type", "uniform").equals("arbitrary");
        List<Interval> intervals = spec.list("intervals", SpecObject::intervalHere);
        if (arbitrary && intervals.isEmpty()) {
            throw new SpecException(
                    spec.at("intervals"), "is missing: with type [arbitrary] the intervals are the chunks");
        }
        for (int i = 0; i < intervals.size(); i++) {
            if (intervals.get(i).start() == intervals.get(i).end()) {
                throw new SpecException(
                        spec.at("intervals[" + i + "]"),
                        "is empty [%s]: nothing can be in it".formatted(intervals.get(i)));
            }
        }
        GranularitySpec read = new GranularitySpec(
                arbitrary ? Optional.empty() : Optional.of(spec.granularity("segmentGranularity", "day")),
                spec.granularity("queryGranularity", "none"),
                spec.flag("rollup", true),
                intervals);
        try {
            read.chunks();
        } catch (IllegalArgumentException e) {
            throw new SpecException(spec.at("intervals"), "can't be cut into chunks: " + e.getMessage());
        }
        return read;
    }

    /** The time chunk that the instant is in, as it would be without a list of intervals. */
    public Interval chunkOf(long time) {
        Granularity granularity = segmentGranularity.orElseThrow();
        if (granularity.isAll()) {
            return Interval.ETERNITY;
        }
        long start = granularity.bucketStart(time);
        return new Interval(start, granularity.nextBucket(start));
    }

    /** The chunks of the listed intervals, ascending and without duplicates; empty if none are listed. */
    public List<Interval> chunks() {
        List<Interval> chunks = new ArrayList<>();
        for (Interval interval : intervals) {
            if (segmentGranularity.isPresent()) {
                for (Interval chunk : segmentGranularity.get().buckets(interval)) {
                    chunks.add(chunk);
                    if (chunks.size() > MOST_CHUNKS) {
                        throw new IllegalArgumentException(
                                "Intervals %s have more than [%d] chunks of granularity [%s]: choose a longer one, or fewer intervals"
                                        .formatted(intervals, MOST_CHUNKS, segmentGranularity.get()));
                    }
                }
            } else {
                chunks.add(interval);
            }
        }
        chunks.sort(Comparator.comparingLong(Interval::start).thenComparingLong(Interval::end));
        List<Interval> distinct = chunks.stream().distinct().toList();
        for (int i = 1; i < distinct.size(); i++) {
            if (distinct.get(i - 1).overlaps(distinct.get(i))) {
                throw new IllegalArgumentException(
                        "Intervals [%s] and [%s] overlap".formatted(distinct.get(i - 1), distinct.get(i)));
            }
        }
        return distinct;
    }
}
