package io.isobar.segment.time;

import java.time.ZoneId;

/**
 * Buckets of a period of several units, such as {@code P1M2D}, or {@code P1DT12H} on a clock with daylight saving.
 * There is no closed form for their starts: each is the one before it plus the period, as in Druid.
 *
 * @param period what each bucket's start is moved by to find the next
 * @param zone the clock of the period's calendar units
 * @param origin start of one bucket
 */
record CompoundBuckets(IsoPeriod period, ZoneId zone, long origin) implements Buckets {
    /** How many buckets a time may be away from the origin; 10,000 years of days. */
    private static final long MAX_STEPS = 3_652_425;

    @Override
    public long start(long time) {
        checkReach(time);
        return time < origin ? lastBefore(time + 1) : lastAtOrBefore(time);
    }

    @Override
    public long next(long start) {
        if (start >= origin) {
            return period.addTo(start, zone, 1);
        }
        // Going forth isn't the inverse of going back where a month's last day stood in: find the step that led here.
        checkReach(start);
        long next = origin;
        for (long before = previous(next); before > start; before = previous(before)) {
            next = before;
        }
        return next;
    }

    private long lastAtOrBefore(long time) {
        long start = origin;
        for (long next = next(start); next <= time; next = next(start)) {
            start = next;
        }
        return start;
    }

    private long lastBefore(long time) {
        long start = origin;
        while (start >= time) {
            start = previous(start);
        }
        return start;
    }

    private long previous(long start) {
        return period.addTo(start, zone, -1);
    }

    private void checkReach(long time) {
        if (Math.abs((double) time - origin) / period.typicalMillis() > MAX_STEPS) {
            throw new IllegalArgumentException(
                    "Time [%d] is too far from the origin [%d] of buckets of [%s]: give an origin that is nearer"
                            .formatted(time, origin, period));
        }
    }

    @Override
    public double typicalMillis() {
        return period.typicalMillis();
    }
}
