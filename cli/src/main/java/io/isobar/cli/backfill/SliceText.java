package io.isobar.cli.backfill;

import io.isobar.segment.Interval;
import io.isobar.segment.time.IsoTime;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;

/** How slices and times are written for people: as short as they can be and still be read back. */
final class SliceText {
    private static final List<String> MIDNIGHT_OR_LESS = List.of("T00:00:00.000", ":00.000", ".000");

    private SliceText() {}

    /** {@code start/end} on the clock of {@code zone}, in a form that {@code isobar index --interval} takes. */
    static String of(Interval slice, ZoneId zone) {
        return time(slice.start(), zone) + "/" + time(slice.end(), zone);
    }

    private static String time(long instant, ZoneId zone) {
        String full = IsoTime.format(instant, zone);
        String local = full.substring(0, full.indexOf('T') + "T00:00:00.000".length());
        for (String ending : MIDNIGHT_OR_LESS) {
            if (local.endsWith(ending)) {
                local = local.substring(0, local.length() - ending.length());
                break;
            }
        }
        // When clocks are put back an hour comes twice, and only the offset tells which one is meant.
        return IsoTime.parse(local, zone) == instant ? local : full;
    }

    /** As a part of a file's name. */
    static String asFileName(Interval slice, ZoneId zone) {
        return of(slice, zone).replace('/', '_').replace(":", "");
    }

    /** For example {@code 2 h 05 min} or {@code 40 s}. */
    static String duration(Duration time) {
        if (time.toHours() > 0) {
            return "%d h %02d min".formatted(time.toHours(), time.toMinutesPart());
        }
        return time.toMinutes() > 0
                ? "%d min %02d s".formatted(time.toMinutes(), time.toSecondsPart())
                : "%d s".formatted(time.toSeconds());
    }
}
