package io.isobar.query.expression;

import io.isobar.segment.time.Granularity;
import io.isobar.segment.time.IsoPeriod;
import io.isobar.segment.time.IsoTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Functions that move instants, which are milliseconds since 1970-01-01T00:00:00Z. Of null they are null. */
final class TimeFunctions {
    private TimeFunctions() {}

    static List<Function> all() {
        return List.of(
                new Function("timestamp_floor", 2, 4, call -> bucket(call, Granularity::bucketStart)),
                new Function("timestamp_ceil", 2, 4, call -> bucket(call, TimeFunctions::ceil)),
                new Function("timestamp_shift", 3, 4, TimeFunctions::shift),
                new Function("timestamp_extract", 2, 3, TimeFunctions::extract),
                new Function("subtract_months", 3, 3, TimeFunctions::subtractMonths));
    }

    private interface Bucketing {
        long apply(Granularity granularity, long time);
    }

    private static long ceil(Granularity granularity, long time) {
        long start = granularity.bucketStart(time);
        return start == time ? time : granularity.nextBucket(start);
    }

    private static Node bucket(Call call, Bucketing bucketing) {
        Node argument = call.argument(0);
        boolean constant = call.isConstant(1) && call.isConstant(2) && call.isConstant(3);
        Granularity prepared = constant ? granularity(call, Bindings.none()) : null;
        return row -> {
            Long time = Coercion.asLong(argument.eval(row));
            if (time == null) {
                return null;
            }
            Granularity granularity = prepared == null ? granularity(call, row) : prepared;
            return checked(call, () -> bucketing.apply(granularity, time));
        };
    }

    private static Granularity granularity(Call call, Bindings row) {
        ZoneId zone = zone(call, 3, row);
        Object origin = call.optional(2).eval(row);
        OptionalLong start = OptionalLong.empty();
        if (origin instanceof Number instant) {
            start = OptionalLong.of(instant.longValue());
        } else if (origin instanceof String text && !text.isEmpty()) {
            start = OptionalLong.of(checked(call, () -> IsoTime.parse(text, zone)));
        }
        return Granularity.period(period(call, row), zone, start);
    }

    private static Node shift(Call call) {
        Node argument = call.argument(0);
        boolean constant = call.isConstant(1) && call.isConstant(3);
        IsoPeriod preparedPeriod = constant ? period(call, Bindings.none()) : null;
        ZoneId preparedZone = constant ? zone(call, 3, Bindings.none()) : ZoneOffset.UTC;
        return row -> {
            Long time = Coercion.asLong(argument.eval(row));
            Long steps = Coercion.asLong(call.argument(2).eval(row));
            if (time == null) {
                return null;
            }
            if (steps == null) {
                return time;
            }
            IsoPeriod period = preparedPeriod == null ? period(call, row) : preparedPeriod;
            ZoneId zone = preparedPeriod == null ? zone(call, 3, row) : preparedZone;
            return checked(call, () -> period.addTo(time, zone, steps));
        };
    }

    private static Node extract(Call call) {
        String name = call.constantText(1);
        TimeUnit unit = TimeUnit.find(name == null ? "null" : name, call);
        Node argument = call.argument(0);
        ZoneId prepared = call.isConstant(2) ? zone(call, 2, Bindings.none()) : null;
        return row -> {
            Long time = Coercion.asLong(argument.eval(row));
            if (time == null) {
                return null;
            }
            ZoneId zone = prepared == null ? zone(call, 2, row) : prepared;
            return unit.of(Instant.ofEpochMilli(time).atZone(zone));
        };
    }

    /** Whole months from the second instant to the first, on a clock. */
    private static Node subtractMonths(Call call) {
        return row -> {
            Long end = Coercion.asLong(call.argument(0).eval(row));
            Long start = Coercion.asLong(call.argument(1).eval(row));
            if (end == null || start == null) {
                return null;
            }
            ZoneId zone = zone(call, 2, row);
            return ChronoUnit.MONTHS.between(
                    Instant.ofEpochMilli(start).atZone(zone),
                    Instant.ofEpochMilli(end).atZone(zone));
        };
    }

    private static IsoPeriod period(Call call, Bindings row) {
        String text = Coercion.asString(call.argument(1).eval(row));
        return checked(call, () -> IsoPeriod.parse(String.valueOf(text)));
    }

    /** The time zone that an argument names; UTC if it is null, empty or left out. */
    static ZoneId zone(Call call, int index, Bindings row) {
        String name = zoneName(call, index, row);
        return name == null || name.isEmpty() ? ZoneOffset.UTC : checked(call, () -> IsoTime.parseZone(name));
    }

    private static @Nullable String zoneName(Call call, int index, Bindings row) {
        return Coercion.asString(call.optional(index).eval(row));
    }

    /** What is out of reach of calendars is an error of the call. */
    private static <T> T checked(Call call, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
            throw call.error("can't take its arguments: %s", e.getMessage());
        }
    }
}
