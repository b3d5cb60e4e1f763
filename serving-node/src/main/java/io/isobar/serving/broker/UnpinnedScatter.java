package io.isobar.serving.broker;

import io.isobar.catalog.ReleaseSegment;
import io.isobar.catalog.View;
import io.isobar.query.PartialResult;
import io.isobar.query.Query;
import io.isobar.segment.Interval;
import io.isobar.segment.SegmentId;
import io.isobar.serving.releases.ReleaseFollower;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a broker would do without the rule of pinning: it looks up the head anew for each interval of a query. Answers
 * mix releases whenever the head moves meanwhile, which is what tests use it for.
 */
final class UnpinnedScatter {
    private final Scatter scatter;
    private final ReleaseFollower releases;

    UnpinnedScatter(Scatter scatter, ReleaseFollower releases) {
        this.scatter = scatter;
        this.releases = releases;
    }

    SortedMap<SegmentId, PartialResult> gather(Query query, View atFirst, RunningQuery running)
            throws InterruptedException {
        TreeSet<Interval> intervals =
                new TreeSet<>(Comparator.comparingLong(Interval::start).thenComparingLong(Interval::end));
        atFirst.overlapping(query.intervals())
                .forEach(segment -> intervals.add(segment.id().interval()));
        TreeMap<SegmentId, PartialResult> results = new TreeMap<>();
        for (Interval interval : intervals) {
            View now = releases.refresh()
                    .head(atFirst.dataSource())
                    .map(head -> head.view())
                    .orElse(atFirst);
            List<ReleaseSegment> segments = now.overlapping(List.of(interval));
            results.putAll(scatter.gather(query, segments, running));
        }
        return results;
    }
}
