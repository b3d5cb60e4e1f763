package io.isobar.indexer.pipeline;

import io.isobar.indexer.spec.PipelineSpec;
import io.isobar.indexer.spec.StageSpec;
import io.isobar.segment.Interval;
import io.isobar.segment.time.Granularity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What times each source must give rows of, so that a batch has the rows of its intervals as if all data had been read: stages
 * with a window need more on either side. Without intervals nothing is known.
 */
final class TimeNeeds {
    private final Map<String, List<Interval>> needed = new HashMap<>();

    private TimeNeeds() {}

    /** By the names of sources and stages; those that the output doesn't need are absent. */
    static Map<String, List<Interval>> of(PipelineSpec pipeline, List<Interval> intervals) {
        TimeNeeds needs = new TimeNeeds();
        needs.add(pipeline.output(), intervals);
        List<StageSpec> latestFirst = new ArrayList<>(pipeline.stages());
        Collections.reverse(latestFirst);
        for (StageSpec stage : latestFirst) {
            List<Interval> need = needs.needed.get(stage.name());
            if (need != null) {
                needs.addInputs(stage, need);
            }
        }
        return needs.needed;
    }

    private void addInputs(StageSpec stage, List<Interval> need) {
        if (stage instanceof StageSpec.Join join && join.window().isPresent()) {
            StageSpec.Window window = join.window().get();
            // a row of the right is in no pair only if all rows that could pair with it have been seen
            boolean full = join.match().how() == StageSpec.How.FULL;
            add(join.left(), full ? widened(need, window.afterMillis(), window.beforeMillis()) : need);
            add(join.right(), widened(need, window.beforeMillis(), window.afterMillis()));
        } else if (stage instanceof StageSpec.Group group && group.window().isPresent()) {
            add(group.input(), wholeWindows(need, group.window().get()));
        } else {
            stage.inputs().forEach(input -> add(input, need));
        }
    }

    private static List<Interval> widened(List<Interval> intervals, long before, long after) {
        return intervals.stream()
                .map(interval -> new Interval(
                        Math.max(Interval.ETERNITY.start(), interval.start() - before),
                        Math.min(Interval.ETERNITY.end(), interval.end() + after)))
                .toList();
    }

    private static List<Interval> wholeWindows(List<Interval> intervals, Granularity window) {
        return intervals.stream()
                .map(interval -> new Interval(
                        window.bucketStart(interval.start()),
                        window.nextBucket(window.bucketStart(interval.end() - 1))))
                .toList();
    }

    private void add(String name, List<Interval> more) {
        List<Interval> all = new ArrayList<>(needed.getOrDefault(name, List.of()));
        all.addAll(more);
        Collections.sort(all);
        List<Interval> merged = new ArrayList<>();
        for (Interval interval : all) {
            int last = merged.size() - 1;
            if (last >= 0 && interval.start() <= merged.get(last).end()) {
                Interval before = merged.get(last);
                merged.set(last, new Interval(before.start(), Math.max(before.end(), interval.end())));
            } else {
                merged.add(interval);
            }
        }
        needed.put(name, merged);
    }
}
