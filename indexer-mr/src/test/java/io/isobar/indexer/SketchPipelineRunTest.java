package io.isobar.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.indexer.progress.StageReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sketches that groups of a pipeline make, through the shuffles of whole runs, in the segments that metrics merge them into. */
class SketchPipelineRunTest {
    private static final String SKETCHES = """
            {"type": "thetaSketch", "name": "theta", "fieldName": "user", "size": 128},
            {"type": "HLLSketchBuild", "name": "hll", "fieldName": "user"},
            {"type": "hyperUnique", "name": "hyper", "fieldName": "user"}""";
    private static final String MERGED = """
            {"type": "thetaSketch", "name": "theta", "fieldName": "theta", "size": 128, "isInputThetaSketch": true},
            {"type": "HLLSketchMerge", "name": "hll", "fieldName": "hll"},
            {"type": "hyperUnique", "name": "hyper", "fieldName": "hyper", "isInputHyperUnique": true}""";

    private static final String PAGES = """
            {"name": "pages", "type": "group", "input": "in", "by": ["k", "page"], "window": "day",
             "aggregations": [%s]}""".formatted(SKETCHES);

    private static final String TUNING =
            "\"tuningConfig\": {\"type\": \"hadoop\", \"partitionsSpec\": {\"type\": \"hashed\", \"numShards\": 1}}";

    @TempDir
    private Path directory;

    private LocalRun local;
    private LocalReleases releases;
    private List<String> expected;

    @BeforeEach
    void indexTheRowsThemselves() throws IOException {
        local = new LocalRun(directory.resolve("run"));
        releases = new LocalReleases(local);
        Random random = new Random(12);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            lines.add("{\"t\": %d, \"k\": \"k%d\", \"page\": %d, \"user\": \"u%d\"}"
                    .formatted(
                            978_307_200_000L + random.nextInt(86_400_000),
                            random.nextInt(3),
                            random.nextInt(200),
                            random.nextInt(2_000)));
        }
        Files.write(directory.resolve("rows.json"), lines);
        local.run("""
                {%s, "ioConfig": {"type": "hadoop", "inputFormat": {"type": "json"},
                   "inputSpec": {"type": "static", "paths": "%s/rows.json"}}, %s}""".formatted(schema("direct", "t", SKETCHES), directory, TUNING));
        expected = releases.rows(releases.releaseAll("direct"), directory);
        assertThat(expected).hasSize(3).allSatisfy(row -> assertThat(row).contains("theta=", "hll=", "hyper="));
    }

    @Test
    void aMetricMergesThem() throws Exception {
        IndexReport report = run("merged", PAGES, MERGED);

        assertThat(report.stages()).extracting(StageReport::stage).containsExactly("group pages", "build segments");
        assertThat(releases.rows(releases.releaseAll("merged"), directory)).isEqualTo(expected);
    }

    @Test
    void aMetricKnowsThemByTheirType() throws Exception {
        run("typed", PAGES, """
                {"type": "thetaSketch", "name": "theta", "fieldName": "theta", "size": 128},
                {"type": "HLLSketchBuild", "name": "hll", "fieldName": "hll"},
                {"type": "hyperUnique", "name": "hyper", "fieldName": "hyper"}""");

        assertThat(releases.rows(releases.releaseAll("typed"), directory)).isEqualTo(expected);
    }

    @Test
    void theyPassThroughJoinsAndOtherGroups() throws Exception {
        IndexReport report = run("twice", PAGES + """
                , {"name": "named", "type": "join", "left": "pages", "right": "pages", "how": "left",
                   "on": [{"left": "page", "right": "page"}, {"left": "k", "right": "k"}], "take": {"hll": "hll2"}},
                {"name": "moved", "type": "transform", "input": "named", "rename": {"hll2": "hll"}},
                {"name": "keys", "type": "group", "input": "moved", "by": ["k"], "window": "day",
                 "aggregations": [%s]}""".formatted(MERGED), MERGED);

        assertThat(report.stages()).extracting(StageReport::stage).contains("group keys");
        assertThat(releases.rows(releases.releaseAll("twice"), directory)).isEqualTo(expected);
    }

    private IndexReport run(String dataSource, String stages, String metrics) throws IOException {
        return local.run("""
                {"pipeline": {
                   "sources": {"in": {"format": "json", "paths": ["%s/rows.json"], "timestampSpec": {"column": "t"}}},
                   "stages": [%s]}, %s, %s}""".formatted(directory, stages, schema(dataSource, "__time", metrics), TUNING));
    }

    private static String schema(String dataSource, String time, String metrics) {
        return """
                "dataSchema": {"dataSource": "%s", "timestampSpec": {"column": "%s", "format": "millis"},
                "dimensionsSpec": {"dimensions": ["k"]}, "metricsSpec": [%s],
                "granularitySpec": {"queryGranularity": "DAY", "intervals": ["2001-01-01/P1D"]}}""".formatted(dataSource, time, metrics);
    }
}
