package io.isobar.indexer.input;

import io.isobar.indexer.spec.TimestampSpec;
import io.isobar.segment.time.IsoTime;
import io.isobar.segment.time.JodaPattern;
import java.time.DateTimeException;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TimeZone;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the time of a row as a timestampSpec says. Times are milliseconds of the epoch. */
final class TimestampParser {
    /** Druid's times end here, on both sides: so does its eternity. */
    private static final long LATEST = Long.MAX_VALUE / 2;

    private static final long LATEST_YEAR = 292_278_993;
    private static final Pattern YEAR = Pattern.compile("(-?)(\\d{1,9})");
    private static final Pattern WHOLE = Pattern.compile("-?\\d+");
    private static final Set<String> ZONES = Set.of(TimeZone.getAvailableIDs());

    private final FieldNames.Field column;
    private final String format;
    private final Reader reader;
    private final OptionalLong missing;

    private interface Reader {
        long read(Object value);
    }

    TimestampParser(TimestampSpec spec) {
        this.column = new FieldNames.Field(spec.column());
        this.format = spec.format();
        this.reader = reader(spec.format());
        this.missing =
                spec.missingValue().map(text -> OptionalLong.of(missing(text))).orElse(OptionalLong.empty());
    }

    long parse(Row row) throws BadRowException {
        Object value = column.of(row);
        if (value == null) {
            return missing.orElseThrow(() -> new BadRowException(
                    column.name(),
                    "is missing: it holds the time; a [missingValue] in the timestampSpec would be used",
                    null));
        }
        try {
            long time = reader.read(value);
            if (time >= -LATEST && time < LATEST) {
                return time;
            }
        } catch (DateTimeException | ArithmeticException | IllegalArgumentException e) {
            // told below
        }
        throw new BadRowException(column.name(), "is not a time in format [" + format + "]", value.toString());
    }

    /** A year alone is one: that it would be milliseconds is a rule for columns. */
    private static long missing(String text) {
        return text.length() == 4 && isDigits(text) ? iso(text) : auto(text);
    }

    private static Reader reader(String format) {
        return switch (format) {
            case "auto" -> TimestampParser::auto;
            case "iso" -> TimestampParser::iso;
            case "posix" -> value -> Math.multiplyExact(whole(value), 1_000L);
            case "millis" -> TimestampParser::whole;
            case "micro" -> value -> whole(value) / 1_000L;
            case "nano" -> value -> whole(value) / 1_000_000L;
            case "ruby" -> value -> (long) (number(value) * 1_000);
            default -> {
                JodaPattern pattern = JodaPattern.of(format);
                yield value -> pattern.parse(unquoted(value))
                        .orElseThrow(() -> new IllegalArgumentException("no time of this pattern"));
            }
        };
    }

    /**
     * Milliseconds if it is a number or has digits only, ISO 8601 otherwise, with a blank or a T between date and time. The
     * name of a zone behind a blank is passed over: Druid takes it for the clock of the answer, not of the text.
     */
    private static long auto(Object value) {
        if (value instanceof Number number) {
            return number.longValue();
        }
        long plain = IsoTime.parsePlain(value.toString());
        if (plain != IsoTime.NOT_PLAIN) {
            return plain;
        }
        if (isDigits(value.toString())) {
            return Long.parseLong(value.toString());
        }
        String text = unquoted(value);
        int last = text.lastIndexOf(' ');
        if (last > 0 && ZONES.contains(text.substring(last + 1))) {
            text = text.substring(0, last);
        }
        int blank = text.indexOf(' ');
        return dateTime(blank < 0 ? text : text.substring(0, blank) + "T" + text.substring(blank + 1));
    }

    /** ISO 8601 as Joda-Time reads it, which is wider than the standard: commas, offsets without a colon, years alone. */
    private static long dateTime(String text) {
        return IsoTime.parse(text, ZoneOffset.UTC);
    }

    /** A run of digits that is no year is milliseconds. */
    private static long iso(Object value) {
        long plain = IsoTime.parsePlain(value.toString());
        if (plain != IsoTime.NOT_PLAIN) {
            return plain;
        }
        String text = unquoted(value);
        Matcher year = YEAR.matcher(text);
        boolean millis =
                WHOLE.matcher(text).matches() && (!year.matches() || Long.parseLong(year.group(2)) > LATEST_YEAR);
        return millis ? Long.parseLong(text) : dateTime(text);
    }

    private static long whole(Object value) {
        return value instanceof Number number ? number.longValue() : Long.parseLong(unquoted(value));
    }

    private static double number(Object value) {
        return value instanceof Number number ? number.doubleValue() : Double.parseDouble(unquoted(value));
    }

    /** Without blanks around it, and without the quotes that Druid takes off. */
    private static String unquoted(Object value) {
        String text = value.toString().strip();
        boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1).strip() : text;
    }

    private static boolean isDigits(String text) {
        // four digits are a year to nobody here: Druid reads any run of digits as milliseconds
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
