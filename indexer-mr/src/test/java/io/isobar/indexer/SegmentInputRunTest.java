package io.isobar.indexer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.isobar.catalog.ReleaseSegment;
import io.isobar.catalog.View;
import io.isobar.segment.testing.GoldenSegment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Existing segments as input of a run: {@code inputSpec} of type {@code dataSource}, alone and beside files. */
class SegmentInputRunTest {
    private static final String INTERVAL = "2001-01-01/2001-01-03";

    @TempDir
    Path directory;

    private LocalRun local;
    private LocalReleases releases;
    private Path input;

    @BeforeEach
    void prepare() throws IOException {
        local = new LocalRun(directory.resolve("run"));
        releases = new LocalReleases(local);
        input = Files.createDirectories(directory.resolve("input"));
    }

    static Stream<GoldenSegment> goldens() {
        return GoldenSegment.all()
                .filter(golden -> !golden.name().contains("nestedcommon")
                        && !golden.name().contains("_big"));
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void aSegmentThatDruidWroteGivesItsRowsAgain(GoldenSegment golden) throws Exception {
        releases.publish("golden", golden.segment());
        List<String> before = SegmentText.rows(golden.segment());

        IndexReport report = local.run(specOf(golden));

        assertThat(report.rows().values().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(before.size());
        assertThat(releases.rows(releases.releaseAll("golden"), directory)).isEqualTo(before);
    }

    @Test
    void theSameSchemaGivesTheSameBytesWhateverTheMetrics() throws Exception {
        write("a.csv", lines(1, 3_000));
        local.run(rawSpec("DAY", "\"airport\", \"tags\"", "2"));
        View before = releases.releaseAll("test");

        IndexReport again = local.run(segmentSpec("DAY", "\"airport\", \"tags\"", "2"));

        assertThat(again.outcome()).isEqualTo(IndexReport.Outcome.SEALED);
        assertThat(hashes(again)).containsExactlyElementsOf(hashes(before));
    }

    @Test
    void coarserTimesAndADroppedDimensionAreAsIfTheRowsHadBeenIndexedSo() throws Exception {
        write("a.csv", lines(2, 3_000));
        local.run(rawSpec("HOUR", "\"airport\", \"tags\"", "3"));
        releases.releaseAll("test");
        IndexReport raw = local.run(rawSpec("ALL", "\"airport\"", "1").replace("\"test\"", "\"raw\""));

        IndexReport reindexed = local.run(segmentSpec("ALL", "\"airport\"", "1"));

        assertThat(hashes(reindexed)).isEqualTo(hashes(raw));
    }

    @Test
    void theSameRunAgainIsRecognisedOnceItsOwnSegmentsAreWhatItReads() throws Exception {
        write("a.csv", lines(3, 100));
        local.run(rawSpec("DAY", "\"airport\", \"tags\"", "2"));
        releases.releaseAll("test");
        String spec = segmentSpec("DAY", "\"airport\"", "1");
        IndexReport first = local.run(spec);
        View released = releases.releaseAll("test");

        IndexReport second = local.run(spec);

        assertThat(second.outcome()).isEqualTo(IndexReport.Outcome.ALREADY_SEALED);
        assertThat(second.version()).isEqualTo(first.version());
        assertThat(releases.view("test")).isEqualTo(released);
        write("a.csv", lines(4, 100));
        local.run(rawSpec("DAY", "\"airport\", \"tags\"", "2"));
        releases.releaseAll("test");
        assertThat(local.run(spec).outcome()).isEqualTo(IndexReport.Outcome.SEALED);
    }

    @Test
    void aDeltaIsAddedToWhatIsThereOnce() throws Exception {
        List<String> all = lines(5, 2_000);
        write("a.csv", all.subList(0, 1_500));
        local.run(rawSpec("DAY", "\"airport\", \"tags\"", "2"));
        releases.releaseAll("test");
        Files.delete(input.resolve("a.csv"));
        write("late.csv", all.subList(1_500, all.size()));
        String delta = deltaSpec();

        local.run(delta);
        View after = releases.releaseAll("test");
        IndexReport twice = local.run(delta);

        assertThat(twice.outcome()).isEqualTo(IndexReport.Outcome.ALREADY_SEALED);
        write("a.csv", all.subList(0, 1_500));
        IndexReport whole =
                local.run(rawSpec("DAY", "\"airport\", \"tags\"", "2").replace("\"test\"", "\"whole\""));
        assertThat(hashes(after)).containsExactlyElementsOf(hashes(whole));
    }

    @Test
    void aBatchThatIsNotYetReleasedIsNotUndone() throws Exception {
        write("a.csv", lines(6, 100));
        local.run(rawSpec("DAY", "\"airport\", \"tags\"", "2"));
        releases.releaseAll("test");
        write("a.csv", lines(7, 100));
        local.run(rawSpec("DAY", "\"airport\", \"tags\"", "2"));

        assertThatThrownBy(() -> local.run(segmentSpec("DAY", "\"airport\"", "1")))
                .hasMessageContaining("Segments of datasource [test] that are read are about to change")
                .hasMessageContaining("run again when 'isobar dc status' shows its release");
    }

    @Test
    void aMetricThatTheSegmentsLackIsAggregatedFromTheColumnItNames() throws Exception {
        Files.writeString(
                input.resolve("a.csv"),
                "2001-01-01T00:00:00Z,AUS,1,0.5,u1,x\n2001-01-01T00:00:00Z,LAX,2,0.5,u2,x\n2001-01-01T05:00:00Z,AUS,4,1.5,u1,y\n");
        local.run(rawSpec("NONE", "\"airport\", \"tags\"", "1"));
        releases.releaseAll("test");

        local.run(segmentSpec("DAY", "\"tags\"", "1")
                .replace(
                        "{\"type\": \"count\"",
                        "{\"type\": \"longMax\", \"name\": \"most\", \"fieldName\": \"n\"},"
                                + " {\"type\": \"hyperUnique\", \"name\": \"airports\", \"fieldName\": \"airport\"},"
                                + " {\"type\": \"count\""));

        assertThat(releases.rows(releases.releaseAll("test"), directory))
                .anySatisfy(row -> assertThat(row).contains("most=2", "tags=x", "count=2", "airports=0", "n=3"))
                .anySatisfy(row -> assertThat(row).contains("most=4", "tags=y", "count=1", "n=4"));
    }

    @Test
    void useNewAggsCountsTheRowsOfTheSegments() throws Exception {
        write("a.csv", lines(8, 500));
        local.run(rawSpec("ALL", "\"airport\"", "1"));
        View before = releases.releaseAll("test");
        int rows = releases.rows(before, directory).size();

        local.run(segmentSpec("ALL", "\"airport\"", "1", "\"useNewAggs\": true,", ""));

        assertThat(rows).isLessThan(500);
        assertThat(releases.rows(releases.releaseAll("test"), directory))
                .hasSize(rows)
                .allSatisfy(row -> assertThat(row).contains("count=1,"));
    }

    @Test
    void rowsOutsideOfTheIntervalsOrTheFilterArePassedOver() throws Exception {
        Files.writeString(
                input.resolve("a.csv"),
                "2001-01-01T00:00:00Z,AUS,1,0.5,u1,x\n2001-01-01T05:00:00Z,LAX,2,0.5,u2,x\n2001-01-01T06:00:00Z,AUS,4,1.5,u1,y\n");
        local.run(rawSpec("NONE", "\"airport\", \"tags\"", "1"));
        releases.releaseAll("test");

        IndexReport report = local.run(segmentSpec("NONE", "\"airport\", \"tags\"", "1", "", """
                        "interval": "2001-01-01T01/2001-01-02",
                        "filter": {"type": "selector", "dimension": "airport", "value": "AUS"},""")
                .replaceFirst("(AUS.*), \"intervals\": \\[[^]]*]", "$1"));

        assertThat(report.storedRows()).isEqualTo(1);
        assertThat(releases.rows(releases.releaseAll("test"), directory))
                .singleElement()
                .asString()
                .contains("airport=AUS", "n=4", "tags=y");
    }

    @Test
    void dimensionsAreFoundInTheSegmentsIfTheSpecListsNone() throws Exception {
        write("a.csv", lines(9, 200));
        local.run(rawSpec("DAY", "\"airport\", \"tags\"", "1"));
        View before = releases.releaseAll("test");

        IndexReport again = local.run(segmentSpec("DAY", "", "1"));

        assertThat(again.segments())
                .allSatisfy(segment -> assertThat(segment.dimensions()).containsExactly("airport", "tags"));
        assertThat(hashes(again)).isEqualTo(hashes(before));
    }

    /** A number of bytes, or below zero all of them dealt to the map tasks that the job asks for. */
    @ParameterizedTest
    @ValueSource(longs = {1_000_000_000, -1})
    void smallSegmentsShareASplit(long maxSplitSize) throws Exception {
        write("a.csv", lines(10, 2_000));
        local.run(rawSpec("HOUR", "\"airport\", \"tags\"", "4"));
        List<String> before = releases.rows(releases.releaseAll("test"), directory);

        local.run(segmentSpec("HOUR", "\"airport\", \"tags\"", "1", "\"maxSplitSize\": " + maxSplitSize + ",", ""));

        assertThat(releases.rows(releases.releaseAll("test"), directory)).containsExactlyInAnyOrderElementsOf(before);
    }

    @Test
    void aDamagedSegmentIsNamedAndNothingIsPublished() throws Exception {
        write("a.csv", lines(11, 100));
        local.run(rawSpec("DAY", "\"airport\", \"tags\"", "1"));
        View before = releases.releaseAll("test");
        ReleaseSegment damaged = before.segments().firstEntry().getValue();
        Path zip = Path.of(local.store()).resolve("segments").resolve(damaged.path());
        byte[] bytes = Files.readAllBytes(zip);
        bytes[bytes.length / 2] ^= 1;
        Files.delete(zip);
        Files.write(zip, bytes);

        assertThatThrownBy(() -> local.run(segmentSpec("DAY", "\"airport\"", "1")))
                .hasMessageContaining("Segment [" + damaged.id() + "]")
                .hasMessageContaining("is damaged: its bytes have the SHA-256 [");
        assertThat(releases.releaseAll("test")).isEqualTo(before);
    }

    @Test
    void aSegmentWhoseFileIsGoneIsNamedBeforeAnythingHappens() throws Exception {
        write("a.csv", lines(12, 100));
        local.run(rawSpec("DAY", "\"airport\", \"tags\"", "1"));
        ReleaseSegment gone =
                releases.releaseAll("test").segments().firstEntry().getValue();
        Files.delete(Path.of(local.store()).resolve("segments").resolve(gone.path()));

        assertThatThrownBy(() -> local.run(segmentSpec("DAY", "\"airport\"", "1")))
                .hasMessageStartingWith(
                        "Segment [" + gone.id() + "] is visible by the releases of the control database");
    }

    @Test
    void aListOfSegmentsMustBeTheVisibleOnes() throws Exception {
        write("a.csv", lines(13, 100));
        local.run(rawSpec("DAY", "\"airport\", \"tags\"", "1"));
        View view = releases.releaseAll("test");
        String listed = "\"segments\": [" + json(view.segments().firstEntry().getValue()) + "],";

        assertThatThrownBy(() -> local.run(segmentSpec("DAY", "\"airport\"", "1", "", listed)))
                .hasMessage(
                        "Segment [%s] is visible, but not in [ingestionSpec.segments]: the list is stale, leave it"
                                + " out and the visible segments are read",
                        view.segments().lastKey());
        String stale = listed.replace(view.segments().firstKey().version(), "2000-01-01T00:00:00.000Z");
        assertThatThrownBy(() -> local.run(segmentSpec("DAY", "\"airport\"", "1", "", stale)))
                .hasMessageContaining("the list is stale");
    }

    @Test
    void nothingToReadIsAnErrorUnlessTheSpecSaysOtherwise() throws Exception {
        assertThatThrownBy(() -> local.run(segmentSpec("DAY", "\"airport\"", "1")))
                .hasMessageStartingWith("Datasource [test] has no segments in [2001-01-01T00:00:00.000Z/");
        write("late.csv", lines(14, 50));

        IndexReport report = local.run(
                deltaSpec().replace("\"ingestionSpec\": {", "\"ingestionSpec\": {\"ignoreWhenNoSegments\": true, "));

        assertThat(report.outcome()).isEqualTo(IndexReport.Outcome.SEALED);
    }

    @Test
    void anAggregateOfAnotherKindIsRefused() throws Exception {
        write("a.csv", lines(15, 50));
        local.run(rawSpec("DAY", "\"airport\"", "1"));
        releases.releaseAll("test");

        assertThatThrownBy(() ->
                        local.run(segmentSpec("DAY", "\"airport\"", "1").replace("\"hyperUnique\"", "\"thetaSketch\"")))
                .hasMessageContaining("holds a [hyperUnique], but metric [users] folds [thetaSketch]");
    }

    private void write(String name, List<String> lines) throws IOException {
        Files.write(input.resolve(name), lines);
    }

    private static List<String> lines(int seed, int count) {
        Random random = new Random(seed);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String tags = random.nextInt(4) == 0 ? "b\u0001a" : random.nextInt(4) == 0 ? "" : "t" + random.nextInt(3);
            lines.add("2001-01-0%dT%02d:%02d:00Z,A%d,%s,%s,user%d,%s"
                    .formatted(
                            1 + random.nextInt(2),
                            random.nextInt(24),
                            random.nextInt(60),
                            random.nextInt(5),
                            random.nextInt(9) == 0 ? "" : Integer.toString(random.nextInt(90)),
                            // eighths add up without rounding, whatever the order
                            random.nextInt(80) / 8.0,
                            random.nextInt(70),
                            tags));
        }
        return lines;
    }

    private String rawSpec(String queryGranularity, String dimensions, String shards) {
        return spec(queryGranularity, dimensions, shards, staticInput());
    }

    private String staticInput() {
        return "{\"type\": \"static\", \"paths\": \"%s/*\"}".formatted(input);
    }

    private String deltaSpec() {
        return spec(
                "DAY",
                "\"airport\", \"tags\"",
                "2",
                "{\"type\": \"multi\", \"children\": [%s, %s]}".formatted(segmentInput("", ""), staticInput()));
    }

    private static String segmentSpec(String queryGranularity, String dimensions, String shards) {
        return segmentSpec(queryGranularity, dimensions, shards, "", "");
    }

    private static String segmentSpec(
            String queryGranularity, String dimensions, String shards, String options, String ingestionFields) {
        return spec(queryGranularity, dimensions, shards, segmentInput(options, ingestionFields));
    }

    /** Options and fields each end in a comma. */
    private static String segmentInput(String options, String ingestionFields) {
        return """
                {"type": "dataSource", %s "ingestionSpec": {"dataSource": "test", %s "intervals": ["%s"]}}""".formatted(options, ingestionFields, INTERVAL);
    }

    private static String spec(String queryGranularity, String dimensions, String shards, String inputSpec) {
        return """
                {"type": "index_hadoop", "spec": {
                  "dataSchema": {"dataSource": "test",
                    "parser": {"type": "string", "parseSpec": {"format": "csv",
                      "columns": ["t", "airport", "n", "x", "user", "tags"],
                      "timestampSpec": {"column": "t", "format": "iso"}, "dimensionsSpec": {"dimensions": [%s]}}},
                    "metricsSpec": [{"type": "count", "name": "count"},
                      {"type": "longSum", "name": "n", "fieldName": "n"},
                      {"type": "longMin", "name": "least", "fieldName": "n"},
                      {"type": "doubleSum", "name": "sum", "fieldName": "x"},
                      {"type": "floatMax", "name": "greatest", "fieldName": "x"},
                      {"type": "longFirst", "name": "first", "fieldName": "n"},
                      {"type": "stringLast", "name": "last", "fieldName": "user"},
                      {"type": "HLLSketchBuild", "name": "hll", "fieldName": "user"},
                      {"type": "thetaSketch", "name": "theta", "fieldName": "user"},
                      {"type": "hyperUnique", "name": "users", "fieldName": "user"}],
                    "granularitySpec": {"segmentGranularity": "DAY", "queryGranularity": "%s",
                      "intervals": ["2001-01-01/2001-01-03"]}},
                  "ioConfig": {"type": "hadoop", "inputSpec": %s},
                  "tuningConfig": {"type": "hadoop", "partitionsSpec": {"type": "hashed", "numShards": %s}}}}""".formatted(dimensions, queryGranularity, inputSpec, shards);
    }

    private static String specOf(GoldenSegment golden) throws IOException {
        JsonNode spec = golden.specJson();
        return """
                {"dataSchema": {"dataSource": "golden", "timestampSpec": %s, "dimensionsSpec": {"dimensions": %s},
                    "metricsSpec": %s,
                    "granularitySpec": {"type": "arbitrary", "queryGranularity": %s, "rollup": %s, "intervals": ["%s"]}},
                  "ioConfig": {"type": "hadoop", "inputSpec": {"type": "dataSource",
                    "ingestionSpec": {"dataSource": "golden", "intervals": ["%s"]}}},
                  "tuningConfig": {"type": "hadoop", "indexSpec": %s,
                    "partitionsSpec": {"type": "hashed", "numShards": 1}}}""".formatted(
                        spec.path("timestampSpec"),
                        spec.at("/dimensionsSpec/dimensions"),
                        spec.path("metricsSpec"),
                        spec.path("queryGranularity"),
                        spec.path("rollup"),
                        spec.path("interval").textValue(),
                        spec.path("interval").textValue(),
                        spec.path("indexSpec"));
    }

    private static String json(ReleaseSegment segment) {
        return """
                {"dataSource": "test", "interval": "%s", "version": "%s", "shardSpec": {"type": "hashed", "partitionNum": %d}}""".formatted(
                segment.id().interval(), segment.id().version(), segment.id().partition());
    }

    private static List<String> hashes(IndexReport report) {
        return report.segments().stream().map(ReleaseSegment::sha256).toList();
    }

    private static List<String> hashes(View view) {
        return view.segments().values().stream().map(ReleaseSegment::sha256).toList();
    }
}
