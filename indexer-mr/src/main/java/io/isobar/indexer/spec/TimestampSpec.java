package io.isobar.indexer.spec;

import java.util.Optional;

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

    static TimestampSpec read(SpecObject spec) {
        return new TimestampSpec(
                spec.text("column", DEFAULT.column()),
                spec.text("format", DEFAULT.format()),
                spec.optionalText("missingValue"));
    }
}
