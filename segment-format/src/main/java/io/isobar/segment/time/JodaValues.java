package io.isobar.segment.time;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a text has said so far. */
final class JodaValues {
    private static final LocalDateTime EPOCH = LocalDateTime.of(1970, 1, 1, 0, 0);
    /** Of dates without a year; it has a 29 February. */
    private static final int YEAR = 2000;

    private final Map<JodaField, Integer> values = new EnumMap<>(JodaField.class);
    private @Nullable ZoneId zone;
    private long offsetMillis;

    void put(JodaField field, int value) {
        values.put(field, value);
    }

    void putZone(ZoneId named) {
        zone = named;
        offsetMillis = 0;
    }

    /** Offsets have milliseconds to Joda-Time, and no limit but a day. */
    void putOffset(long millis) {
        zone = ZoneOffset.UTC;
        offsetMillis = millis;
    }

    /** The clock of the text, if it names one; of an offset UTC, from which {@link #offsetMillis} is to be taken. */
    @Nullable
    ZoneId zone() {
        return zone;
    }

    long offsetMillis() {
        return offsetMillis;
    }

    /**
     * The time on the text's clock: what isn't said is that of 1970-01-01T00:00. Where two fields say different things, the
     * shorter one wins, so a weekday moves a date within its week.
     *
     * @throws DateTimeException if a field has a value that it can't have
     */
    LocalDateTime resolve() {
        if (!values.isEmpty() && values.keySet().iterator().next().isWithinYear()) {
            values.put(JodaField.YEAR, YEAR);
        }
        LocalDateTime time = EPOCH;
        for (Map.Entry<JodaField, Integer> value : values.entrySet()) {
            time = value.getKey().floor(value.getKey().set(time, value.getValue()));
        }
        // again, as a field may have been moved by a later one
        for (Map.Entry<JodaField, Integer> value : values.entrySet()) {
            time = value.getKey().set(time, value.getValue());
        }
        return time;
    }
}
