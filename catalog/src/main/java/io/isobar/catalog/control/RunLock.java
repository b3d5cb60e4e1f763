package io.isobar.catalog.control;

import io.isobar.catalog.IntervalSet;
import io.isobar.segment.Interval;
import java.time.Instant;
import java.util.List;

/**
 * Leave to index some intervals of a datasource.
 *
 * @param token grows with every lock of the datasource; a seal under a lower one is refused once a higher one was given out
 *     for an interval that overlaps
 * @param inputFingerprint what the run indexes
 * @param since by the database's clock
 */
public record RunLock(
        String dataSource,
        long token,
        String inputFingerprint,
        List<Interval> intervals,
        LockHolder holder,
        Guard guard,
        Instant since) {

    /** What tells that a holder is gone. */
    public enum Guard {
        /** Nothing but that it no longer renews its lease. */
        LEASE,
        /** Its session in ZooKeeper: who asks has made sure there. */
        ZOOKEEPER
    }

    public RunLock {
        intervals = IntervalSet.of(intervals).asList();
        if (intervals.isEmpty()) {
            throw new IllegalArgumentException(
                    "Lock [%d] of datasource [%s] has no interval".formatted(token, dataSource));
        }
    }

    /** Whether some instant is in these intervals and in others. */
    public boolean overlaps(List<Interval> others) {
        IntervalSet mine = IntervalSet.of(intervals);
        return others.stream().anyMatch(mine::overlaps);
    }
}
