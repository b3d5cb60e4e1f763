package io.isobar.segment.time;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.OptionalLong;

/** Chooses the arithmetic for a period. */
final class PeriodBuckets {
    private static final LocalDate EPOCH = LocalDate.EPOCH;

    /** Weeks count from a Monday, unless several make one bucket: those count from 1970-01-01, as in Druid. */
    private static final LocalDate MONDAY = LocalDate.EPOCH.minusDays(3);

    private PeriodBuckets() {}

    static Buckets of(IsoPeriod period, ZoneId zone, OptionalLong givenOrigin) {
        LocalDateTime localOrigin = givenOrigin.isPresent()
                ? LocalDateTime.ofInstant(Instant.ofEpochMilli(givenOrigin.getAsLong()), zone)
                : (isOneWeek(period) ? MONDAY : EPOCH).atStartOfDay();
        long origin = localOrigin.atZone(zone).toInstant().toEpochMilli();
        if (zone.equals(ZoneOffset.UTC) && !period.hasMonths()) {
            return new FixedBuckets(period.fixedMillis(), origin);
        }
        if (!period.isSimple()) {
            // Only a given origin is exact to the instant: its local time may be one that the clock shows twice.
            return new CompoundBuckets(period, zone, givenOrigin.orElse(origin));
        }
        if (period.hasDateFields()) {
            return new CalendarBuckets(period.totalMonths(), period.calendarDays(), zone, localOrigin);
        }
        boolean clockUnit = givenOrigin.isEmpty() && (period.hours() | period.minutes() | period.seconds()) == 1;
        return clockUnit
                ? new ClockBuckets(period.exactMillis(), zone.getRules())
                : new FixedBuckets(period.exactMillis(), origin);
    }

    private static boolean isOneWeek(IsoPeriod period) {
        return period.isSimple() && period.weeks() == 1;
    }
}
