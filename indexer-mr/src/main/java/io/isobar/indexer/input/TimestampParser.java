package io.isobar.indexer.input;

import io.isobar.indexer.spec.TimestampSpec;
import io.isobar.segment.time.IsoTime;
import io.isobar.segment.time.JodaPattern;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.ZoneOffset;
import java.util.OptionalLong;

/** Reads the time of a row as a timestampSpec says. Times are milliseconds of the epoch. */
final class TimestampParser {
    private final String column;
    private final String format;
    private final Reader reader;
    private final OptionalLong missing;

    private interface Reader {
        long read(Object value);
    }

    TimestampParser(TimestampSpec spec) {
        this.column = spec.column();
        this.format = spec.format();
        this.reader = reader(spec.format());
        this.missing =
                spec.missingValue().map(text -> OptionalLong.of(auto(text))).orElse(OptionalLong.empty());
    }

    long parse(Row row) throws BadRowException {
        Object value = Row.single(row.value(column));
        if (value == null || value.equals("")) {
            return missing.orElseThrow(() -> new BadRowException(
                    column,
                    "is missing: it holds the time; a [missingValue] in the timestampSpec would be used",
                    null));
        }
        try {
            return reader.read(value);
        } catch (DateTimeException | ArithmeticException | IllegalArgumentException e) {
            throw new BadRowException(column, "is not a time in format [" + format + "]", value.toString());
        }
    }

    private static Reader reader(String format) {
        return switch (format) {
            case "auto" -> TimestampParser::auto;
            case "iso" -> value -> iso(value.toString());
            case "posix" -> value -> Math.multiplyExact(whole(value), 1_000L);
            case "millis" -> TimestampParser::whole;
            case "micro" -> value -> Math.floorDiv(whole(value), 1_000L);
            case "nano" -> value -> Math.floorDiv(whole(value), 1_000_000L);
            case "ruby" ->
                value -> new BigDecimal(value.toString())
                        .movePointRight(3)
                        .setScale(0, RoundingMode.DOWN)
                        .longValueExact();
            default -> {
                JodaPattern pattern = JodaPattern.of(format);
                yield value -> pattern.parse(value.toString())
                        .orElseThrow(() -> new IllegalArgumentException("no time of this pattern"));
            }
        };
    }

    /** Milliseconds if it is a number, ISO 8601 otherwise, with a blank or a T between date and time. */
    private static long auto(Object value) {
        if (value instanceof Number number) {
            return number.longValue();
        }
        String text = value.toString().strip();
        return isWhole(text) ? Long.parseLong(text) : iso(text);
    }

    private static long iso(String text) {
        int blank = text.indexOf(' ');
        return IsoTime.parse(
                blank < 0
                        ? text
                        : text.substring(0, blank) + "T"
                                + text.substring(blank + 1).strip(),
                ZoneOffset.UTC);
    }

    private static long whole(Object value) {
        return value instanceof Number number
                ? number.longValue()
                : Long.parseLong(value.toString().strip());
    }

    private static boolean isWhole(String text) {
        int start = text.startsWith("-") ? 1 : 0;
        // four digits are a year to nobody here: Druid reads any run of digits as milliseconds
        return text.length() > start && text.chars().skip(start).allMatch(c -> c >= '0' && c <= '9');
    }
}
