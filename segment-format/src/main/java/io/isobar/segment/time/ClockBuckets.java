package io.isobar.segment.time;

import java.time.Instant;
import java.time.zone.ZoneRules;

/**
 * Full hours, minutes or seconds of a time zone's clock, which may differ from UTC by parts of an hour.
 *
 * @param millis length of the unit
 * @param rules the zone's offsets
 */
record ClockBuckets(long millis, ZoneRules rules) implements Buckets {

    @Override
    public long start(long time) {
        return time - Math.floorMod(time + offset(time), millis);
    }

    @Override
    public long next(long start) {
        // Where a clock is set by half an hour, the hour after it starts elsewhere.
        long next = start(Math.addExact(start, millis));
        return next > start ? next : start + millis;
    }

    @Override
    public double typicalMillis() {
        return millis;
    }

    private long offset(long time) {
        return 1_000L * rules.getOffset(Instant.ofEpochMilli(time)).getTotalSeconds();
    }
}
