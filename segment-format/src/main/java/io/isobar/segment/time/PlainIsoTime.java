package io.isobar.segment.time;

/**
 * Reads the forms in which most instants are written, character by character: {@code 2001-01-31},
 * {@code 2001-01-31T13:00}, {@code …:05}, {@code …:05.123}, each as it is or with {@code Z} or an offset such as {@code -08:00}.
 *
 * <p>Whatever else may be an instant, or is none, is left to {@link IsoTime}, which also says what is wrong.
 */
final class PlainIsoTime {
    /** Not one of the forms above. */
    static final long OTHER = Long.MIN_VALUE;

    private static final int DATE_LENGTH = 10;
    private static final int MINUTES_END = 16;
    private static final int SECONDS_END = 19;
    private static final int MOST_FRACTION = 9;
    private static final long MILLIS_PER_MINUTE = 60_000;
    private static final long MILLIS_PER_DAY = 86_400_000;
    private static final int[] DAYS_BEFORE_MONTH = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
    private static final int[] DAYS_OF_MONTH = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    private static final long DAYS_TO_1970 = 719_528;

    private PlainIsoTime() {}

    /** Milliseconds of the epoch, on the clock of UTC where the text names no offset; or {@link #OTHER}. */
    static long parse(String text) {
        int length = text.length();
        if (length < DATE_LENGTH || text.charAt(4) != '-' || text.charAt(7) != '-') {
            return OTHER;
        }
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, DATE_LENGTH);
        if (year < 0 || month < 1 || month > 12 || day < 1 || day > daysOf(year, month)) {
            return OTHER;
        }
        long midnight = days(year, month, day) * MILLIS_PER_DAY;
        if (length == DATE_LENGTH) {
            return midnight;
        }
        if (length < MINUTES_END || text.charAt(DATE_LENGTH) != 'T' || text.charAt(13) != ':') {
            return OTHER;
        }
        int hour = number(text, 11, 13);
        int minute = number(text, 14, MINUTES_END);
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59) {
            return OTHER;
        }
        return rest(text, midnight + (hour * 60L + minute) * MILLIS_PER_MINUTE);
    }

    /** Seconds, their fraction, and the offset, as far as they are there. */
    private static long rest(String text, long toMinutes) {
        long time = toMinutes;
        int at = MINUTES_END;
        if (at < text.length() && text.charAt(at) == ':') {
            int second = number(text, at + 1, SECONDS_END);
            if (second < 0 || second > 59) {
                return OTHER;
            }
            time += second * 1_000L;
            at = SECONDS_END;
            if (at < text.length() && text.charAt(at) == '.') {
                int end = at + 1;
                while (end < text.length() && isDigit(text.charAt(end))) {
                    end++;
                }
                int digits = end - at - 1;
                if (digits < 1 || digits > MOST_FRACTION) {
                    return OTHER;
                }
                for (int i = 0, unit = 100; i < Math.min(digits, 3); i++, unit /= 10) {
                    time += (long) unit * (text.charAt(at + 1 + i) - '0');
                }
                at = end;
            }
        }
        return atOffset(text, at, time);
    }

    private static long atOffset(String text, int at, long time) {
        int left = text.length() - at;
        if (left == 0 || (left == 1 && text.charAt(at) == 'Z')) {
            return time;
        }
        char sign = text.charAt(at);
        if (left != 6 || (sign != '+' && sign != '-') || text.charAt(at + 3) != ':') {
            return OTHER;
        }
        int hours = number(text, at + 1, at + 3);
        int minutes = number(text, at + 4, at + 6);
        if (hours < 0 || hours > 17 || minutes < 0 || minutes > 59) {
            return OTHER;
        }
        long offset = (hours * 60L + minutes) * MILLIS_PER_MINUTE;
        return sign == '+' ? time - offset : time + offset;
    }

    /** The number that the digits from {@code from} to {@code end} are, or -1. */
    private static int number(String text, int from, int end) {
        if (end > text.length()) {
            return -1;
        }
        int number = 0;
        for (int i = from; i < end; i++) {
            char digit = text.charAt(i);
            if (!isDigit(digit)) {
                return -1;
            }
            number = number * 10 + digit - '0';
        }
        return number;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static int daysOf(int year, int month) {
        return month == 2 && isLeap(year) ? 29 : DAYS_OF_MONTH[month - 1];
    }

    private static boolean isLeap(int year) {
        return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    }

    /** Days since 1970-01-01, in the Gregorian calendar also before it was one. */
    private static long days(int year, int month, int day) {
        long leapDays = year == 0 ? 0 : (year - 1) / 4 - (year - 1) / 100 + (year - 1) / 400 + 1;
        long days = 365L * year + leapDays + DAYS_BEFORE_MONTH[month - 1] + day - 1;
        return (month > 2 && isLeap(year) ? days + 1 : days) - DAYS_TO_1970;
    }
}
