package io.isobar.segment.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isobar.segment.Interval;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GranularityTest {
    private static final ZoneId LOS_ANGELES = ZoneId.of("America/Los_Angeles");

    @ParameterizedTest
    @CsvSource({
        "none,           2013-08-31T17:46:58.123Z",
        "second,         2013-08-31T17:46:58.000Z",
        "minute,         2013-08-31T17:46:00.000Z",
        "five_minute,    2013-08-31T17:45:00.000Z",
        "TEN_MINUTE,     2013-08-31T17:40:00.000Z",
        "fifteen_minute, 2013-08-31T17:45:00.000Z",
        "thirty_minute,  2013-08-31T17:30:00.000Z",
        "hour,           2013-08-31T17:00:00.000Z",
        "six_hour,       2013-08-31T12:00:00.000Z",
        "eight_hour,     2013-08-31T16:00:00.000Z",
        "Day,            2013-08-31T00:00:00.000Z",
        "week,           2013-08-26T00:00:00.000Z",
        "month,          2013-08-01T00:00:00.000Z",
        "quarter,        2013-07-01T00:00:00.000Z",
        "year,           2013-01-01T00:00:00.000Z"
    })
    void namesCutTimeInUtc(String name, String start) {
        assertThat(start(Granularity.parse(name), "2013-08-31T17:46:58.123Z")).isEqualTo(start);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                // from the documentation of Druid
                "{'type':'duration','duration':7200000}                                  | 2013-09-01T01:02:33Z | 2013-09-01T00:00:00.000Z",
                "{'type':'duration','duration':'86400000','origin':'2012-01-01T00:30:00Z'} | 2013-09-01T01:02:33Z | 2013-09-01T00:30:00.000Z",
                "{'type':'period','period':'P1D','timeZone':'America/Los_Angeles'}       | 2013-09-03T03:32:45Z | 2013-09-02T00:00:00.000-07:00",
                "{'type':'period','period':'P1D','timeZone':'America/Los_Angeles','origin':'1970-01-01T20:30:00-08:00'} | 2013-08-31T01:02:33Z | 2013-08-29T20:30:00.000-07:00",
                "{'type':'period','period':'P3M','timeZone':'America/Los_Angeles','origin':'2012-02-01T00:00:00-08:00'} | 2013-09-01T00:00:00Z | 2013-08-01T00:00:00.000-07:00",
                // several weeks count from Thursday 1970-01-01, one week from Monday
                "{'type':'period','period':'P1W'}                                        | 1970-01-01T00:00:00Z | 1969-12-29T00:00:00.000Z",
                "{'type':'period','period':'P2W'}                                        | 1970-01-15T00:00:00Z | 1970-01-15T00:00:00.000Z",
                // before the origin
                "{'type':'period','period':'P2M','origin':'2001-03-31'}                  | 2001-03-30T00:00:00Z | 2001-01-31T00:00:00.000Z",
                "{'type':'period','period':'PT6H','origin':'2001-01-01T01:00Z'}          | 2000-12-31T23:00:00Z | 2000-12-31T19:00:00.000Z",
                "{'type':'period','period':'P1Y'}                                        | 1969-06-01T00:00:00Z | 1969-01-01T00:00:00.000Z",
                // hours of a clock that is half an hour off
                "{'type':'period','period':'PT1H','timeZone':'Asia/Kolkata'}             | 2013-09-01T00:10:00Z | 2013-09-01T05:00:00.000+05:30",
                // several hours are exact time: they move on the clock when it is set
                "{'type':'period','period':'PT6H','timeZone':'America/Los_Angeles'}      | 2013-09-01T12:00:00Z | 2013-09-01T01:00:00.000-07:00",
                // several units
                "{'type':'period','period':'P1DT12H'}                                    | 1970-01-03T00:00:00Z | 1970-01-02T12:00:00.000Z",
                "{'type':'period','period':'P1M2D'}                                      | 1970-03-05T00:00:00Z | 1970-03-05T00:00:00.000Z",
                "{'type':'period','period':'P1M2D'}                                      | 1969-12-31T00:00:00Z | 1969-11-29T00:00:00.000Z",
                "{'type':'none'}                                                         | 2013-09-01T00:10:00.007Z | 2013-09-01T00:10:00.007Z",
            })
    void objectsCutTimeByTheirZoneAndOrigin(String json, String time, String start) {
        assertThat(start(granularity(json), time)).isEqualTo(start);
    }

    @Test
    void daysHave23Or25HoursWhereTheClockIsSet() {
        Granularity day = granularity("{'type':'period','period':'P1D','timeZone':'America/Los_Angeles'}");

        assertThat(starts(day, "2013-03-09T08:00Z/2013-03-12T07:00Z"))
                .containsExactly(
                        "2013-03-09T00:00:00.000-08:00",
                        "2013-03-10T00:00:00.000-08:00",
                        "2013-03-11T00:00:00.000-07:00");
        assertThat(lengthsInHours(day, "2013-03-09T08:00Z/2013-03-12T07:00Z")).containsExactly(24L, 23L, 24L);
        assertThat(lengthsInHours(day, "2013-11-02T07:00Z/2013-11-05T08:00Z")).containsExactly(24L, 25L, 24L);
    }

    @Test
    void aDayWithoutMidnightStartsAtItsFirstInstant() {
        // In Sao Paulo the clock went from 24:00 to 01:00.
        Granularity day = granularity("{'type':'period','period':'P1D','timeZone':'America/Sao_Paulo'}");

        assertThat(start(day, "2017-10-15T12:00:00Z")).isEqualTo("2017-10-15T01:00:00.000-02:00");
    }

    @Test
    void allIsOneBucket() {
        Interval interval = Interval.parse("2001-01-01/2001-02-01");

        assertThat(Granularity.ALL.buckets(interval)).containsExactly(interval);
        assertThat(Granularity.ALL.bucketStart(5)).isEqualTo(Interval.ETERNITY.start());
        assertThat(Granularity.ALL.nextBucket(Interval.ETERNITY.start())).isEqualTo(Interval.ETERNITY.end());
        assertThat(granularity("{'type':'all'}").isAll()).isTrue();
        assertThat(Granularity.parse("All").isAll()).isTrue();
        assertThat(Granularity.DAY.isAll()).isFalse();
    }

    @Test
    void bucketsAreWholeEvenWhereTheIntervalCutsThem() {
        assertThat(Granularity.DAY.buckets(Interval.parse("2001-01-01T12:00/2001-01-03T12:00")))
                .extracting(Interval::toString)
                .containsExactly(
                        "2001-01-01T00:00:00.000Z/2001-01-02T00:00:00.000Z",
                        "2001-01-02T00:00:00.000Z/2001-01-03T00:00:00.000Z",
                        "2001-01-03T00:00:00.000Z/2001-01-04T00:00:00.000Z");
        assertThat(Granularity.DAY.buckets(Interval.parse("2001-01-01/2001-01-01")))
                .isEmpty();
    }

    @Test
    void refusesToCountBucketsWithoutEnd() {
        assertThatThrownBy(() -> Granularity.DAY.buckets(Interval.ETERNITY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has more than [100000000] buckets of granularity [DAY]: shorten it");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "'hour'                                                          | 'HOUR'",
                "'none'                                                          | {'type':'none'}",
                "'all'                                                           | {'type':'all'}",
                "{'type':'period','period':'P1D','timeZone':'Etc/UTC','origin':null} | 'DAY'",
                "{'type':'period','period':'P3M'}                                | 'QUARTER'",
                "{'type':'period','period':'PT60M'}                              | {'type':'period','period':'PT60M','timeZone':'UTC','origin':null}",
                "{'type':'period','period':'p1dt0.750s','timeZone':'-08:00'}     | {'type':'period','period':'P1DT0.750S','timeZone':'-08:00','origin':null}",
                "{'type':'period','period':'P1D','origin':'2001-01-01T12:00:00+02:00'} | {'type':'period','period':'P1D','timeZone':'UTC','origin':'2001-01-01T10:00:00.000Z'}",
                "{'type':'duration','duration':3600000,'origin':'2012-01-01T00:30:00Z'} | {'type':'duration','duration':3600000,'origin':'1970-01-01T00:30:00.000Z'}",
            })
    void writesTheFormOfDruidAndReadsItBack(String json, String written) {
        Granularity granularity = granularity(json);

        assertThat(granularity.toJson()).hasToString(written.replace('\'', '"'));
        assertThat(Granularity.fromJson(granularity.toJson()))
                .isEqualTo(granularity)
                .hasSameHashCodeAs(granularity);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "'hourly'                                        | Granularity [hourly] isn't known: write one of [all, none, second, minute,",
                "7                                               | Granularity [7] is neither a name nor an object with a type",
                "{'period':'P1D'}                                | Granularity [{\"period\":\"P1D\"}] is neither a name nor an object with a type",
                "{'type':'periodic'}                             | Granularity type [periodic] isn't known: it is one of [all, none, period, duration]",
                "{'type':'period'}                               | Granularity [{\"type\":\"period\"}] lacks the text field [period]",
                "{'type':'period','period':'1D'}                 | Period [1D] is not of the ISO 8601 form",
                "{'type':'period','period':'P'}                  | Period [P] is empty",
                "{'type':'period','period':'P1DT'}               | Period [P1DT] is not of the ISO 8601 form",
                "{'type':'period','period':'P0D'}                | Period [P0D] is empty",
                "{'type':'period','period':'P99999999999D'}      | Period [P99999999999D] has a field above [2147483647]",
                "{'type':'period','period':'P1D','timeZone':'Mars/Base'} | Time zone [Mars/Base] isn't known",
                "{'type':'period','period':'P1D','origin':'now'} | Time [now] can't be read at its character [1]",
                "{'type':'period','period':'P1D','timezone':'UTC'} | has an unknown field [timezone]",
                "{'type':'duration','duration':0}                | needs a positive number of milliseconds as [duration]",
            })
    void saysWhatIsWrong(String json, String message) {
        assertThatThrownBy(() -> granularity(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyTimeLiesInExactlyOneBucket(long seed) {
        var random = new SplittableRandom(seed);
        for (String zone :
                List.of("UTC", "America/Los_Angeles", "America/Sao_Paulo", "Asia/Kathmandu", "Europe/Berlin")) {
            for (String period :
                    List.of("PT1H", "PT5H", "P1D", "P3D", "P1W", "P5M", "P1Y", "P1M3D", "P2DT5H", "PT90M")) {
                Granularity granularity = Granularity.period(
                        IsoPeriod.parse(period),
                        IsoTime.parseZone(zone),
                        random.nextBoolean()
                                ? OptionalLong.empty()
                                : OptionalLong.of(random.nextLong(0, 1_600_000_000_000L)));
                for (int i = 0; i < 20; i++) {
                    long time = random.nextLong(-1_000_000_000_000L, 1_800_000_000_000L);
                    long start = granularity.bucketStart(time);
                    long next = granularity.nextBucket(start);

                    assertThat(time)
                            .as("%s of %s, seed %d", granularity, time, seed)
                            .isBetween(start, next - 1);
                    assertThat(granularity.bucketStart(start)).isEqualTo(start);
                    assertThat(granularity.bucketStart(next - 1)).isEqualTo(start);
                    assertThat(granularity.bucketStart(next)).isEqualTo(next);
                }
            }
        }
    }

    @Test
    void itsZoneIsTheOneOfItsPeriod() {
        assertThat(granularity("{'type':'period','period':'P1D','timeZone':'America/Los_Angeles'}")
                        .zone())
                .isEqualTo(LOS_ANGELES);
        assertThat(Granularity.DAY.zone()).isEqualTo(ZoneOffset.UTC);
    }

    private static Granularity granularity(String json) {
        try {
            return Granularity.fromJson(new ObjectMapper().readTree(json.replace('\'', '"')));
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }

    private static String start(Granularity granularity, String time) {
        return IsoTime.format(granularity.bucketStart(IsoTime.parse(time, ZoneOffset.UTC)), granularity.zone());
    }

    private static List<String> starts(Granularity granularity, String interval) {
        var starts = new ArrayList<String>();
        granularity
                .buckets(Interval.parse(interval))
                .forEach(bucket -> starts.add(IsoTime.format(bucket.start(), granularity.zone())));
        return starts;
    }

    private static List<Long> lengthsInHours(Granularity granularity, String interval) {
        var lengths = new ArrayList<Long>();
        granularity
                .buckets(Interval.parse(interval))
                .forEach(bucket -> lengths.add((bucket.end() - bucket.start()) / 3_600_000));
        return lengths;
    }
}
