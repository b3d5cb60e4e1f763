package io.isobar.query.expression;

import java.time.ZonedDateTime;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The parts of a time that {@code timestamp_extract} gives. */
enum TimeUnit {
    EPOCH(time -> time.toEpochSecond()),
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
    DECADE(time -> Math.floorDiv(time.getYear(), 10)),
    CENTURY(time -> Math.ceil(time.getYear() / 100.0)),
    MILLENNIUM(time -> Math.ceil(time.getYear() / 1000.0));

    @SuppressWarnings("ImmutableEnumChecker") // the lambdas above capture nothing
    private final ToDoubleFunction<ZonedDateTime> part;

    TimeUnit(ToDoubleFunction<ZonedDateTime> part) {
        this.part = part;
    }

    /** The part as a {@code Long}; of the two longest units, as in Druid, as a {@code Double}. */
    Object of(ZonedDateTime time) {
        double value = part.applyAsDouble(time);
        return this == CENTURY || this == MILLENNIUM ? (Object) value : (Object) (long) value;
    }

    static TimeUnit find(String name, Call call) {
        String upper = name.toUpperCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(unit -> unit.name().equals(upper))
                .findFirst()
                .orElseThrow(() -> call.error("knows no unit [%s]: it is one of %s", name, Arrays.toString(values())));
    }
}
