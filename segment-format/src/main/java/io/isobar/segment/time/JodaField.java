package io.isobar.segment.time;

import java.time.LocalDateTime;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalField;

/** The fields of a pattern, in the order in which Joda-Time sets them: the longest first, of equal ones the coarser. */
enum JodaField {
    ERA(ChronoField.ERA),
    YEAR(ChronoField.YEAR),
    WEEK_YEAR(IsoFields.WEEK_BASED_YEAR),
    YEAR_OF_ERA(ChronoField.YEAR_OF_ERA),
    MONTH(ChronoField.MONTH_OF_YEAR),
    WEEK(IsoFields.WEEK_OF_WEEK_BASED_YEAR),
    DAY_OF_YEAR(ChronoField.DAY_OF_YEAR),
    DAY_OF_MONTH(ChronoField.DAY_OF_MONTH),
    DAY_OF_WEEK(ChronoField.DAY_OF_WEEK),
    HALF_DAY(ChronoField.AMPM_OF_DAY),
    HOUR(ChronoField.HOUR_OF_DAY),
    CLOCK_HOUR(ChronoField.CLOCK_HOUR_OF_DAY),
    HOUR_OF_HALF(ChronoField.HOUR_OF_AMPM),
    CLOCK_HOUR_OF_HALF(ChronoField.CLOCK_HOUR_OF_AMPM),
    MINUTE(ChronoField.MINUTE_OF_HOUR),
    SECOND(ChronoField.SECOND_OF_MINUTE),
    MILLI(ChronoField.MILLI_OF_SECOND);

    private final TemporalField field;

    JodaField(TemporalField field) {
        this.field = field;
    }

    /** Whether a date begins with it that has no year. */
    boolean isWithinYear() {
        return this == MONTH || this == WEEK || this == DAY_OF_YEAR || this == DAY_OF_MONTH || this == DAY_OF_WEEK;
    }

    /**
     * The same time with another value of this field.
     *
     * @throws java.time.DateTimeException if the field can't have the value
     */
    LocalDateTime set(LocalDateTime time, int value) {
        return time.with(field, field.range().checkValidValue(value, field));
    }

    /** The first moment with the same value of this field. */
    LocalDateTime floor(LocalDateTime time) {
        return switch (this) {
            case ERA -> time;
            case YEAR, YEAR_OF_ERA -> time.withDayOfYear(1).truncatedTo(ChronoUnit.DAYS);
            case WEEK_YEAR ->
                time.with(IsoFields.WEEK_OF_WEEK_BASED_YEAR, 1)
                        .with(ChronoField.DAY_OF_WEEK, 1)
                        .truncatedTo(ChronoUnit.DAYS);
            case MONTH -> time.withDayOfMonth(1).truncatedTo(ChronoUnit.DAYS);
            case WEEK -> time.with(ChronoField.DAY_OF_WEEK, 1).truncatedTo(ChronoUnit.DAYS);
            case DAY_OF_YEAR, DAY_OF_MONTH, DAY_OF_WEEK -> time.truncatedTo(ChronoUnit.DAYS);
            case HALF_DAY -> time.truncatedTo(ChronoUnit.HALF_DAYS);
            case HOUR, CLOCK_HOUR, HOUR_OF_HALF, CLOCK_HOUR_OF_HALF -> time.truncatedTo(ChronoUnit.HOURS);
            case MINUTE -> time.truncatedTo(ChronoUnit.MINUTES);
            case SECOND -> time.truncatedTo(ChronoUnit.SECONDS);
            case MILLI -> time.truncatedTo(ChronoUnit.MILLIS);
        };
    }
}
