package io.isobar.segment.time;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.OptionalLong;

/**
 * Reads texts by a pattern as Joda-Time does, which is neither as strict nor as lenient as a formatter of {@code java.time}:
 * a number has any count of digits up to the most that its field can have, names count in their short and in their long form,
 * and every part of the pattern must be there.
 */
final class JodaReader {
    private final List<JodaPart> parts;
    private final ZoneId zone;

    /** {@code zone} is the clock of texts that name none. */
    JodaReader(String pattern, ZoneId zone) {
        this.parts = JodaParts.of(pattern);
        this.zone = zone;
    }

    /** The instant that a text names, or nothing if it doesn't fit the pattern. */
    OptionalLong read(String text) {
        JodaValues values = new JodaValues();
        int at = 0;
        for (JodaPart part : parts) {
            at = part.read(text, at, values);
            if (at < 0) {
                return OptionalLong.empty();
            }
        }
        if (at < text.length()) {
            return OptionalLong.empty();
        }
        LocalDateTime local = values.resolve();
        ZoneId clock = values.zone() == null ? zone : values.zone();
        if (clock.getRules().getValidOffsets(local).isEmpty()) {
            return OptionalLong.empty(); // clocks were put forward over it
        }
        return OptionalLong.of(local.atZone(clock).toInstant().toEpochMilli() - values.offsetMillis());
    }
}
