package io.isobar.segment.time;

import java.time.DayOfWeek;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Names of months, days, halves of a day and eras, in English; the longest that fits counts. */
final class JodaNames implements JodaPart {
    static final JodaNames MONTHS = months();
    static final JodaNames DAYS_OF_WEEK = daysOfWeek();
    static final JodaNames HALF_DAYS = new JodaNames(JodaField.HALF_DAY, Map.of("AM", 0, "PM", 1));
    static final JodaNames ERAS = new JodaNames(JodaField.ERA, Map.of("BC", 0, "BCE", 0, "AD", 1, "CE", 1));

    private final JodaField field;
    private final Map<String, Integer> values = new HashMap<>();
    private final int longest;

    private JodaNames(JodaField field, Map<String, Integer> names) {
        this.field = field;
        names.forEach((name, value) -> {
            values.put(name, value);
            values.put(name.toLowerCase(Locale.ENGLISH), value);
            values.put(name.toUpperCase(Locale.ENGLISH), value);
        });
        this.longest = names.keySet().stream().mapToInt(String::length).max().orElse(0);
    }

    private static JodaNames months() {
        Map<String, Integer> names = new HashMap<>();
        for (Month month : Month.values()) {
            names.put(month.getDisplayName(TextStyle.SHORT, Locale.ENGLISH), month.getValue());
            names.put(month.getDisplayName(TextStyle.FULL, Locale.ENGLISH), month.getValue());
        }
        return new JodaNames(JodaField.MONTH, names);
    }

    private static JodaNames daysOfWeek() {
        Map<String, Integer> names = new HashMap<>();
        for (DayOfWeek day : DayOfWeek.values()) {
            names.put(day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH), day.getValue());
            names.put(day.getDisplayName(TextStyle.FULL, Locale.ENGLISH), day.getValue());
        }
        return new JodaNames(JodaField.DAY_OF_WEEK, names);
    }

    @Override
    public int read(String text, int at, JodaValues read) {
        for (int end = Math.min(text.length(), at + longest); end > at; end--) {
            Integer value = values.get(text.substring(at, end));
            if (value != null) {
                read.put(field, value);
                return end;
            }
        }
        return MISMATCH;
    }
}
