package io.isobar.segment.time;

import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.SignStyle;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalField;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Checks a pattern, and makes the formatter of {@code java.time} that writes by it; {@link JodaReader} reads. */
final class JodaCompiler {
    private final String pattern;
    private final DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder();

    JodaCompiler(String pattern) {
        this.pattern = pattern;
    }

    DateTimeFormatter compile() {
        int at = 0;
        while (at < pattern.length()) {
            char letter = pattern.charAt(at);
            if (letter == '\'') {
                at = quoted(at);
            } else if (Character.isLetter(letter)) {
                int end = at + 1;
                while (end < pattern.length() && pattern.charAt(end) == letter) {
                    end++;
                }
                boolean digitsFollow = end < pattern.length() && isNumeric(pattern.charAt(end));
                append(letter, end - at, digitsFollow);
                at = end;
            } else {
                builder.appendLiteral(letter);
                at++;
            }
        }
        return builder.toFormatter(Locale.ENGLISH);
    }

    /** Appends the text that is quoted from {@code open} on, and returns where the pattern goes on. */
    private int quoted(int open) {
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

    private void append(char letter, int count, boolean digitsFollow) {
        switch (letter) {
            case 'y', 'u', 'Y' -> year(ChronoField.YEAR, count, digitsFollow);
            case 'x' -> year(IsoFields.WEEK_BASED_YEAR, count, digitsFollow);
            case 'M' -> month(count, digitsFollow);
            case 'E' -> text(ChronoField.DAY_OF_WEEK, count);
            case 'a' -> text(ChronoField.AMPM_OF_DAY, 1);
            case 'G' -> text(ChronoField.ERA, 1);
            case 'S' ->
                builder.appendFraction(ChronoField.NANO_OF_SECOND, Math.min(count, 9), Math.min(count, 9), false);
            case 'Z' -> zone(count);
            case 'z' -> builder.appendZoneText(count > 3 ? TextStyle.FULL : TextStyle.SHORT);
            default -> {
                TemporalField field = numeric(letter);
                if (field == null) {
                    throw new IllegalArgumentException(
                            "Pattern [%s] has the letter [%s], which no part of a time has: quote text as 'T'"
                                    .formatted(pattern, letter));
                }
                number(field, count, digitsFollow);
            }
        }
    }

    private void text(TemporalField field, int count) {
        builder.appendText(field, count > 3 ? TextStyle.FULL : TextStyle.SHORT);
    }

    private void month(int count, boolean digitsFollow) {
        if (count >= 3) {
            text(ChronoField.MONTH_OF_YEAR, count);
        } else {
            number(ChronoField.MONTH_OF_YEAR, count, digitsFollow);
        }
    }

    private void zone(int count) {
        if (count > 2) {
            builder.appendZoneId();
        } else {
            builder.appendOffset(count == 1 ? "+HHMM" : "+HH:MM", count == 1 ? "+0000" : "+00:00");
        }
    }

    private void year(TemporalField field, int count, boolean digitsFollow) {
        if (count == 2) {
            builder.appendValueReduced(field, 2, 2, 1950);
        } else {
            number(field, count, digitsFollow);
        }
    }

    private void number(TemporalField field, int count, boolean digitsFollow) {
        if (digitsFollow) {
            builder.appendValue(field, count);
        } else {
            builder.appendValue(field, count, 10, SignStyle.NORMAL);
        }
    }

    private static boolean isNumeric(char letter) {
        return "yuYxMS".indexOf(letter) >= 0 || numeric(letter) != null;
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
