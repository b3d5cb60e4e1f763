package io.isobar.query.expression;

import java.time.ZonedDateTime;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** The parts of a time that {@code timestamp_extract} gives. */
enum TimeUnit {
    EPOCH(time -> time.toEpochSecond()),
    MICROSECOND(time -> time.get(ChronoField.MILLI_OF_SECOND) * 1_000L),
    MILLISECOND(time -> time.get(ChronoField.MILLI_OF_SECOND)),
    SECOND(time -> time.getSecond()),
    MINUTE(time -> time.getMinute()),
    HOUR(time -> time.getHour()),
    DAY(time -> time.getDayOfMonth()),
    /** From Monday, 1, to Sunday, 7. */
    DOW(time -> time.getDayOfWeek().getValue()),
    ISODOW(time -> time.getDayOfWeek().getValue()),
    DOY(time -> time.getDayOfYear()),
    WEEK(time -> time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR)),
    MONTH(time -> time.getMonthValue()),
    QUARTER(time -> time.get(IsoFields.QUARTER_OF_YEAR)),
    YEAR(time -> time.getYear()),
    ISOYEAR(time -> time.get(IsoFields.WEEK_BASED_YEAR)),
    DECADE(time -> time.getYear() / 10),
    CENTURY(time -> Math.floorDiv(time.getYear() + 99, 100)),
    MILLENNIUM(time -> Math.floorDiv(time.getYear() + 999, 1000));

    @SuppressWarnings("ImmutableEnumChecker") // the lambdas above capture nothing
    private final ToLongFunction<ZonedDateTime> part;

    TimeUnit(ToLongFunction<ZonedDateTime> part) {
        this.part = part;
    }

    long of(ZonedDateTime time) {
        return part.applyAsLong(time);
    }

    static TimeUnit find(String name, Call call) {
        String upper = name.toUpperCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(unit -> unit.name().equals(upper))
                .findFirst()
                .orElseThrow(() -> call.error("knows no unit [%s]: it is one of %s", name, Arrays.toString(values())));
    }
}
