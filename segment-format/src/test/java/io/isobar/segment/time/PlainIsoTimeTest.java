package io.isobar.segment.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What is read character by character is what the formatters read, and nothing else is. */
class PlainIsoTimeTest {
    private static final List<String> ENDS = List.of("", "Z", "+00:00", "-08:00", "+05:30", "+17:59");
    private static final List<String> TIMES =
            List.of("", "T00:00", "T23:59", "T07:08:09", "T23:59:59.9", "T01:02:03.045", "T01:02:03.123456789");

    @Test
    void everyDayFromYearZeroOnIsWhatTheCalendarSays() {
        for (LocalDate day = LocalDate.of(0, 1, 1); day.getYear() < 10_000; day = day.plusDays(1 + day.getYear() % 5)) {
            assertThat(PlainIsoTime.parse(
                            "%04d-%02d-%02d".formatted(day.getYear(), day.getMonthValue(), day.getDayOfMonth())))
                    .isEqualTo(day.toEpochDay() * 86_400_000);
        }
    }

    @Test
    void readsTheSameAsTheFormatters() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 20_000; i++) {
            LocalDate day = LocalDate.ofEpochDay(random.nextLong(-700_000, 2_900_000));
            String time = TIMES.get(random.nextInt(TIMES.size()));
            String text = day + time + (time.isEmpty() ? "" : ENDS.get(random.nextInt(ENDS.size())));

            assertThat(PlainIsoTime.parse(text)).as(text).isEqualTo(IsoTime.parseAny(text, ZoneOffset.UTC));
        }
    }

    @Test
    void aTextWithOneCharacterChangedIsReadTheSameOrLeftToTheFormatters() {
        SplittableRandom random = new SplittableRandom(2);
        String alphabet = "0123456789-:.TZtz+ ";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(
                    Instant.ofEpochMilli(random.nextLong(4_000_000_000_000L)).toString());
            text.setCharAt(random.nextInt(text.length()), alphabet.charAt(random.nextInt(alphabet.length())));
            text.setLength(random.nextInt(9, text.length() + 1));

            long plain = PlainIsoTime.parse(text.toString());

            if (plain != PlainIsoTime.OTHER) {
                assertThat(plain).as(text.toString()).isEqualTo(IsoTime.parseAny(text.toString(), ZoneOffset.UTC));
            }
        }
    }

    @Test
    void leavesOtherFormsToTheFormatters() {
        for (String other : List.of(
                "2001",
                "2001-1-1",
                "2001-02-29",
                "2001-W05-4",
                "2001-01-01T",
                "2001-01-01T24:00",
                "2001-01-01T00:00:00z",
                "2001-01-01t00:00",
                "2001-01-01T00:00:60",
                "+2001-01-01",
                "")) {
            assertThat(PlainIsoTime.parse(other)).as(other).isEqualTo(PlainIsoTime.OTHER);
        }
    }
}
