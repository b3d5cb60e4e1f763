package io.isobar.indexer.slice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.isobar.indexer.spec.InputPaths;
import io.isobar.segment.Interval;
import io.isobar.segment.time.IsoPeriod;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SpecTemplateTest {
    private static final Interval JANUARY = Interval.parse("2026-01-01/2026-02-01");
    private static final String[] GRANULARITIES = {
        "\"HOUR\"",
        "\"DAY\"",
        "\"WEEK\"",
        "\"MONTH\"",
        "{\"type\":\"period\",\"period\":\"P1D\",\"timeZone\":\"Europe/Berlin\"}",
        "{\"type\":\"period\",\"period\":\"P1M\",\"timeZone\":\"America/New_York\"}"
    };

    @Test
    void cutsARangeIntoSlicesOfTheStep() {
        assertThat(template("\"DAY\"", "/raw").slices(JANUARY, IsoPeriod.parse("P1D")))
                .hasSize(31)
                .startsWith(Interval.parse("2026-01-01/P1D"), Interval.parse("2026-01-02/P1D"));
    }

    @Test
    void theLastSliceEndsWithTheRange() {
        assertThat(template("\"DAY\"", "/raw").slices(JANUARY, IsoPeriod.parse("P10D")))
                .containsExactly(
                        Interval.parse("2026-01-01/2026-01-11"),
                        Interval.parse("2026-01-11/2026-01-21"),
                        Interval.parse("2026-01-21/2026-01-31"),
                        Interval.parse("2026-01-31/2026-02-01"));
    }

    @Test
    void refusesASliceThatWouldReplaceAPartOfAChunk() {
        assertThatThrownBy(() -> template("\"MONTH\"", "/raw").slices(JANUARY, IsoPeriod.parse("P1D")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "Slice [2026-01-01T00:00:00.000Z/2026-01-02T00:00:00.000Z] would replace a part of the"
                                + " chunk [2026-01-01T00:00:00.000Z/2026-02-01T00:00:00.000Z] of [flights] only")
                .hasMessageContaining("segmentGranularity [MONTH]");
        assertThatThrownBy(() -> template("\"DAY\"", "/raw").at(Interval.parse("2026-01-01T12/2026-01-03")))
                .hasMessageContaining("would replace a part of the chunk");
    }

    @Test
    void daysAreThoseOfTheSegmentGranularitysClock() {
        SpecTemplate berlin = template(GRANULARITIES[4], "/raw/${day}");
        Interval range = berlin.interval("2026-03-28/2026-03-31");

        List<Interval> days = berlin.slices(range, IsoPeriod.parse("P1D"));

        assertThat(berlin.zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(days)
                .extracting(day -> (day.end() - day.start()) / 3_600_000)
                .containsExactly(24L, 23L, 24L);
        assertThat(days)
                .extracting(day -> paths(berlin, day))
                .containsExactly(List.of("/raw/2026-03-28"), List.of("/raw/2026-03-29"), List.of("/raw/2026-03-30"));
        assertThatThrownBy(() -> berlin.slices(JANUARY, IsoPeriod.parse("P1D")))
                .as("midnight in UTC is one o'clock in Berlin")
                .hasMessageContaining("on the clock of [Europe/Berlin]");
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void slicesCoverTheRangeInOrderAndAreWholeChunks(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SpecTemplate template = template(GRANULARITIES[random.nextInt(GRANULARITIES.length)], "/raw");
        String[] steps = {"PT1H", "PT6H", "P1D", "P1W", "P1M", "P3M"};
        IsoPeriod step = IsoPeriod.parse(steps[random.nextInt(steps.length)]);
        Interval range = template.interval(
                "2026-%02d-%02d/P%dD".formatted(random.nextInt(1, 13), random.nextInt(1, 29), random.nextInt(1, 100)));
        List<Interval> slices;
        try {
            slices = template.slices(range, step);
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageContaining("would replace a part of the chunk");
            return;
        }

        assertThat(slices.get(0).start()).isEqualTo(range.start());
        assertThat(slices.get(slices.size() - 1).end()).isEqualTo(range.end());
        for (int i = 0; i < slices.size(); i++) {
            Interval slice = slices.get(i);
            if (i > 0) {
                assertThat(slice.start()).isEqualTo(slices.get(i - 1).end());
            }
            List<Interval> chunks =
                    template.at(slice).get(0).spec().granularity().chunks();
            assertThat(chunks.get(0).start()).isEqualTo(slice.start());
            assertThat(chunks.get(chunks.size() - 1).end()).isEqualTo(slice.end());
        }
    }

    static LongStream seeds() {
        return LongStream.range(0, 60);
    }

    @Test
    void theSliceTakesThePlaceOfTheSpecsIntervals() {
        Interval slice = Interval.parse("2026-01-07/P1D");

        assertThat(template("\"DAY\"", "/raw")
                        .at(slice)
                        .get(0)
                        .spec()
                        .granularity()
                        .intervals())
                .containsExactly(slice);
    }

    @Test
    void oneStretchIsOneSpecHoweverItIsNamed() {
        SpecTemplate template = template("\"DAY\"", "/raw/${day}");

        assertThat(canonical(template, template.interval("2026-01-07/P1D")))
                .isEqualTo(canonical(template, template.interval("2026-01-07T00:00:00Z/2026-01-08")))
                .isEqualTo(canonical(
                        template,
                        template.slices(JANUARY, IsoPeriod.parse("P1D")).get(6)));
    }

    @Test
    void pathsMayNameTheSliceInManyWays() {
        Interval day = Interval.parse("2026-01-07/P1D");

        assertThat(paths("/raw/${day}", day)).containsExactly("/raw/2026-01-07");
        assertThat(paths("/raw/${yyyy}/${MM}/${dd}", day)).containsExactly("/raw/2026/01/07");
        assertThat(paths("/raw/${start:yyyyMMdd}-${end:yyyyMMdd}", day)).containsExactly("/raw/20260107-20260108");
        assertThat(paths("/raw/${days}", day)).containsExactly("/raw/2026-01-07");
        assertThat(paths("/raw/${hour}", Interval.parse("2026-01-07T05/PT1H"), "\"HOUR\""))
                .containsExactly("/raw/05");
        assertThat(paths("/raw/${days:yyyy/MM/dd}/*", Interval.parse("2026-01-31/P2D")))
                .containsExactly("/raw/{2026/01/31,2026/02/01}/*");
        assertThat(paths("/raw/${hours:yyyyMMddHH}", Interval.parse("2026-01-07T05/PT2H"), "\"HOUR\""))
                .containsExactly("/raw/{2026010705,2026010706}");
        assertThat(paths("/raw/${region}/${day}", day)).containsExactly("/raw/eu/2026-01-07");
    }

    @Test
    void aNameForOneDayIsRefusedWhereTheSliceHasSeveral() {
        Interval week = Interval.parse("2026-01-05/P7D");

        assertThatThrownBy(() -> paths("/raw/${day}", week))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Variable [day]")
                .hasMessageContaining("touches [2026-01-05] to [2026-01-11]")
                .hasMessageContaining("${days}");
        assertThatThrownBy(() -> paths("/raw/${HH}", Interval.parse("2026-01-05/P1D")))
                .hasMessageContaining("Variable [HH]");
        assertThatThrownBy(() -> paths("/raw/${dd}", Interval.parse("2026-01-01/2026-02-02")))
                .as("from the 1st to the 1st, but not one day")
                .hasMessageContaining("Variable [dd]");
        assertThat(paths("/raw/${yyyy}/${MM}/*", week)).containsExactly("/raw/2026/01/*");
    }

    @Test
    void aNameOfOursCannotBeSet() {
        assertThatThrownBy(() -> SpecTemplate.read(spec("\"DAY\"", "/raw"), false, Map.of("day", "2026-01-01")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Variable [day] can't be set");
    }

    @Test
    void underArbitraryTheListedIntervalsAreTheChunks() {
        byte[] spec = new String(spec("\"DAY\"", "/raw"), StandardCharsets.UTF_8)
                .replace(
                        "\"segmentGranularity\": \"DAY\"",
                        "\"type\": \"arbitrary\", \"intervals\": [\"2026-01-01/2026-01-04\", \"2026-01-10/2026-01-11\"]")
                .getBytes(StandardCharsets.UTF_8);
        SpecTemplate template = SpecTemplate.read(spec, false, Map.of());

        assertThat(template.slices(JANUARY, IsoPeriod.parse("P9D")))
                .as("slices without a chunk are none")
                .containsExactly(Interval.parse("2026-01-01/P9D"), Interval.parse("2026-01-10/P9D"));
        assertThat(template.at(Interval.parse("2026-01-01/P9D"))
                        .get(0)
                        .spec()
                        .granularity()
                        .intervals())
                .containsExactly(Interval.parse("2026-01-01/2026-01-04"));
        assertThatThrownBy(() -> template.slices(JANUARY, IsoPeriod.parse("P1D")))
                .hasMessageContaining("those of granularitySpec.intervals");
        assertThatThrownBy(() -> template.at(Interval.parse("2026-02-01/P1D")))
                .hasMessageContaining("has none of the intervals");
    }

    @Test
    void aSliceConsistsOfWholeChunksOfEachOutput() {
        SpecTemplate template = outputs("\"segmentGranularity\": \"DAY\"", "\"segmentGranularity\": \"MONTH\"");

        assertThat(template.dataSources()).containsExactly("first", "second");
        assertThatThrownBy(() -> template.slices(JANUARY, IsoPeriod.parse("P1D")))
                .hasMessageContaining(
                        "of the chunk [2026-01-01T00:00:00.000Z/2026-02-01T00:00:00.000Z] of [second] only");
        assertThat(template.slices(JANUARY, IsoPeriod.parse("P1M"))).containsExactly(JANUARY);
        assertThat(template.at(JANUARY))
                .extracting(
                        file -> file.spec().dataSource(),
                        file -> file.spec().granularity().intervals())
                .containsExactly(tuple("first", List.of(JANUARY)), tuple("second", List.of(JANUARY)));
    }

    @Test
    void anOutputWhoseListedIntervalsLieElsewhereIsLeftOutOfASlice() {
        SpecTemplate template = outputs(
                "\"segmentGranularity\": \"DAY\"", "\"type\": \"arbitrary\", \"intervals\": [\"2026-01-02/P1D\"]");
        List<Interval> days = template.slices(JANUARY, IsoPeriod.parse("P1D"));

        assertThat(days).hasSize(31);
        assertThat(template.at(days.get(0)))
                .extracting(file -> file.spec().dataSource())
                .containsExactly("first");
        assertThat(template.at(days.get(1)))
                .extracting(file -> file.spec().granularity().intervals())
                .containsOnly(List.of(days.get(1)))
                .hasSize(2);
    }

    @Test
    void outputsOnSeveralClocksHaveNoSlicesInCommon() {
        assertThatThrownBy(
                        () -> outputs("\"segmentGranularity\": \"DAY\"", "\"segmentGranularity\": " + GRANULARITIES[4]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Europe/Berlin=second");
    }

    private static SpecTemplate outputs(String first, String second) {
        String output = """
                {"spec": {"dataSchema": {"dataSource": "%s", "timestampSpec": {"column": "t"},
                  "dimensionsSpec": {"dimensions": ["a"]}, "granularitySpec": {%s}}}}""";
        String spec = """
                {"pipeline": {"sources": {"in": {"format": "json", "paths": ["/raw/${days}"]}},
                   "stages": [{"name": "once", "type": "dedup", "input": "in", "by": ["id"]}]},
                 "outputs": [%s, %s]}""".formatted(output.formatted("first", first), output.formatted("second", second));
        return SpecTemplate.read(spec.getBytes(StandardCharsets.UTF_8), false, Map.of());
    }

    private static String canonical(SpecTemplate template, Interval slice) {
        return template.at(slice).get(0).canonical();
    }

    @Test
    void aSpecOfOneSegmentHasNoSlices() {
        assertThatThrownBy(() -> SpecTemplate.read(
                        "{\"dimensionsSpec\": {}, \"metricsSpec\": []}".getBytes(StandardCharsets.UTF_8),
                        false,
                        Map.of()))
                .hasMessageContaining("only an index_hadoop spec runs for an interval");
    }

    private static List<String> paths(String path, Interval slice) {
        return paths(path, slice, "\"DAY\"");
    }

    private static List<String> paths(String path, Interval slice, String granularity) {
        return paths(SpecTemplate.read(spec(granularity, path), false, Map.of("region", "eu")), slice);
    }

    private static List<String> paths(SpecTemplate template, Interval slice) {
        return ((InputPaths.Listed) template.at(slice).get(0).spec().input().orElseThrow()).paths();
    }

    private static SpecTemplate template(String granularity, String path) {
        return SpecTemplate.read(spec(granularity, path), false, Map.of());
    }

    private static byte[] spec(String granularity, String path) {
        return """
                {"type": "index_hadoop", "spec": {
                  "dataSchema": {"dataSource": "flights",
                    "parser": {"type": "hadoopyString", "parseSpec": {"format": "json",
                      "timestampSpec": {"column": "t"}, "dimensionsSpec": {"dimensions": ["a"]}}},
                    "granularitySpec": {"segmentGranularity": %s}},
                  "ioConfig": {"type": "hadoop", "inputSpec": {"type": "static", "paths": "%s"}},
                  "tuningConfig": {"type": "hadoop"}}}
                """.formatted(granularity, path).getBytes(StandardCharsets.UTF_8);
    }
}
