package io.isobar.segment.time;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * Buckets of some months or of some days, counted on a time zone's calendar from an origin. Days have 23 to 25 hours
 * where the clock is set; a day of month that doesn't exist becomes the month's last day.
 */
final class CalendarBuckets implements Buckets {
    private static final double DAY_MILLIS = 86_400_000;

    private final long amount;
    private final ChronoUnit unit;
    private final ZoneId zone;
    private final LocalDateTime origin;

    /** Rows come mostly in order of time: the bucket of the last one is likely that of the next one. */
    private volatile Span last = new Span(0, 0);

    /** One of {@code months} and {@code days} is zero. */
    CalendarBuckets(long months, long days, ZoneId zone, LocalDateTime origin) {
        this.amount = months + days;
        this.unit = months > 0 ? ChronoUnit.MONTHS : ChronoUnit.DAYS;
        this.zone = zone;
        this.origin = origin;
    }

    private record Span(long start, long end) {}

    @Override
    public long start(long time) {
        Span span = last;
        if (time < span.start || time >= span.end) {
            span = locate(time);
            last = span;
        }
        return span.start;
    }

    @Override
    public long next(long start) {
        start(start);
        Span span = last;
        return span.start == start ? span.end : locate(start).end;
    }

    @Override
    public double typicalMillis() {
        return unit.getDuration().toDays() * DAY_MILLIS * amount;
    }

    private Span locate(long time) {
        LocalDateTime local = LocalDateTime.ofInstant(Instant.ofEpochMilli(time), zone);
        long bucket = Math.floorDiv(unit.between(origin, local), amount);
        // The guess is one off before the origin, at month ends, and near the hour that a clock shows twice.
        while (startOf(bucket) > time) {
            bucket--;
        }
        while (startOf(bucket + 1) <= time) {
            bucket++;
        }
        return new Span(startOf(bucket), startOf(bucket + 1));
    }

    private long startOf(long bucket) {
        return origin.plus(Math.multiplyExact(bucket, amount), unit)
                .atZone(zone)
                .toInstant()
                .toEpochMilli();
    }
}
