package io.isobar.indexer.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isobar.indexer.spec.TimestampSpec;
import io.isobar.segment.Interval;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimestampParserTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    auto                  | 2001-02-03T04:05:06.789Z      | 2001-02-03T04:05:06.789Z
                    auto                  | 2001-02-03 04:05:06           | 2001-02-03T04:05:06.000Z
                    auto                  | 2001-02-03                    | 2001-02-03T00:00:00.000Z
                    auto                  | 981173106789                  | 2001-02-03T04:05:06.789Z
                    iso                   | 2001-02-03T04:05:06+02:00     | 2001-02-03T02:05:06.000Z
                    posix                 | 981173106                     | 2001-02-03T04:05:06.000Z
                    millis                | 981173106789                  | 2001-02-03T04:05:06.789Z
                    micro                 | 981173106789123               | 2001-02-03T04:05:06.789Z
                    nano                  | 981173106789123456            | 2001-02-03T04:05:06.789Z
                    ruby                  | 981173106.789123              | 2001-02-03T04:05:06.789Z
                    auto                  | 2001-02-03T04:05:06 PST       | 2001-02-03T04:05:06.000Z
                    auto                  | -1000                         | -1000-01-01T00:00:00.000Z
                    auto                  | "2001-02-03"                  | 2001-02-03T00:00:00.000Z
                    iso                   | 2001                          | 2001-01-01T00:00:00.000Z
                    iso                   | 2001-W05-6                    | 2001-02-03T00:00:00.000Z
                    iso                   | 201-2-3T4:5:6.7Z              | 0201-02-03T04:05:06.700Z
                    auto                  | 99-02-03                      | 0099-02-03T00:00:00.000Z
                    auto                  | +12001-02-03                  | 12001-02-03T00:00:00.000Z
                    auto                  | 2001-02-03 04:05:06+0100      | 2001-02-03T03:05:06.000Z
                    yyMMdd                | 010203                        | 2001-02-03T00:00:00.000Z
                    posix                 | " -1 "                        | 1969-12-31T23:59:59.000Z
                    micro                 | -1999                         | 1969-12-31T23:59:59.999Z
                    yyyy-MM-dd HH:mm z    | 2001-02-03 04:05 PST          | 2001-02-03T12:05:00.000Z
                    yyyyMMddHH            | 2001020304                    | 2001-02-03T04:00:00.000Z
                    yyyy/MM/dd HH:mm:ss   | 2001/02/03 04:05:06           | 2001-02-03T04:05:06.000Z
                    yyyy-MM-dd'T'HH:mmZ   | 2001-02-03T04:05+0100         | 2001-02-03T03:05:00.000Z
                    yyyy-MM-dd HH:mm ZZ   | 2001-02-03 04:05 +01:00       | 2001-02-03T03:05:00.000Z
                    yyyy                  | 2001                          | 2001-01-01T00:00:00.000Z
                    dd/MMM/yyyy:HH:mm:ss Z| 03/Feb/2001:04:05:06 +0000    | 2001-02-03T04:05:06.000Z
                    MM/dd/yyyy hh:mm a    | 02/03/2001 04:05 PM           | 2001-02-03T16:05:00.000Z
                    """)
    void readsTheFormatsOfDruid(String format, String text, String expected) throws Exception {
        assertThat(Interval.text(parser(format, Optional.empty()).parse(row(text))))
                .isEqualTo(expected);
    }

    @Test
    void aNumberIsMillisecondsInFormatAuto() throws Exception {
        assertThat(parser("auto", Optional.empty()).parse(row(1704067701086L))).isEqualTo(1704067701086L);
    }

    @Test
    void takesTheMissingValueForRowsWithoutTime() throws Exception {
        assertThat(parser("auto", Optional.of("2001-01-01")).parse(new Row())).isEqualTo(978307200000L);
        assertThat(parser("millis", Optional.of("2001")).parse(new Row()))
                .as("a year, and not milliseconds")
                .isEqualTo(978307200000L);
        assertThat(parser("auto", Optional.of("0")).parse(new Row())).isZero();
        assertThatThrownBy(() -> parser("auto", Optional.empty()).parse(new Row()))
                .isInstanceOf(BadRowException.class)
                .hasMessageStartingWith("is missing");
    }

    @ParameterizedTest
    @CsvSource({
        "auto,yesterday",
        "iso,2001-13-01",
        "posix,12:00",
        "yyyyMMdd,2001-02-03",
        "millis,1e3",
        "iso,2001-02-03 04:05",
        "iso,2001-02-03Z",
        "auto,2001-02-03+01:00",
        "yyyy-MM-dd'T'HH:mm:ss.SSSZ,2001-02-03T04:05:06.789",
        "millis,9223372036854775807"
    })
    void saysWhatIsNoTimeWithoutTellingTheValue(String format, String text) {
        assertThatThrownBy(() -> parser(format, Optional.empty()).parse(row(text)))
                .isInstanceOf(BadRowException.class)
                .hasMessage("is not a time in format [" + format + "]");
    }

    private static TimestampParser parser(String format, Optional<String> missing) {
        return new TimestampParser(new TimestampSpec("t", format, missing));
    }

    private static Row row(Object time) {
        Row row = new Row();
        row.set("t", time);
        return row;
    }
}
