package io.isobar.segment.time;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.OptionalLong;

/**
 * A pattern of Joda-Time's {@code DateTimeFormat}, the language in which Druid's specs write times that aren't ISO 8601.
 *
 * <pre>
 *  y u Y  year             x  ISO week year     w  ISO week        e  day of week, 1 = Monday
 *  M      month            d  day of month      D  day of year     E  day's name          G  era
 *  H      hour 0-23        k  hour 1-24         h  hour 1-12       K  hour 0-11           a  half of day
 *  m      minute           s  second            S  fraction of a second
 *  Z      offset +0100     ZZ offset +01:00     ZZZ, z  zone       '  quotes text
 * </pre>
 *
 * <p>One letter writes as many digits as there are, several at least that many; either reads any number of digits that the
 * field can have, a year before another number as many as there are letters. Two of {@code y} are the last two digits of a
 * year within 50 years of 2000; three of {@code M} or {@code E} write a short English name, more a long one, and either is
 * read. An offset may be {@code Z}, and must be there. What a pattern leaves out is that of 1970-01-01T00:00 (2000 where
 * only a month and day are given, to have a leap day).
 */
public final class JodaPattern {
    private final String pattern;
    private final JodaReader reading;
    private final DateTimeFormatter writing;
    private final ZoneId zone;

    private JodaPattern(String pattern, ZoneId zone) {
        this.pattern = pattern;
        this.writing = new JodaCompiler(pattern).compile();
        this.reading = new JodaReader(pattern, zone);
        this.zone = zone;
    }

    /** Reads a pattern; {@code zone} is the clock of texts without an offset, and that in which times are written. */
    public static JodaPattern of(String pattern, ZoneId zone) {
        return new JodaPattern(pattern, zone);
    }

    /** Reads a pattern; texts without an offset are UTC. */
    public static JodaPattern of(String pattern) {
        return of(pattern, ZoneOffset.UTC);
    }

    /** The instant that a text names, or nothing if it doesn't fit the pattern. */
    public OptionalLong parse(String text) {
        try {
            return reading.read(text);
        } catch (DateTimeException | ArithmeticException e) {
            return OptionalLong.empty();
        }
    }

    /** Writes an instant. */
    public String format(long instant) {
        return writing.format(Instant.ofEpochMilli(instant).atZone(zone));
    }

    /** The pattern's text. */
    @Override
    public String toString() {
        return pattern;
    }
}
