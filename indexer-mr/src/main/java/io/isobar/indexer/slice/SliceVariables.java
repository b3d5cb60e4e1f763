package io.isobar.indexer.slice;

import io.isobar.segment.Interval;
import io.isobar.segment.time.IsoTime;
import io.isobar.segment.time.JodaPattern;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What <code>${name}</code> stands for in the spec of one slice.
 *
 * <pre>
 *  start, end             the first instant, and the first one after it: 2026-01-01T00:00:00.000Z
 *  interval               both: 2026-01-01T00:00:00.000Z/2026-01-02T00:00:00.000Z
 *  day                    the day that the slice lies in: 2026-01-01
 *  hour                   the hour that it lies in: 00 to 23
 *  yyyy, MM, dd, HH       parts of the time that it lies in
 *  days                   all days that it touches, as a glob: {2026-01-01,2026-01-02}
 *  start:PATTERN          the start in the letters of Joda-Time; end:PATTERN likewise
 *  days:PATTERN           all days that it touches; hours:PATTERN all hours
 * </pre>
 *
 * <p>All are on the clock of the segment granularity. A name that stands for one day, hour, month or year is refused where
 * the slice touches several: the rest of the slice would silently have no input.
 */
final class SliceVariables {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^{}]*)}");
    private static final String DAY = "yyyy-MM-dd";
    private static final Map<String, String> ONE_OF =
            new TreeMap<>(Map.of("day", DAY, "hour", "HH", "yyyy", "yyyy", "MM", "MM", "dd", "dd", "HH", "HH"));
    private static final int MOST_IN_A_GLOB = 2_000;

    private final Interval slice;
    private final ZoneId zone;

    private SliceVariables(Interval slice, ZoneId zone) {
        this.slice = slice;
        this.zone = zone;
    }

    /**
     * Values for the names that stand in {@code specText}, and those that were given.
     *
     * @throws IllegalArgumentException if a given name is one of ours, or a name can't stand for the slice
     */
    static Map<String, String> of(Interval slice, ZoneId zone, String specText, Map<String, String> given) {
        SliceVariables variables = new SliceVariables(slice, zone);
        for (String name : given.keySet()) {
            if (isOurs(name)) {
                throw new IllegalArgumentException(
                        "Variable [%s] can't be set: its value follows from the interval that is indexed"
                                .formatted(name));
            }
        }
        Map<String, String> values = new LinkedHashMap<>(given);
        Matcher matcher = VARIABLE.matcher(specText);
        while (matcher.find()) {
            String name = matcher.group(1);
            if (isOurs(name)) {
                values.put(name, variables.value(name));
            }
        }
        return values;
    }

    private static boolean isOurs(String name) {
        int colon = name.indexOf(':');
        return switch (colon < 0 ? name : name.substring(0, colon)) {
            case "start", "end", "days", "hours" -> true;
            case "interval" -> colon < 0;
            default -> colon < 0 && ONE_OF.containsKey(name);
        };
    }

    private String value(String name) {
        int colon = name.indexOf(':');
        String pattern = colon < 0 ? "" : name.substring(colon + 1);
        return switch (colon < 0 ? name : name.substring(0, colon)) {
            case "start" -> pattern.isEmpty() ? IsoTime.format(slice.start(), zone) : format(pattern, slice.start());
            case "end" -> pattern.isEmpty() ? IsoTime.format(slice.end(), zone) : format(pattern, slice.end());
            case "interval" -> IsoTime.format(slice.start(), zone) + "/" + IsoTime.format(slice.end(), zone);
            case "days" -> glob(name, pattern.isEmpty() ? DAY : pattern, ChronoUnit.DAYS);
            case "hours" -> glob(name, pattern.isEmpty() ? DAY + "-HH" : pattern, ChronoUnit.HOURS);
            default -> theOnly(name, String.valueOf(ONE_OF.get(name)));
        };
    }

    private String theOnly(String name, String pattern) {
        String first = format(pattern, slice.start());
        boolean spansOne = slice.isEmpty() || unitStart(name, slice.start()) == unitStart(name, slice.end() - 1);
        if (!spansOne) {
            throw new IllegalArgumentException(
                    ("Variable [%s] of the spec stands for one value, but slice [%s] touches [%s] to [%s]: make the slices"
                                    + " shorter, name all of them by [${days}] or [${hours:yyyy/MM/dd/HH}], or let an"
                                    + " inputSpec of type [granularity] find the directories")
                            .formatted(name, slice, first, format(pattern, slice.end() - 1)));
        }
        return first;
    }

    /** The slice's unit and not its text is compared: the 1st of January and the 1st of February have the same day. */
    private long unitStart(String name, long instant) {
        ZonedDateTime time = Instant.ofEpochMilli(instant).atZone(zone);
        ZonedDateTime start = switch (name) {
            case "yyyy" -> time.truncatedTo(ChronoUnit.DAYS).withDayOfYear(1);
            case "MM" -> time.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1);
            case "day", "dd" -> time.truncatedTo(ChronoUnit.DAYS);
            default -> time.truncatedTo(ChronoUnit.HOURS);
        };
        return start.toInstant().toEpochMilli();
    }

    private String glob(String name, String pattern, ChronoUnit unit) {
        JodaPattern format = JodaPattern.of(pattern, zone);
        StringJoiner all = new StringJoiner(",");
        int count = 0;
        ZonedDateTime end = Instant.ofEpochMilli(slice.end()).atZone(zone);
        ZonedDateTime time = Instant.ofEpochMilli(slice.start()).atZone(zone).truncatedTo(unit);
        while (time.isBefore(end)) {
            all.add(format.format(time.toInstant().toEpochMilli()));
            if (++count > MOST_IN_A_GLOB) {
                throw new IllegalArgumentException(
                        "Variable [%s] of the spec stands for more than [%d] values in slice [%s]: make the slices shorter"
                                .formatted(name, MOST_IN_A_GLOB, slice));
            }
            time = time.plus(1, unit);
        }
        return count == 1 ? all.toString() : "{" + all + "}";
    }

    private String format(String pattern, long instant) {
        return JodaPattern.of(pattern, zone).format(instant);
    }
}
