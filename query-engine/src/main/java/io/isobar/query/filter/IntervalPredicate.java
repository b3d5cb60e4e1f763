package io.isobar.query.filter;

import io.isobar.query.batch.Numbers;
import io.isobar.segment.Interval;
import java.util.List;

/** Asks whether a time, in milliseconds of the epoch, lies in one of several intervals. */
final class IntervalPredicate extends ValuePredicate {
    private final long[] starts;
    private final long[] ends;

    IntervalPredicate(List<Interval> intervals) {
        starts = intervals.stream().mapToLong(Interval::start).toArray();
        ends = intervals.stream().mapToLong(Interval::end).toArray();
    }

    @Override
    boolean matches(String value) {
        return Numbers.parse(value) instanceof Long time && matches(time.longValue());
    }

    @Override
    boolean matches(long value) {
        for (int i = 0; i < starts.length; i++) {
            if (starts[i] <= value && value < ends[i]) {
                return true;
            }
        }
        return false;
    }

    @Override
    boolean matches(double value) {
        return matches((long) value);
    }

    @Override
    boolean matchesFloat(float value) {
        return matches((long) value);
    }
}
