package io.isobar.indexer.spec;

import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Map;

/**
 * Patterns in the letters of Joda-Time, which Druid's specs use, as formatters of java.time.
 *
 * <p>Most letters agree. These don't: {@code y}, {@code Y} (year, there also before Christ), {@code x} (year of the week),
 * {@code w}, {@code Z} ({@code +0000}), {@code ZZ} ({@code +00:00}), {@code ZZZ} ({@code Europe/Paris}).
 */
public final class JodaPattern {
    private static final Map<Character, Character> RENAMED = Map.of('y', 'u', 'Y', 'u', 'x', 'Y');
    private static final String SAME = "MdDEaKhHkmsSewz";

    private JodaPattern() {}

    /** A formatter that reads parts which the pattern lacks as the first instant of a period. */
    public static DateTimeFormatter formatter(String pattern) {
        DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().parseCaseInsensitive();
        builder.appendPattern(translate(pattern));
        if (!pattern.contains("D") && !pattern.contains("w")) {
            builder.parseDefaulting(ChronoField.MONTH_OF_YEAR, 1).parseDefaulting(ChronoField.DAY_OF_MONTH, 1);
        }
        if (!pattern.contains("h") && !pattern.contains("K") && !pattern.contains("k")) {
            builder.parseDefaulting(ChronoField.HOUR_OF_DAY, 0);
        }
        return builder.toFormatter(Locale.ENGLISH);
    }

    static String translate(String pattern) {
        StringBuilder translated = new StringBuilder();
        int at = 0;
        while (at < pattern.length()) {
            char letter = pattern.charAt(at);
            int end = at + 1;
            if (letter == '\'') {
                end = endOfQuote(pattern, at);
                translated.append(pattern, at, end);
            } else if (!Character.isLetter(letter)) {
                translated.append("[]{}#".indexOf(letter) >= 0 ? "'" + letter + "'" : String.valueOf(letter));
            } else {
                while (end < pattern.length() && pattern.charAt(end) == letter) {
                    end++;
                }
                translated.append(letters(pattern, letter, end - at));
            }
            at = end;
        }
        return translated.toString();
    }

    private static String letters(String pattern, char letter, int count) {
        if (letter == 'Z') {
            return count == 1 ? "xx" : count == 2 ? "xxx" : "VV";
        }
        if (!RENAMED.containsKey(letter) && SAME.indexOf(letter) < 0) {
            throw new IllegalArgumentException("Time format [%s] has the letter [%s], which is none of [%s]"
                    .formatted(pattern, letter, "yYx" + SAME + "Z"));
        }
        return String.valueOf(RENAMED.getOrDefault(letter, letter)).repeat(count);
    }

    private static int endOfQuote(String pattern, int start) {
        int end = pattern.indexOf('\'', start + 1);
        if (end < 0) {
            throw new IllegalArgumentException("Time format [%s] has a quote that isn't closed".formatted(pattern));
        }
        return end + 1;
    }
}
