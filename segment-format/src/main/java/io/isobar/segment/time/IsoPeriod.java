package io.isobar.segment.time;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A positive ISO 8601 period that keeps its fields apart: {@code P1M} is no number of days, and in a time zone with
 * daylight saving {@code P1D} is not {@code PT24H}.
 *
 * @param years number of years
 * @param months number of months
 * @param weeks number of weeks
 * @param days number of days of the calendar
 * @param hours number of hours of exactly 60 minutes
 * @param minutes number of minutes
 * @param seconds number of seconds
 * @param millis number of milliseconds
 */
public record IsoPeriod(int years, int months, int weeks, int days, int hours, int minutes, int seconds, int millis) {

    private static final Pattern FORM = Pattern.compile(
            "P(?:(\\d+)Y)?(?:(\\d+)M)?(?:(\\d+)W)?(?:(\\d+)D)?"
                    + "(?:T(?=\\d)(?:(\\d+)H)?(?:(\\d+)M)?(?:(\\d+(?:[.,]\\d{1,3})?)S)?)?",
            Pattern.CASE_INSENSITIVE);

    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    /** Checks that no field is negative and that at least one isn't zero. */
    public IsoPeriod {
        int all = years | months | weeks | days | hours | minutes | seconds | millis;
        if (all <= 0) {
            throw new IllegalArgumentException("Period [P%dY%dM%dW%dDT%dH%dM%dS and %d ms] is not positive"
                    .formatted(years, months, weeks, days, hours, minutes, seconds, millis));
        }
    }

    /** Reads for example {@code P1D}, {@code P3M}, {@code PT1H30M} or {@code PT0.750S}. */
    public static IsoPeriod parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "Period [%s] is not of the ISO 8601 form PnYnMnWnDTnHnMnS: write for example P1D or PT15M"
                            .formatted(text));
        }
        try {
            BigDecimal seconds = decimal(matcher.group(7));
            return new IsoPeriod(
                    number(matcher.group(1)),
                    number(matcher.group(2)),
                    number(matcher.group(3)),
                    number(matcher.group(4)),
                    number(matcher.group(5)),
                    number(matcher.group(6)),
                    seconds.toBigInteger().intValueExact(),
                    seconds.remainder(BigDecimal.ONE).movePointRight(3).intValueExact());
        } catch (NumberFormatException | ArithmeticException e) {
            throw new IllegalArgumentException(
                    "Period [%s] has a field above [%d]".formatted(text, Integer.MAX_VALUE), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "Period [%s] is empty: it must be longer than nothing".formatted(text), e);
        }
    }

    /**
     * Moves an instant by {@code times} of this period: first by the calendar (years, months, weeks, days, on the
     * clock of {@code zone}), then by exact time. A day of month that doesn't exist becomes the month's last day.
     */
    public long addTo(long instant, ZoneId zone, long times) {
        long exact = Math.multiplyExact(exactMillis(), times);
        if (!hasDateFields()) {
            return Math.addExact(instant, exact);
        }
        if (zone.equals(ZoneOffset.UTC) && !hasMonths()) {
            return Math.addExact(instant, Math.addExact(Math.multiplyExact(calendarDays() * DAY, times), exact));
        }
        long moved = ZonedDateTime.ofInstant(Instant.ofEpochMilli(instant), zone)
                .plusYears(years * times)
                .plusMonths(months * times)
                .plusDays(Math.multiplyExact(calendarDays(), times))
                .toInstant()
                .toEpochMilli();
        return Math.addExact(moved, exact);
    }

    boolean hasMonths() {
        return (years | months) != 0;
    }

    boolean hasDateFields() {
        return (years | months | weeks | days) != 0;
    }

    boolean hasTimeFields() {
        return (hours | minutes | seconds | millis) != 0;
    }

    /** Whether exactly one field isn't zero. */
    boolean isSimple() {
        int fields = 0;
        for (int field : new int[] {years, months, weeks, days, hours, minutes, seconds, millis}) {
            fields += field == 0 ? 0 : 1;
        }
        return fields == 1;
    }

    long totalMonths() {
        return 12L * years + months;
    }

    long calendarDays() {
        return 7L * weeks + days;
    }

    /** Length of hours and what is shorter. */
    long exactMillis() {
        return hours * HOUR + minutes * MINUTE + seconds * SECOND + millis;
    }

    /** Length where every day has 24 hours; only for periods without years and months. */
    long fixedMillis() {
        return Math.addExact(calendarDays() * DAY, exactMillis());
    }

    /** Length with months of 30.4 days: good enough to guess how many fit into a stretch of time. */
    double typicalMillis() {
        return totalMonths() * (365.2425 / 12) * DAY + (double) calendarDays() * DAY + exactMillis();
    }

    /** The shortest ISO 8601 form, for example {@code P1DT12H}. */
    @Override
    public String toString() {
        var text = new StringBuilder("P");
        append(text, years, 'Y');
        append(text, months, 'M');
        append(text, weeks, 'W');
        append(text, days, 'D');
        if (hasTimeFields()) {
            text.append('T');
            append(text, hours, 'H');
            append(text, minutes, 'M');
            if (millis != 0) {
                text.append(BigDecimal.valueOf(seconds * SECOND + millis, 3)).append('S');
            } else {
                append(text, seconds, 'S');
            }
        }
        return text.toString();
    }

    private static void append(StringBuilder text, int value, char unit) {
        if (value != 0) {
            text.append(value).append(unit);
        }
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static BigDecimal decimal(@Nullable String digits) {
        return digits == null ? BigDecimal.ZERO : new BigDecimal(digits.replace(',', '.'));
    }
}
