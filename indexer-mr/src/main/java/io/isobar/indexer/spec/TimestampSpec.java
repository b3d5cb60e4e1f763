package io.isobar.indexer.spec;

import io.isobar.segment.time.JodaPattern;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Where a row's time stands, and how it is written.
 *
 * @param column the field that holds it
 * @param format {@code auto}, {@code iso}, {@code posix}, {@code millis}, {@code micro}, {@code nano}, {@code ruby}, or a
 *     pattern of letters as Joda-Time has them
 * @param missingValue the time of rows without one; without it such rows can't be parsed
 */
public record TimestampSpec(String column, String format, Optional<String> missingValue) {
    static final TimestampSpec DEFAULT = new TimestampSpec("timestamp", "auto", Optional.empty());

    /** Rows of segments, whose time is a number. */
    static final TimestampSpec OF_SEGMENTS = new TimestampSpec("__time", "millis", Optional.empty());

    private static final Set<String> NAMED = Set.of("auto", "iso", "posix", "millis", "micro", "nano", "ruby");

    static TimestampSpec read(SpecObject spec) {
        String written = spec.text("format", DEFAULT.format());
        String named = written.toLowerCase(Locale.ROOT);
        String format = NAMED.contains(named) ? named : written;
        if (!NAMED.contains(format)) {
            spec.reading("format", json -> JodaPattern.of(format));
        }
        return new TimestampSpec(spec.text("column", DEFAULT.column()), format, spec.optionalText("missingValue"));
    }
}
