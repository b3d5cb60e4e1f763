package io.isobar.segment.time;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalField;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** ISO 8601 instants as Druid reads and writes them: parts may be left out, milliseconds are always written. */
public final class IsoTime {
    private static final DateTimeFormatter BY_MONTH = reader(new DateTimeFormatterBuilder()
            .appendValue(ChronoField.YEAR, 4, 10, SignStyle.NORMAL)
            .optionalStart()
            .appendLiteral('-')
            .append(shortNumber(ChronoField.MONTH_OF_YEAR))
            .optionalStart()
            .appendLiteral('-')
            .append(shortNumber(ChronoField.DAY_OF_MONTH))
            .optionalEnd()
            .optionalEnd()
            .parseDefaulting(ChronoField.MONTH_OF_YEAR, 1)
            .parseDefaulting(ChronoField.DAY_OF_MONTH, 1));

    private static final DateTimeFormatter BY_DAY_OF_YEAR = reader(new DateTimeFormatterBuilder()
            .appendValue(ChronoField.YEAR, 4, 10, SignStyle.NORMAL)
            .appendLiteral('-')
            .appendValue(ChronoField.DAY_OF_YEAR, 3));

    private static final DateTimeFormatter BY_WEEK = reader(new DateTimeFormatterBuilder()
            .appendValue(IsoFields.WEEK_BASED_YEAR, 4, 10, SignStyle.NORMAL)
            .appendLiteral("-W")
            .append(shortNumber(IsoFields.WEEK_OF_WEEK_BASED_YEAR))
            .optionalStart()
            .appendLiteral('-')
            .appendValue(ChronoField.DAY_OF_WEEK, 1)
            .optionalEnd()
            .parseDefaulting(ChronoField.DAY_OF_WEEK, 1));

    /** A date that isn't by month and day: {@code 2001-W05}, {@code 2001-W05-4}, {@code 2001-034}. */
    private static final Pattern OTHER_DATE = Pattern.compile("-?\\d{4,10}-(?:[Ww]|\\d{3}(?!\\d)).*");

    private static final Pattern BARE_OFFSET = Pattern.compile("(?<=[Tt].{0,40})([+-]\\d{2})(\\d{2})$");

    private static final Pattern SHORT_YEAR = Pattern.compile("^(?:\\+|(-?))(\\d+)(?=-|[Tt]|$)");

    private static final DateTimeFormatter WRITE = new DateTimeFormatterBuilder()
            .appendValue(ChronoField.YEAR, 4, 10, SignStyle.NORMAL)
            .appendPattern("-MM-dd'T'HH:mm:ss.SSS")
            .appendOffset("+HH:MM", "Z")
            .toFormatter(Locale.ROOT);

    /** What {@link #parsePlain} gives for a text that it leaves to {@link #parse}. */
    public static final long NOT_PLAIN = PlainIsoTime.OTHER;

    private IsoTime() {}

    /**
     * Reads an instant in one of the usual forms, far quicker than {@link #parse} and with the same result, on the clock of
     * UTC where it names no offset: {@code 2001-01-31}, {@code 2001-01-31T13:00}, with seconds and their fraction, with
     * {@code Z} or an offset such as {@code -08:00}.
     *
     * @return milliseconds of the epoch, or {@link #NOT_PLAIN} for all other texts
     */
    public static long parsePlain(String text) {
        return PlainIsoTime.parse(text);
    }

    /**
     * Reads an instant such as {@code 2001-01-01}, {@code 2001-01-01T05:30} or {@code 2001-01-01T00:00:00.000-08:00}.
     *
     * @param zone the clock that is meant where the text names no offset
     * @return milliseconds since 1970-01-01T00:00:00Z; what is finer than a millisecond is cut off
     */
    public static long parse(String text, ZoneId zone) {
        long plain = zone.equals(ZoneOffset.UTC) ? PlainIsoTime.parse(text) : PlainIsoTime.OTHER;
        return plain == PlainIsoTime.OTHER ? parseAny(text, zone) : plain;
    }

    /** As told, in whatever form. */
    static long parseAny(String text, ZoneId zone) {
        String padded = padded(text);
        try {
            TemporalAccessor parsed = reader(padded).parse(padded);
            ZoneOffset offset = parsed.query(TemporalQueries.offset());
            return toMillis(LocalDateTime.from(parsed), offset, zone);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "Time [%s] can't be read at its character [%d]: write it as 2001-01-31T13:00:00.000Z"
                            .formatted(text, Math.max(0, e.getErrorIndex() + text.length() - padded.length()) + 1),
                    e);
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException("Time [%s] is out of range: %s".formatted(text, e.getMessage()), e);
        }
    }

    /** With a year of four digits or more and no plus before it, and with points and colons, as Joda-Time does without. */
    private static String padded(String written) {
        String text = BARE_OFFSET.matcher(written.replace(',', '.')).replaceFirst("$1:$2");
        Matcher year = SHORT_YEAR.matcher(text);
        if (!year.find()) {
            return text;
        }
        String digits = year.group(2);
        String minus = "-".equals(year.group(1)) ? "-" : "";
        return minus + "0".repeat(Math.max(0, 4 - digits.length())) + text.substring(year.start(2));
    }

    private static DateTimeFormatter reader(String text) {
        if (!OTHER_DATE.matcher(text).matches()) {
            return BY_MONTH;
        }
        char first = text.charAt(text.indexOf('-', 1) + 1);
        return first == 'W' || first == 'w' ? BY_WEEK : BY_DAY_OF_YEAR;
    }

    /** Adds a time and an offset, which may be left out, to a date. */
    private static DateTimeFormatter reader(DateTimeFormatterBuilder date) {
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .append(date.toFormatter(Locale.ROOT))
                .optionalStart()
                .appendLiteral('T')
                .optionalStart()
                .append(shortNumber(ChronoField.HOUR_OF_DAY))
                .optionalStart()
                .appendLiteral(':')
                .append(shortNumber(ChronoField.MINUTE_OF_HOUR))
                .optionalStart()
                .appendLiteral(':')
                .append(shortNumber(ChronoField.SECOND_OF_MINUTE))
                .optionalStart()
                .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
                .optionalEnd()
                .optionalEnd()
                .optionalEnd()
                .optionalEnd()
                .parseLenient()
                .optionalStart()
                .appendOffset("+HH:MM", "Z")
                .optionalEnd()
                .optionalEnd()
                .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
                .parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0)
                .parseDefaulting(ChronoField.SECOND_OF_MINUTE, 0)
                .parseDefaulting(ChronoField.NANO_OF_SECOND, 0)
                .toFormatter(Locale.ROOT)
                .withResolverStyle(ResolverStyle.STRICT);
    }

    private static DateTimeFormatter shortNumber(TemporalField field) {
        return new DateTimeFormatterBuilder()
                .appendValue(field, 1, 2, SignStyle.NOT_NEGATIVE)
                .toFormatter(Locale.ROOT);
    }

    private static long toMillis(LocalDateTime local, @Nullable ZoneOffset offset, ZoneId zone) {
        return local.atZone(offset == null ? zone : offset).toInstant().toEpochMilli();
    }

    /** Writes an instant on the clock of {@code zone}, for example {@code 2001-01-01T00:00:00.000Z}. */
    public static String format(long instant, ZoneId zone) {
        return WRITE.format(Instant.ofEpochMilli(instant).atZone(zone));
    }

    /** Reads a time zone: a name such as {@code America/Los_Angeles}, or an offset such as {@code -08:00}. */
    public static ZoneId parseZone(String text) {
        try {
            ZoneId zone = ZoneId.of(text, ZoneId.SHORT_IDS);
            boolean utc = zone.equals(ZoneOffset.UTC) || text.equals("UTC") || text.equals("Etc/UTC");
            return utc ? ZoneOffset.UTC : zone;
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "Time zone [%s] isn't known: name one as America/Los_Angeles, or an offset as -08:00"
                            .formatted(text),
                    e);
        }
    }
}
