package io.isobar.segment.time;

/** Offsets such as {@code +01}, {@code +0100}, {@code +01:00:30}, {@code Z}: with colons everywhere or nowhere. */
final class JodaOffset {
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;

    private JodaOffset() {}

    static int read(String text, int from, JodaValues values) {
        if (from >= text.length()) {
            return JodaPart.MISMATCH;
        }
        char sign = text.charAt(from);
        if (sign == 'Z' || sign == 'z') {
            values.putOffset(0);
            return from + 1;
        }
        int hours = number(text, from + 1, 2);
        if ((sign != '+' && sign != '-') || hours < 0 || hours > 23) {
            return JodaPart.MISMATCH;
        }
        long millis = hours * HOUR;
        int at = from + 3;
        boolean colons = at < text.length() && text.charAt(at) == ':';
        for (long unit = MINUTE; unit >= SECOND; unit /= 60) {
            int start = colons ? at + 1 : at;
            boolean more = colons ? at < text.length() && text.charAt(at) == ':' : digits(text, at, 2) > 0;
            if (!more) {
                break;
            }
            int value = number(text, start, 2);
            if (value < 0 || value > 59) {
                return JodaPart.MISMATCH;
            }
            millis += value * unit;
            at = start + 2;
        }
        values.putOffset(sign == '-' ? -millis : millis);
        return at;
    }

    private static int number(String text, int at, int digits) {
        return digits(text, at, digits) == digits ? Integer.parseInt(text, at, at + digits, 10) : -1;
    }

    private static int digits(String text, int at, int most) {
        int count = 0;
        while (count < most && at + count < text.length() && Character.isDigit(text.charAt(at + count))) {
            count++;
        }
        return count;
    }
}
