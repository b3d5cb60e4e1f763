package io.isobar.segment.time;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes the parts of a pattern that read texts. The pattern has been checked by {@link JodaCompiler}. */
final class JodaParts {
    private static final int LONGEST_YEAR = 9;
    private static final int PIVOT = 2000;
    private static final Set<String> ZONE_IDS = Set.copyOf(ZoneId.getAvailableZoneIds());
    private static final int LONGEST_ZONE =
            ZONE_IDS.stream().mapToInt(String::length).max().orElse(0);
    private static final Map<String, ZoneId> ZONE_NAMES = Map.ofEntries(
            Map.entry("UT", ZoneOffset.UTC),
            Map.entry("UTC", ZoneOffset.UTC),
            Map.entry("GMT", ZoneOffset.UTC),
            Map.entry("EST", ZoneId.of("America/New_York")),
            Map.entry("EDT", ZoneId.of("America/New_York")),
            Map.entry("CST", ZoneId.of("America/Chicago")),
            Map.entry("CDT", ZoneId.of("America/Chicago")),
            Map.entry("MST", ZoneId.of("America/Denver")),
            Map.entry("MDT", ZoneId.of("America/Denver")),
            Map.entry("PST", ZoneId.of("America/Los_Angeles")),
            Map.entry("PDT", ZoneId.of("America/Los_Angeles")));

    private final String pattern;
    private final List<JodaPart> parts = new ArrayList<>();

    private JodaParts(String pattern) {
        this.pattern = pattern;
    }

    static List<JodaPart> of(String pattern) {
        JodaParts parts = new JodaParts(pattern);
        int at = 0;
        while (at < pattern.length()) {
            char letter = pattern.charAt(at);
            int end = isLetter(letter) ? parts.run(at) : parts.literal(at);
            at = end;
        }
        return List.copyOf(parts.parts);
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** A run of one letter. */
    private int run(int at) {
        char letter = pattern.charAt(at);
        int end = endOfRun(at);
        boolean numberFollows = end < pattern.length() && isNumeric(end);
        add(letter, end - at, numberFollows);
        return end;
    }

    private int endOfRun(int at) {
        int end = at + 1;
        while (end < pattern.length() && pattern.charAt(end) == pattern.charAt(at)) {
            end++;
        }
        return end;
    }

    private boolean isNumeric(int at) {
        char letter = pattern.charAt(at);
        return letter == 'M' ? endOfRun(at) - at <= 2 : "xyYudhHmsSeDwkK".indexOf(letter) >= 0;
    }

    private void add(char letter, int count, boolean numberFollows) {
        switch (letter) {
            case 'y', 'u' -> year(JodaField.YEAR, true, count, numberFollows);
            case 'Y' -> year(JodaField.YEAR_OF_ERA, false, count, numberFollows);
            case 'x' -> year(JodaField.WEEK_YEAR, true, count, numberFollows);
            case 'M' -> parts.add(count > 2 ? JodaNames.MONTHS : number(JodaField.MONTH, 2));
            case 'E' -> parts.add(JodaNames.DAYS_OF_WEEK);
            case 'a' -> parts.add(JodaNames.HALF_DAYS);
            case 'G' -> parts.add(JodaNames.ERAS);
            case 'w' -> parts.add(number(JodaField.WEEK, 2));
            case 'e' -> parts.add(number(JodaField.DAY_OF_WEEK, 1));
            case 'D' -> parts.add(number(JodaField.DAY_OF_YEAR, 3));
            case 'd' -> parts.add(number(JodaField.DAY_OF_MONTH, 2));
            case 'H' -> parts.add(number(JodaField.HOUR, 2));
            case 'k' -> parts.add(number(JodaField.CLOCK_HOUR, 2));
            case 'h' -> parts.add(number(JodaField.CLOCK_HOUR_OF_HALF, 2));
            case 'K' -> parts.add(number(JodaField.HOUR_OF_HALF, 2));
            case 'm' -> parts.add(number(JodaField.MINUTE, 2));
            case 's' -> parts.add(number(JodaField.SECOND, 2));
            case 'S' -> parts.add((text, at, values) -> fraction(text, at, values, count));
            case 'Z' -> parts.add(count > 2 ? JodaParts::zoneId : JodaOffset::read);
            default -> parts.add(JodaParts::zoneName); // z: all other letters have been refused
        }
    }

    private void year(JodaField field, boolean signed, int count, boolean numberFollows) {
        if (count == 2) {
            JodaField whole = field == JodaField.YEAR_OF_ERA ? JodaField.YEAR : field;
            parts.add((text, at, values) -> shortYear(text, at, values, whole, !numberFollows));
        } else {
            int most = numberFollows ? count : LONGEST_YEAR;
            parts.add((text, at, values) -> number(text, at, values, field, most, signed));
        }
    }

    private static JodaPart number(JodaField field, int most) {
        return (text, at, values) -> number(text, at, values, field, most, false);
    }

    private static int number(String text, int from, JodaValues values, JodaField field, int most, boolean signed) {
        int at = from;
        boolean sign = signed && at + 1 < text.length() && isSign(text.charAt(at)) && isDigit(text.charAt(at + 1));
        if (sign) {
            at++;
        }
        int end = endOfDigits(text, at, most);
        if (end == at) {
            return JodaPart.MISMATCH;
        }
        int value = Integer.parseInt(text, at, end, 10);
        values.put(field, sign && text.charAt(from) == '-' ? -value : value);
        return end;
    }

    private static boolean isSign(char c) {
        return c == '-' || c == '+';
    }

    private static int endOfDigits(String text, int at, int most) {
        int end = at;
        while (end < text.length() && end - at < most && isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /** Two digits are a year within 50 of 2000; more or fewer, where another number doesn't follow, are the year itself. */
    private static int shortYear(String text, int at, JodaValues values, JodaField field, boolean lenient) {
        int end = endOfDigits(text, at, lenient ? LONGEST_YEAR : 2);
        if (end - at != 2) {
            return lenient ? number(text, at, values, field, LONGEST_YEAR, true) : JodaPart.MISMATCH;
        }
        int year = Integer.parseInt(text, at, end, 10);
        values.put(field, year < PIVOT % 100 + 50 ? PIVOT + year : PIVOT - 100 + year);
        return end;
    }

    /** What is finer than a millisecond is cut off. */
    private static int fraction(String text, int at, JodaValues values, int most) {
        int end = endOfDigits(text, at, most);
        if (end == at) {
            return JodaPart.MISMATCH;
        }
        int millis = 0;
        for (int i = 0; i < 3; i++) {
            millis = millis * 10 + (at + i < end ? text.charAt(at + i) - '0' : 0);
        }
        values.put(JodaField.MILLI, millis);
        return end;
    }

    private static int zoneId(String text, int at, JodaValues values) {
        for (int end = Math.min(text.length(), at + LONGEST_ZONE); end > at; end--) {
            String id = text.substring(at, end);
            if (ZONE_IDS.contains(id)) {
                values.putZone(ZoneId.of(id));
                return end;
            }
        }
        return JodaPart.MISMATCH;
    }

    private static int zoneName(String text, int at, JodaValues values) {
        for (int end = Math.min(text.length(), at + 3); end > at; end--) {
            ZoneId named = ZONE_NAMES.get(text.substring(at, end));
            if (named != null) {
                values.putZone(named);
                return end;
            }
        }
        return JodaPart.MISMATCH;
    }

    /** Everything up to the next letter that isn't quoted. Upper and lower case are the same. */
    private int literal(int from) {
        StringBuilder text = new StringBuilder();
        boolean quoted = false;
        int at = from;
        while (at < pattern.length() && (quoted || !isLetter(pattern.charAt(at)))) {
            char c = pattern.charAt(at);
            if (c != '\'') {
                text.append(c);
            } else if (at + 1 < pattern.length() && pattern.charAt(at + 1) == '\'') {
                text.append('\'');
                at++;
            } else {
                quoted = !quoted;
            }
            at++;
        }
        String literal = text.toString();
        parts.add((read, start, values) -> read.regionMatches(true, start, literal, 0, literal.length())
                ? start + literal.length()
                : JodaPart.MISMATCH);
        return at;
    }
}
