package io.isobar.indexer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.isobar.catalog.ReleaseSegment;
import io.isobar.indexer.input.RowOutcome;
import io.isobar.indexer.progress.IndexListener;
import io.isobar.indexer.progress.StageReport;
import io.isobar.indexer.progress.StopSwitch;
import io.isobar.indexer.spec.IndexSpecFile;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs with a pipeline, on Hadoop's local runner over small input. */
class PipelineRunTest {
    private static final String SPEC = """
            {"dataSchema": {"dataSource": "%s",
               "timestampSpec": {"column": "__time", "format": "millis", "missingValue": "2020-01-01"},
               "dimensionsSpec": {"dimensions": [%s]},
               "granularitySpec": {"rollup": false, "intervals": ["2020-01-01/P1D"]}},
             "tuningConfig": {"maxParseExceptions": %d, "partitionsSpec": {"numShards": 1}}}""";

    @TempDir
    private Path directory;

    private LocalRun local;
    private int tolerated;

    @BeforeEach
    void prepare() throws IOException {
        local = new LocalRun(directory.resolve("run"));
    }

    @Test
    void rowsComeOutTheSameInWhateverOrderAndHoweverManyTasks() throws Exception {
        Random random = new Random(3);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            lines.add("{\"t\": %d, \"k\": \"k%d\", \"id\": \"%d\", \"x\": %s}"
                    .formatted(
                            1_577_836_800_000L + random.nextInt(86_400_000),
                            random.nextInt(5),
                            random.nextInt(900),
                            random.nextGaussian() * Math.pow(10, random.nextInt(30))));
        }
        String stages = """
                {"name": "once", "type": "dedup", "input": "in", "by": ["id"]},
                {"name": "sums", "type": "group", "input": "once", "by": ["k"], "window": "hour",
                 "aggregations": [{"type": "doubleSum", "name": "s", "fieldName": "x"},
                   {"type": "stringLast", "name": "last", "fieldName": "id"}]},
                {"name": "all", "type": "join", "left": "once", "right": "sums", "prefix": "s_", "how": "full",
                 "on": [{"left": "k", "right": "k"}], "window": {"before": "PT1H"}}""";
        String dimensions = "\"id\", \"k\", \"x\", \"s_s\", \"s_last\"";
        Files.write(directory.resolve("a.json"), lines);
        IndexReport once = run("a", stages, dimensions, "a.json");

        Collections.shuffle(lines, random);
        Files.write(directory.resolve("b.json"), lines.subList(0, 700));
        Files.write(directory.resolve("c.json"), lines.subList(700, lines.size()));
        IndexReport again = run("b", stages, dimensions, "b.json", "c.json");

        assertThat(once.segments()).hasSize(1);
        assertThat(again.segments())
                .extracting(ReleaseSegment::rows, this::content)
                .isEqualTo(once.segments().stream()
                        .map(segment -> org.assertj.core.groups.Tuple.tuple(segment.rows(), content(segment)))
                        .toList());
    }

    /** The hash: it is over the rows, and not over the datasource's name. */
    private String content(ReleaseSegment segment) {
        return segment.sha256();
    }

    @Test
    void aSideOrAnInputWithoutRowsIsNoError() throws Exception {
        Files.writeString(directory.resolve("a.json"), "{\"k\": \"a\"}\n");
        Files.writeString(directory.resolve("empty.json"), "");
        String full = """
                {"name": "j", "type": "join", "left": "in", "right": "in1", "how": "full", "prefix": "r_",
                 "on": [{"left": "k", "right": "k"}]}""";
        assertThat(run("left", full, "\"k\"", "a.json", "empty.json").storedRows())
                .isEqualTo(1);
        assertThat(run("right", full, "\"k\"", "empty.json", "a.json").storedRows())
                .isEqualTo(1);
        assertThatThrownBy(() -> run("none", full, "\"k\"", "empty.json", "empty.json"))
                .hasMessageStartingWith(
                        "The input has no rows: nothing is published. Check that its files aren't empty");
    }

    @Test
    void aTableThatIsTooLargeIsNamedBeforeTheJobByItsFilesAndInItByItsRows() throws Exception {
        Files.writeString(directory.resolve("a.json"), "{\"k\": \"a\"}\n");
        Files.writeString(
                directory.resolve("table.json"), "{\"k\": \"a\", \"v\": \"%s\"}\n".formatted("x".repeat(500)));
        String lookup = """
                {"name": "look", "type": "lookup", "input": "in", "table": "in1", "prefix": "t_", "maxBytes": %d,
                 "on": [{"left": "k", "right": "k"}]}""";

        assertThat(run("a", lookup.formatted(10_000), "\"k\"", "a.json", "table.json")
                        .storedRows())
                .isEqualTo(1);
        assertThatThrownBy(() -> run("b", lookup.formatted(400), "\"k\"", "a.json", "table.json"))
                .hasMessageStartingWith(
                        "The files of table [in1] of stage [look] have [520] bytes, more than the [400] of its [maxBytes]");
        assertThatThrownBy(() -> run("c", lookup.formatted(600), "\"k\"", "a.json", "table.json"))
                .hasMessageContaining(
                        "Table [in1] of stage [look] takes more than [600] bytes of memory, which is its [maxBytes]");
    }

    @Test
    void badRowsOfATableArePassedOverLikeOthersAndToldOnce() throws Exception {
        Files.writeString(directory.resolve("a.json"), "{\"k\": \"a\"}\n");
        Files.writeString(directory.resolve("table.json"), "{\"k\": \"a\", \"v\": 1}\nno JSON\n");
        String lookup = """
                {"name": "look", "type": "lookup", "input": "in", "table": "in1", "prefix": "t_",
                 "on": [{"left": "k", "right": "k"}]}""";

        assertThatThrownBy(() -> run("strict", lookup, "\"k\"", "a.json", "table.json"))
                .hasMessageContaining("in line [2] of file [")
                .hasMessageContaining("[maxParseExceptions] is [0]");
        tolerated = 1;
        IndexReport report = run("lenient", lookup, "\"k\"", "a.json", "table.json");

        assertThat(report.storedRows()).isEqualTo(1);
        try (Stream<Path> files = Files.walk(Path.of(URI.create(report.badRows().orElseThrow())))) {
            assertThat(files.filter(file -> file.toString().endsWith(".jsonl")))
                    .singleElement()
                    .satisfies(file -> assertThat(file).hasFileName("table-look.jsonl"))
                    .satisfies(file -> assertThat(Files.readAllLines(file)).hasSize(1));
        }
    }

    @Test
    void aRowWithoutTheTimeThatAWindowNeedsIsABadRow() throws Exception {
        Files.writeString(directory.resolve("a.json"), "{\"k\": \"a\", \"t\": 1577836800000}\n{\"k\": \"b\"}\n");

        assertThatThrownBy(() -> run("a", """
                {"name": "g", "type": "group", "input": "in", "by": ["k"], "window": "hour",
                 "aggregations": [{"type": "count", "name": "n"}]}""", "\"k\"", "a.json"))
                .hasMessageContaining("Field [t] in line [2] of file [file:" + directory + "/a.json] is missing");
    }

    @Test
    void outputsAreSealedOneAfterTheOtherAndARerunFinishesTheRest() throws Exception {
        Files.writeString(directory.resolve("a.json"), "{\"k\": \"a\", \"t\": 1577836800000, \"x\": 1}\n");
        Path late = directory.resolve("late.json");
        Files.writeString(late, "this is no JSON\n");
        String spec = """
                {"pipeline": {"sources": {%s, %s}, "stages": [
                   {"name": "once", "type": "dedup", "input": "in", "by": ["k"]},
                   {"name": "both", "type": "union", "inputs": ["once", "late"]}]},
                 "outputs": [{"stage": "once", "spec": %s}, {"stage": "both", "spec": %s}, {"stage": "once", "spec": %s}]}""".formatted(
                        source("in", "a.json"),
                        source("late", "late.json"),
                        SPEC.formatted("first", "\"k\"", tolerated),
                        SPEC.formatted("second", "\"k\"", tolerated),
                        SPEC.formatted("third", "\"x\"", tolerated));
        List<IndexReport> sealed = new ArrayList<>();

        assertThatThrownBy(() -> runAll(spec, sealed)).hasMessageContaining("late.json");
        assertThat(sealed).extracting(IndexReport::dataSource).containsExactly("first");

        Files.writeString(late, "{\"k\": \"b\", \"t\": 1577836800001}\n");
        List<IndexReport> rest = new ArrayList<>();
        runAll(spec, rest);

        assertThat(rest)
                .extracting(IndexReport::outcome)
                .containsExactly(
                        IndexReport.Outcome.ALREADY_SEALED, IndexReport.Outcome.SEALED, IndexReport.Outcome.SEALED);
        assertThat(rest.get(1).stages()).extracting(StageReport::stage).containsExactly("dedup once", "build segments");
        assertThat(rest.get(2).stages()).extracting(StageReport::stage).containsExactly("build segments");
        assertThat(rest.get(1).rows()).containsEntry(RowOutcome.PROCESSED, 2L);
    }

    @Test
    void stagesByOneKeyAreOneJobWithLookupsAndFiltersBetweenThem() throws Exception {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            lines.add("{\"k\": \"k%d\", \"id\": %d, \"v\": %d}".formatted(i % 4, i / 2, i));
        }
        Files.write(directory.resolve("a.json"), lines);
        Files.writeString(
                directory.resolve("names.json"), "{\"code\": 7, \"n\": \"seven\"}\n{\"code\": 8, \"n\": \"eight\"}\n");
        String stages = """
                {"name": "once", "type": "dedup", "input": "in", "by": ["id"], "keep": "last", "order": "v"},
                {"name": "named", "type": "lookup", "input": "once", "table": "in1", "how": "left", "take": {"n": "n"},
                 "on": [{"left": "id", "right": "code"}]},
                {"name": "some", "type": "transform", "input": "named",
                 "filter": {"type": "not", "field": {"type": "selector", "dimension": "id", "value": "3"}}},
                {"name": "sums", "type": "group", "input": "some", "by": ["id"], "aggregations": [
                  {"type": "longSum", "name": "s", "fieldName": "%s"}, {"type": "list", "name": "ns", "fieldName": "n"}]}""";

        IndexReport report = run("a", stages.formatted("v"), "\"id\", \"s\", \"ns\"", "a.json", "names.json");

        assertThat(report.stages())
                .extracting(StageReport::stage, StageReport::rowsIn)
                .containsExactly(tuple("dedup once + group sums", 40L), tuple("build segments", 19L));
        assertThat(report.rows()).containsEntry(RowOutcome.THROWN_AWAY, 1L).containsEntry(RowOutcome.PROCESSED, 19L);
        assertThatThrownBy(() -> run("b", stages.formatted("k"), "\"id\"", "a.json", "names.json"))
                .hasMessageContaining("Field [k] in bad row [1] of file [input of stage sums in task_");
    }

    private void runAll(String spec, List<IndexReport> reports) throws IOException {
        IndexRuns.run(configs(spec), RunOptions.NONE, IndexListener.SILENT, new StopSwitch(), reports::add);
    }

    private List<IndexRunConfig> configs(String spec) {
        return IndexSpecFile.parseAll(spec.getBytes(StandardCharsets.UTF_8), false, Map.of()).stream()
                .map(local::config)
                .toList();
    }

    /** The sources are called in, in1, in2 … */
    private IndexReport run(String dataSource, String stages, String dimensions, String... files) throws IOException {
        List<String> sources = new ArrayList<>();
        boolean oneSource = stages.contains("\"in1\"");
        if (oneSource) {
            for (int i = 0; i < files.length; i++) {
                sources.add(source(i == 0 ? "in" : "in" + i, files[i])
                        .replace(", \"timestampSpec\": {\"column\": \"t\"}", ""));
            }
        } else {
            sources.add(source("in", files));
        }
        return local.run("{\"pipeline\": {\"sources\": {%s}, \"stages\": [%s]}, %s"
                .formatted(
                        String.join(",", sources),
                        stages,
                        SPEC.formatted(dataSource, dimensions, tolerated).substring(1)));
    }

    private String source(String name, String... files) {
        List<String> paths = new ArrayList<>();
        for (String file : files) {
            paths.add("\"" + directory.resolve(file) + "\"");
        }
        return "\"%s\": {\"format\": \"json\", \"paths\": %s, \"timestampSpec\": {\"column\": \"t\"}}"
                .formatted(name, paths);
    }
}
