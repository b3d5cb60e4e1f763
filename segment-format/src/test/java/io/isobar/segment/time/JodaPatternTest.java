package io.isobar.segment.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JodaPatternTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "yyyy-MM-dd HH:mm:ss        | 2000-02-03 04:05:06           | 2000-02-03T04:05:06.000Z",
                "yyyy-MM-dd'T'HH:mm:ss.SSSZ | 2000-02-03T04:05:06.789+0100  | 2000-02-03T03:05:06.789Z",
                "yyyy-MM-dd HH:mm ZZ        | 2000-02-03 04:05 -08:00       | 2000-02-03T12:05:00.000Z",
                "MM/dd/yyyy                 | 02/03/2000                    | 2000-02-03T00:00:00.000Z",
                "M/d/yy h:mm a              | 2/3/01 4:05 PM                | 2001-02-03T16:05:00.000Z",
                "yyyyMMddHHmmss             | 20000203040506                | 2000-02-03T04:05:06.000Z",
                "dd MMM yyyy                | 03 Feb 2000                   | 2000-02-03T00:00:00.000Z",
                "EEE, dd MMMM yyyy          | Thu, 03 February 2000         | 2000-02-03T00:00:00.000Z",
                "yyyy-DDD                   | 2000-034                      | 2000-02-03T00:00:00.000Z",
                "xxxx-'W'ww-e               | 2000-W05-4                    | 2000-02-03T00:00:00.000Z",
                "yyyy-MM                    | 2000-02                       | 2000-02-01T00:00:00.000Z",
                "yyyy                       | 1999                          | 1999-01-01T00:00:00.000Z",
                "HH:mm                      | 04:05                         | 1970-01-01T04:05:00.000Z",
                "yyyy-MM-dd 'at' HH 'o''clock' | 2000-02-03 at 04 o'clock   | 2000-02-03T04:00:00.000Z",
            })
    void readsAndWrites(String pattern, String text, String instant) {
        var joda = JodaPattern.of(pattern);

        assertThat(joda.parse(text)).hasValue(IsoTime.parse(instant, ZoneOffset.UTC));
        if (!pattern.contains("Z")) {
            assertThat(joda.format(IsoTime.parse(instant, ZoneOffset.UTC))).isEqualToIgnoringCase(text);
        }
    }

    @Test
    void textsWithoutAnOffsetAreOnTheGivenClock() {
        var joda = JodaPattern.of("yyyy-MM-dd HH:mm:ss", ZoneId.of("America/Los_Angeles"));

        assertThat(joda.parse("2000-02-03 04:05:06"))
                .hasValue(IsoTime.parse("2000-02-03T04:05:06-08:00", ZoneOffset.UTC));
        assertThat(joda.format(IsoTime.parse("2000-02-03T04:05:06Z", ZoneOffset.UTC)))
                .isEqualTo("2000-02-02 20:05:06");
    }

    @Test
    void whatDoesNotFitIsNoTime() {
        assertThat(JodaPattern.of("yyyy-MM-dd").parse("2000-02")).isEmpty();
        assertThat(JodaPattern.of("yyyy-MM-dd").parse("2000-13-01")).isEmpty();
        assertThat(JodaPattern.of("yyyy-MM-dd").parse("2001-02-29")).isEmpty();
        assertThat(JodaPattern.of("yyyy-MM-dd").parse("2000-02-03 ")).isEmpty();
    }

    @Test
    void refusesPatternsThatMeanNothing() {
        assertThatThrownBy(() -> JodaPattern.of("yyyy-MM-ddTHH"))
                .hasMessageStartingWith("Pattern [yyyy-MM-ddTHH] has the letter [T]");
        assertThatThrownBy(() -> JodaPattern.of("yyyy 'o"))
                .hasMessageStartingWith("Pattern [yyyy 'o] opens a quote at its character [6]");
    }
}
