package io.isobar.cli.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.segment.Interval;
import io.isobar.segment.time.IsoTime;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class SliceTextTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void leavesOutWhatGoesWithoutSaying() {
        assertThat(SliceText.of(Interval.parse("2026-01-01/P1D"), ZoneOffset.UTC))
                .isEqualTo("2026-01-01/2026-01-02");
        assertThat(SliceText.of(Interval.parse("2026-01-01T05/PT1H"), ZoneOffset.UTC))
                .isEqualTo("2026-01-01T05:00/2026-01-01T06:00");
        assertThat(SliceText.of(Interval.parse("2025-12-31T23:00Z/2026-01-01T23:00Z"), BERLIN))
                .isEqualTo("2026-01-01/2026-01-02");
        assertThat(SliceText.asFileName(Interval.parse("2026-01-01T05/PT1H"), ZoneOffset.UTC))
                .isEqualTo("2026-01-01T0500_2026-01-01T0600");
    }

    @Test
    void readsBackAlsoInTheHourThatComesTwice() {
        Interval second = Interval.parse("2026-10-25T01:00Z/2026-10-25T02:00Z");

        String[] parts = SliceText.of(second, BERLIN).split("/", -1);

        assertThat(parts[0]).isEqualTo("2026-10-25T02:00:00.000+01:00");
        assertThat(IsoTime.parse(parts[0], BERLIN)).isEqualTo(second.start());
        assertThat(IsoTime.parse(parts[1], BERLIN)).isEqualTo(second.end());
    }

    @Test
    void durationsAreWrittenInTwoUnits() {
        assertThat(SliceText.duration(Duration.ofSeconds(40))).isEqualTo("40 s");
        assertThat(SliceText.duration(Duration.ofSeconds(140))).isEqualTo("2 min 20 s");
        assertThat(SliceText.duration(Duration.ofMinutes(125))).isEqualTo("2 h 05 min");
    }
}
