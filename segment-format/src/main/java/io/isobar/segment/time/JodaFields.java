package io.isobar.segment.time;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalField;
import java.time.temporal.TemporalQueries;

/** Completes what a pattern has read: the parts that it leaves out are those of 1970-01-01T00:00. */
final class JodaFields {
    private JodaFields() {}

    static LocalDateTime localDateTime(TemporalAccessor parsed) {
        return LocalDateTime.of(date(parsed), time(parsed));
    }

    private static LocalDate date(TemporalAccessor parsed) {
        LocalDate whole = parsed.query(TemporalQueries.localDate());
        if (whole != null) {
            return whole;
        }
        if (parsed.isSupported(IsoFields.WEEK_BASED_YEAR)) {
            return LocalDate.of(1970, 1, 4)
                    .with(IsoFields.WEEK_BASED_YEAR, parsed.getLong(IsoFields.WEEK_BASED_YEAR))
                    .with(IsoFields.WEEK_OF_WEEK_BASED_YEAR, field(parsed, IsoFields.WEEK_OF_WEEK_BASED_YEAR, 1))
                    .with(ChronoField.DAY_OF_WEEK, field(parsed, ChronoField.DAY_OF_WEEK, 1));
        }
        boolean yearless =
                parsed.isSupported(ChronoField.MONTH_OF_YEAR) || parsed.isSupported(ChronoField.DAY_OF_MONTH);
        long year = field(parsed, ChronoField.YEAR, yearless ? 2000 : 1970);
        return LocalDate.of((int) year, (int) field(parsed, ChronoField.MONTH_OF_YEAR, 1), (int)
                field(parsed, ChronoField.DAY_OF_MONTH, 1));
    }

    private static LocalTime time(TemporalAccessor parsed) {
        LocalTime whole = parsed.query(TemporalQueries.localTime());
        if (whole != null) {
            return whole;
        }
        long hour = field(parsed, ChronoField.AMPM_OF_DAY, 0) * 12 + field(parsed, ChronoField.HOUR_OF_AMPM, 0);
        return LocalTime.of(
                (int) field(parsed, ChronoField.HOUR_OF_DAY, hour),
                (int) field(parsed, ChronoField.MINUTE_OF_HOUR, 0),
                (int) field(parsed, ChronoField.SECOND_OF_MINUTE, 0),
                (int) field(parsed, ChronoField.NANO_OF_SECOND, 0));
    }

    private static long field(TemporalAccessor parsed, TemporalField field, long otherwise) {
        return parsed.isSupported(field) ? parsed.getLong(field) : otherwise;
    }
}
