package io.isobar.query.expression;

import io.isobar.segment.time.IsoTime;
import io.isobar.segment.time.JodaPattern;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Functions that make instants of texts and texts of instants, as ISO 8601 or by a pattern. */
final class TimeTextFunctions {
    private TimeTextFunctions() {}

    static List<Function> all() {
        return List.of(
                new Function("timestamp", 1, 2, call -> timestamp(call, 1)),
                new Function("unix_timestamp", 1, 2, call -> timestamp(call, 1_000)),
                new Function("timestamp_parse", 1, 3, TimeTextFunctions::parse),
                new Function("timestamp_format", 1, 3, TimeTextFunctions::format));
    }

    /** Unlike {@code timestamp_parse}, an error where the text can't be read. */
    private static Node timestamp(Call call, long divisor) {
        JodaPattern pattern = pattern(call, ZoneOffset.UTC);
        Node argument = call.argument(0);
        return row -> {
            Object value = argument.eval(row);
            if (value == null) {
                return null;
            }
            if (!(value instanceof String text)) {
                throw call.error("reads texts, not the number [%s]", value);
            }
            OptionalLong time = pattern == null ? iso(text, ZoneOffset.UTC) : pattern.parse(text);
            if (time.isEmpty()) {
                throw call.error("can't read [%s] as %s", text, pattern == null ? "ISO 8601" : "[" + pattern + "]");
            }
            return time.getAsLong() / divisor;
        };
    }

    private static Node parse(Call call) {
        ZoneId zone = constantZone(call);
        JodaPattern pattern = pattern(call, zone);
        Node argument = call.argument(0);
        return row -> {
            String text = Coercion.asString(argument.eval(row));
            if (text == null) {
                return null;
            }
            OptionalLong time = pattern == null ? isoOrSql(text, zone) : pattern.parse(text);
            return time.isPresent() ? time.getAsLong() : null;
        };
    }

    private static Node format(Call call) {
        ZoneId zone = constantZone(call);
        JodaPattern pattern = pattern(call, zone);
        Node argument = call.argument(0);
        return row -> {
            Long time = Coercion.asLong(argument.eval(row));
            if (time == null) {
                return null;
            }
            return pattern == null ? IsoTime.format(time, zone) : pattern.format(time);
        };
    }

    private static ZoneId constantZone(Call call) {
        if (!call.isConstant(2)) {
            throw call.error("needs a literal as time zone, not a column");
        }
        return TimeFunctions.zone(call, 2, Bindings.none());
    }

    private static @Nullable JodaPattern pattern(Call call, ZoneId zone) {
        String pattern = call.constantText(1);
        if (pattern == null) {
            return null;
        }
        try {
            return JodaPattern.of(pattern, zone);
        } catch (IllegalArgumentException e) {
            throw call.error("has a pattern that it can't read: %s", e.getMessage());
        }
    }

    private static OptionalLong isoOrSql(String text, ZoneId zone) {
        int space = text.indexOf(' ');
        return iso(space < 0 ? text : text.substring(0, space) + 'T' + text.substring(space + 1), zone);
    }

    private static OptionalLong iso(String text, ZoneId zone) {
        try {
            return OptionalLong.of(IsoTime.parse(text, zone));
        } catch (IllegalArgumentException e) {
            return OptionalLong.empty();
        }
    }
}
