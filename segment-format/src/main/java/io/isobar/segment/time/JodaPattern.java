package io.isobar.segment.time;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.format.SignStyle;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalField;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of Joda-Time's {@code DateTimeFormat}, the language in which Druid's specs write times that aren't ISO 8601.
 *
 * <pre>
 *  y u Y  year             x  ISO week year     w  ISO week        e  day of week, 1 = Monday
 *  M      month            d  day of month      D  day of year     E  day's name
 *  H      hour 0-23        k  hour 1-24         h  hour 1-12       K  hour 0-11    a  half of day
 *  m      minute           s  second            S  fraction of a second
 *  Z      offset +0100     ZZ offset +01:00     ZZZ, z  zone       '  quotes text
 * </pre>
 *
 * <p>One letter reads and writes as many digits as there are, several at least that many; two of {@code y} are the
 * last two digits of a year within 50 years of 2000; three of {@code M} or {@code E} a short English name, more a long
 * one. What a pattern leaves out is that of 1970-01-01T00:00 (2000 where only a month and day are given, to have a
 * leap day).
 */
public final class JodaPattern {
    private final String pattern;
    private final DateTimeFormatter format;
    private final ZoneId zone;

    private JodaPattern(String pattern, DateTimeFormatter format, ZoneId zone) {
        this.pattern = pattern;
        this.format = format;
        this.zone = zone;
    }

    /** Reads a pattern; {@code zone} is the clock of texts without an offset, and that in which times are written. */
    public static JodaPattern of(String pattern, ZoneId zone) {
        var builder = new DateTimeFormatterBuilder().parseCaseInsensitive().parseLenient();
        int at = 0;
        while (at < pattern.length()) {
            char letter = pattern.charAt(at);
            if (letter == '\'') {
                at = quoted(builder, pattern, at);
            } else if (Character.isLetter(letter)) {
                int end = at + 1;
                while (end < pattern.length() && pattern.charAt(end) == letter) {
                    end++;
                }
                boolean digitsFollow = end < pattern.length() && isNumeric(pattern.charAt(end));
                append(builder, pattern, letter, end - at, digitsFollow);
                at = end;
            } else {
                builder.appendLiteral(letter);
                at++;
            }
        }
        return new JodaPattern(
                pattern, builder.toFormatter(Locale.ENGLISH).withResolverStyle(ResolverStyle.STRICT), zone);
    }

    /** Reads a pattern; texts without an offset are UTC. */
    public static JodaPattern of(String pattern) {
        return of(pattern, ZoneOffset.UTC);
    }

    /** The instant that a text names, or nothing if it doesn't fit the pattern. */
    public OptionalLong parse(String text) {
        try {
            return OptionalLong.of(toMillis(format.parse(text)));
        } catch (DateTimeException | ArithmeticException e) {
            return OptionalLong.empty();
        }
    }

    /** Writes an instant. */
    public String format(long instant) {
        return format.format(Instant.ofEpochMilli(instant).atZone(zone));
    }

    /** The pattern's text. */
    @Override
    public String toString() {
        return pattern;
    }

    private long toMillis(TemporalAccessor parsed) {
        ZoneId written = parsed.query(TemporalQueries.zone());
        LocalDateTime local = JodaFields.localDateTime(parsed);
        return local.atZone(written == null ? zone : written).toInstant().toEpochMilli();
    }

    /** Appends the text that is quoted from {@code open} on, and returns where the pattern goes on. */
    private static int quoted(DateTimeFormatterBuilder builder, String pattern, int open) {
        var text = new StringBuilder();
        for (int at = open + 1; at < pattern.length(); at++) {
            if (pattern.charAt(at) != '\'') {
                text.append(pattern.charAt(at));
            } else if (at == open + 1) {
                builder.appendLiteral('\'');
                return at + 1;
            } else if (at + 1 < pattern.length() && pattern.charAt(at + 1) == '\'') {
                text.append('\'');
                at++;
            } else {
                builder.appendLiteral(text.toString());
                return at + 1;
            }
        }
        throw new IllegalArgumentException(
                "Pattern [%s] opens a quote at its character [%d] that it doesn't close".formatted(pattern, open + 1));
    }

    private static void append(
            DateTimeFormatterBuilder builder, String pattern, char letter, int count, boolean digitsFollow) {
        switch (letter) {
            case 'y', 'u', 'Y' -> year(builder, ChronoField.YEAR, count, digitsFollow);
            case 'x' -> year(builder, IsoFields.WEEK_BASED_YEAR, count, digitsFollow);
            case 'M' -> nameOrNumber(builder, ChronoField.MONTH_OF_YEAR, count, digitsFollow);
            case 'E' -> builder.appendText(ChronoField.DAY_OF_WEEK, count > 3 ? TextStyle.FULL : TextStyle.SHORT);
            case 'a' -> builder.appendText(ChronoField.AMPM_OF_DAY, TextStyle.SHORT);
            case 'S' -> builder.appendFraction(ChronoField.NANO_OF_SECOND, count, digitsFollow ? count : 9, false);
            case 'Z' -> zone(builder, count);
            case 'z' -> builder.appendZoneText(count > 3 ? TextStyle.FULL : TextStyle.SHORT);
            default -> {
                TemporalField field = numeric(letter);
                if (field == null) {
                    throw new IllegalArgumentException(
                            "Pattern [%s] has the letter [%s], which no part of a time has: quote text as 'T'"
                                    .formatted(pattern, letter));
                }
                number(builder, field, count, digitsFollow);
            }
        }
    }

    private static void zone(DateTimeFormatterBuilder builder, int count) {
        switch (count) {
            case 1 -> builder.appendOffset("+HHMM", "+0000");
            case 2 -> builder.appendOffset("+HH:MM", "+00:00");
            default -> builder.appendZoneId();
        }
    }

    private static void year(DateTimeFormatterBuilder builder, TemporalField field, int count, boolean digitsFollow) {
        if (count == 2) {
            builder.appendValueReduced(field, 2, 2, 1950);
        } else {
            number(builder, field, count, digitsFollow);
        }
    }

    private static void nameOrNumber(
            DateTimeFormatterBuilder builder, TemporalField field, int count, boolean digitsFollow) {
        if (count >= 3) {
            builder.appendText(field, count > 3 ? TextStyle.FULL : TextStyle.SHORT);
        } else {
            number(builder, field, count, digitsFollow);
        }
    }

    private static void number(DateTimeFormatterBuilder builder, TemporalField field, int count, boolean digitsFollow) {
        if (digitsFollow) {
            builder.appendValue(field, count);
        } else {
            builder.appendValue(field, count, 10, SignStyle.NORMAL);
        }
    }

    private static boolean isNumeric(char letter) {
        return letter == 'y'
                || letter == 'u'
                || letter == 'Y'
                || letter == 'x'
                || letter == 'M'
                || letter == 'S'
                || numeric(letter) != null;
    }

    private static @Nullable TemporalField numeric(char letter) {
        return switch (letter) {
            case 'w' -> IsoFields.WEEK_OF_WEEK_BASED_YEAR;
            case 'e' -> ChronoField.DAY_OF_WEEK;
            case 'D' -> ChronoField.DAY_OF_YEAR;
            case 'd' -> ChronoField.DAY_OF_MONTH;
            case 'H' -> ChronoField.HOUR_OF_DAY;
            case 'k' -> ChronoField.CLOCK_HOUR_OF_DAY;
            case 'h' -> ChronoField.CLOCK_HOUR_OF_AMPM;
            case 'K' -> ChronoField.HOUR_OF_AMPM;
            case 'm' -> ChronoField.MINUTE_OF_HOUR;
            case 's' -> ChronoField.SECOND_OF_MINUTE;
            default -> null;
        };
    }
}
