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

    /** What Joda-Time gives for these was asked of it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "yyyy-MM-dd'T'HH:mm:ssZ    | 2000-02-03T04:05:06Z          | 2000-02-03T04:05:06.000Z",
                "yyyy-MM-dd'T'HH:mm:ssZ    | 2000-02-03T04:05:06+01        | 2000-02-03T03:05:06.000Z",
                "yyyy-MM-dd'T'HH:mm:ssZ    | 2000-02-03T04:05:06-01:00:30  | 2000-02-03T05:05:36.000Z",
                "yyyy-MM-dd'T'HH:mm:ssZ    | 2000-02-03T04:05:06+23:59     | 2000-02-02T04:06:06.000Z",
                "yyyy-MM-dd'T'HH:mm:ss'Z'  | 2000-02-03T04:05:06z          | 2000-02-03T04:05:06.000Z",
                "yyyy-MM-dd                | 2000-2-3                      | 2000-02-03T00:00:00.000Z",
                "yyyy-MM-dd                | -200-02-03                    | -0200-02-03T00:00:00.000Z",
                "Y-M-d                     | 2000-2-3                      | 2000-02-03T00:00:00.000Z",
                "yyMMdd                    | 000203                        | 2000-02-03T00:00:00.000Z",
                "yy-MM-dd                  | 49-02-03                      | 2049-02-03T00:00:00.000Z",
                "yy-MM-dd                  | 50-02-03                      | 1950-02-03T00:00:00.000Z",
                "M/d/yy                    | 2/3/2000                      | 2000-02-03T00:00:00.000Z",
                "dd MMM yyyy               | 03 FEBRUARY 2000              | 2000-02-03T00:00:00.000Z",
                "dd MMMM yyyy              | 3 feb 2000                    | 2000-02-03T00:00:00.000Z",
                "ddMMMyyyy                 | 03Feb2000                     | 2000-02-03T00:00:00.000Z",
                "EEE dd MMM yyyy           | Monday 03 Feb 2000            | 2000-01-31T00:00:00.000Z",
                "yyyy-MM-dd HH:mm:ss.SSS   | 2000-02-03 04:05:06.7         | 2000-02-03T04:05:06.700Z",
                "yyyy-MM-dd HH:mm:ss.SSSSSS | 2000-02-03 04:05:06.789999   | 2000-02-03T04:05:06.789Z",
                "yyyy-MM-dd HH:mm z        | 2000-07-03 04:05 PDT          | 2000-07-03T11:05:00.000Z",
                "yyyy-MM-dd HH:mm ZZZ      | 2000-02-03 04:05 Europe/Paris | 2000-02-03T03:05:00.000Z",
                "MM-dd                     | 02-29                         | 2000-02-29T00:00:00.000Z",
                "xxxx-'W'ww                | 2000-W05                      | 2000-01-31T00:00:00.000Z",
                "kk:mm dd.MM.yyyy          | 24:05 03.02.2000              | 2000-02-03T00:05:00.000Z",
                "yyyy.MM.dd G              | 2000.02.03 AD                 | 2000-02-03T00:00:00.000Z",
            })
    void readsAsLenientlyAsJoda(String pattern, String text, String instant) {
        assertThat(JodaPattern.of(pattern).parse(text)).hasValue(IsoTime.parse(instant, ZoneOffset.UTC));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "yyyy-MM-dd'T'HH:mm:ss.SSSZ | 2000-02-03T04:05:06.789",
                "yyyy-MM-dd'T'HH:mm:ss.SSSZ | 2000-02-03T04:05:06.Z",
                "yyyy-MM-dd'T'HH:mm:ssZZ    | 2000-02-03T04:05:06",
                "yyyy-MM-dd'T'HH:mm:ssZ     | 2000-02-03T04:05:06 +0100",
                "yyyy-MM-dd'T'HH:mm:ssZ     | 2000-02-03T04:05:06+1:00",
                "yyyy-MM-dd'T'HH:mm:ssZ     | 2000-02-03T04:05:06+01:0030",
                "yyyy-MM-dd'T'HH:mm:ssZ     | 2000-02-03T04:05:06+24:00",
                "yyyy-MM-dd HH:mm:ss        | 2000-02-03 04:05:006",
                "yyyy-MM-dd HH:mm:ss.SSS    | 2000-02-03 04:05:06.7890",
                "yyyy-MM-dd                 | 2000-002-03",
                "yyyyMMdd                   | 200002030",
                "yyMMdd                     | 0002",
                "yyyy-MM-dd HH:mm a         | 2000-02-03 04:05 P",
                "yyyy-MM-dd HH:mm z         | 2000-02-03 04:05 pdt",
                "yyyy-MM-dd HH:mm ZZZ       | 2000-02-03 04:05 europe/paris",
                "yyyy-MM-dd HH:mm z         | 2000-04-02 02:30 EST",
                "hh:mm a                    | 13:05 PM",
            })
    void asksForEveryPartAsJodaDoes(String pattern, String text) {
        assertThat(JodaPattern.of(pattern).parse(text)).isEmpty();
    }

    @Test
    void refusesPatternsThatMeanNothing() {
        assertThatThrownBy(() -> JodaPattern.of("yyyy-MM-ddTHH"))
                .hasMessageStartingWith("Pattern [yyyy-MM-ddTHH] has the letter [T]");
        assertThatThrownBy(() -> JodaPattern.of("yyyy 'o"))
                .hasMessageStartingWith("Pattern [yyyy 'o] opens a quote at its character [6]");
    }
}
