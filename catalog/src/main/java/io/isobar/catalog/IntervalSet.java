package io.isobar.catalog;

import io.isobar.segment.Interval;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A set of instants as disjoint intervals in ascending order: no two of them overlap or touch. */
public final class IntervalSet {
    private final List<Interval> ascending;

    private IntervalSet(List<Interval> ascending) {
        this.ascending = ascending;
    }

    /** All instants of the intervals. */
    public static IntervalSet of(Collection<Interval> intervals) {
        List<Interval> sorted = new ArrayList<>(intervals);
        sorted.sort(null);
        List<Interval> merged = new ArrayList<>();
        for (Interval next : sorted) {
            int last = merged.size() - 1;
            if (last >= 0 && next.start() <= merged.get(last).end()) {
                Interval before = merged.get(last);
                merged.set(last, new Interval(before.start(), Math.max(before.end(), next.end())));
            } else if (!next.isEmpty()) {
                merged.add(next);
            }
        }
        return new IntervalSet(List.copyOf(merged));
    }

    /** In ascending order, with gaps between them. */
    public List<Interval> asList() {
        return ascending;
    }

    /** Whether some instant of the interval is in this set. */
    public boolean overlaps(Interval interval) {
        int at = firstEndingAfter(interval.start());
        return at < ascending.size() && ascending.get(at).overlaps(interval);
    }

    /** Whether every instant of the interval is in this set. */
    public boolean contains(Interval interval) {
        int at = firstEndingAfter(interval.start());
        return at < ascending.size() && ascending.get(at).contains(interval);
    }

    private int firstEndingAfter(long instant) {
        int low = 0;
        int high = ascending.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ascending.get(middle).end() > instant) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
