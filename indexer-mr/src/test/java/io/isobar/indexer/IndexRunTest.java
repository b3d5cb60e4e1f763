package io.isobar.indexer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isobar.catalog.ReleaseSegment;
import io.isobar.catalog.ShardSpec;
import io.isobar.catalog.control.ControlDatabase;
import io.isobar.catalog.sql.TestDatabases;
import io.isobar.indexer.input.RowOutcome;
import io.isobar.indexer.progress.IndexListener;
import io.isobar.indexer.progress.StageReport;
import io.isobar.segment.Interval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole runs on Hadoop's local runner over small input. */
class IndexRunTest {
    private static final String CSV = """
            2001-01-01T00:10:00Z,AUS,5,0.5
            2001-01-01T00:20:00Z,AUS,7,0.25
            2001-01-01T01:00:00Z,LAX,1,1
            2001-01-02T00:00:00Z,,2,2
            2001-02-01T00:00:00Z,AUS,9,9
            """;
    private static final String DAYS = "\"intervals\": [\"2001-01-01/2001-01-03\"]";
    private static final String THREE_SHARDS = "{\"type\": \"hashed\", \"numShards\": 3}";

    @TempDir
    Path directory;

    private LocalRun local;
    private Path input;

    @BeforeEach
    void prepare() throws IOException {
        local = new LocalRun(directory.resolve("run"));
        input = Files.createDirectories(directory.resolve("input"));
    }

    @Test
    void theFirstRunMakesTheTablesOfTheControlDatabase() throws Exception {
        Files.writeString(input.resolve("first.csv"), "978307200000,a\n");
        IndexRunConfig config = local.config("""
                {"dataSchema": {"dataSource": "first",
                   "parser": {"type": "string", "parseSpec": {"format": "csv", "columns": ["t", "a"],
                     "timestampSpec": {"column": "t", "format": "millis"}, "dimensionsSpec": {"dimensions": ["a"]}}},
                   "granularitySpec": {"segmentGranularity": "DAY", "intervals": ["2001-01-01/2001-01-02"]}},
                 "ioConfig": {"type": "hadoop", "inputSpec": {"type": "static", "paths": "%s"}},
                 "tuningConfig": {"type": "hadoop"}}""".formatted(input));
        IndexRunConfig fresh = new IndexRunConfig(
                config.file(),
                config.dc(),
                config.store(),
                TestDatabases.fresh(),
                config.workingPath(),
                config.tasks(),
                config.hadoopFiles(),
                config.hadoopProperties(),
                config.clock());

        assertThat(IndexRun.run(fresh, IndexListener.SILENT).outcome()).isEqualTo(IndexReport.Outcome.SEALED);
    }

    @ParameterizedTest
    @CsvSource({"true, 2", "false, 1"})
    void directoriesBelowAPathAreReadWhereHadoopIsToldSo(boolean recursive, long rows) throws Exception {
        Files.writeString(input.resolve("first.csv"), "978307200000,a\n");
        Files.writeString(Files.createDirectories(input.resolve("x/y")).resolve("second.csv"), "978307200001,b\n");
        Files.writeString(Files.createDirectories(input.resolve("_temporary")).resolve("third.csv"), "no row\n");

        IndexReport report = local.run("""
                {"dataSchema": {"dataSource": "nested",
                   "parser": {"type": "string", "parseSpec": {"format": "csv", "columns": ["t", "a"],
                     "timestampSpec": {"column": "t", "format": "millis"}, "dimensionsSpec": {"dimensions": ["a"]}}},
                   "granularitySpec": {"segmentGranularity": "DAY", "intervals": ["2001-01-01/2001-01-02"]}},
                 "ioConfig": {"type": "hadoop", "inputSpec": {"type": "static", "paths": "%s"}},
                 "tuningConfig": {"type": "hadoop",
                   "jobProperties": {"mapreduce.input.fileinputformat.input.dir.recursive": "%s"}}}""".formatted(input, recursive));

        assertThat(report.storedRows()).isEqualTo(rows);
    }

    @Test
    void buildsASegmentPerShardThatHasRowsAndSealsThem() throws Exception {
        Files.writeString(input.resolve("a.csv"), CSV);

        IndexReport report = local.run(spec(DAYS, THREE_SHARDS));

        assertThat(report.outcome()).isEqualTo(IndexReport.Outcome.SEALED);
        assertThat(report.version()).isEqualTo("2026-01-01T12:00:00.000Z");
        assertThat(report.replaced())
                .containsExactly(Interval.parse("2001-01-01/2001-01-02"), Interval.parse("2001-01-02/2001-01-03"));
        assertThat(report.rows()).containsEntry(RowOutcome.PROCESSED, 4L).containsEntry(RowOutcome.THROWN_AWAY, 1L);
        for (ReleaseSegment segment : report.segments()) {
            ShardSpec.Hashed shard = (ShardSpec.Hashed) segment.shardSpec();
            assertThat(shard.buckets()).isEqualTo(3);
            assertThat(shard.partition()).isLessThan(shard.partitions());
        }
        assertThat(contents(report))
                .containsExactlyInAnyOrder(
                        "2001-01-01T00:00:00.000Z AUS 2 12 0.75",
                        "2001-01-01T01:00:00.000Z LAX 1 1 1.0",
                        "2001-01-02T00:00:00.000Z null 1 2 2.0");
        assertThat(local.work()).isEmptyDirectory();
    }

    @Test
    void aRerunOfTheSameInputFindsTheBatchSealed() throws Exception {
        Files.writeString(input.resolve("a.csv"), CSV);
        IndexReport first = local.run(spec(DAYS, THREE_SHARDS));

        IndexReport again = local.run(spec(DAYS, THREE_SHARDS));
        Files.writeString(input.resolve("a.csv"), CSV.replace(",7,", ",8,"));
        IndexReport changed = local.run(spec(DAYS, THREE_SHARDS));

        assertThat(again.outcome()).isEqualTo(IndexReport.Outcome.ALREADY_SEALED);
        assertThat(again.version()).isEqualTo(first.version());
        assertThat(changed.outcome()).isEqualTo(IndexReport.Outcome.SEALED);
        assertThat(changed.version()).isGreaterThan(first.version());
    }

    @Test
    void theOrderOfInputRowsDoesNotShowInTheSegments() throws Exception {
        List<String> rows = new ArrayList<>();
        Random random = new Random(17);
        for (int i = 0; i < 3_000; i++) {
            rows.add("2001-01-01T00:%02d:00Z,A%d,%d,%s"
                    .formatted(random.nextInt(60), random.nextInt(5), random.nextInt(9), random.nextDouble()));
        }
        Files.write(input.resolve("a.csv"), rows);
        List<String> hashes = hashes(local.run(spec(DAYS, THREE_SHARDS)));
        List<String> plain = hashes(local.run(spec(DAYS + ", \"rollup\": false", THREE_SHARDS)));

        Collections.shuffle(rows, random);
        Files.write(input.resolve("a.csv"), rows.subList(0, 1_000));
        Files.write(input.resolve("b.csv"), rows.subList(1_000, rows.size()));

        assertThat(hashes(local.run(spec(DAYS, THREE_SHARDS)))).isEqualTo(hashes);
        assertThat(hashes(local.run(spec(DAYS + ", \"rollup\": false", THREE_SHARDS))))
                .isEqualTo(plain);
    }

    @Test
    void findsIntervalsAndShardsThatTheSpecLeavesOpen() throws Exception {
        Files.writeString(input.resolve("a.csv"), CSV);

        IndexReport report = local.run(spec("\"segmentGranularity\": \"DAY\"", "{\"targetRowsPerSegment\": 1}"));

        assertThat(report.stages())
                .extracting(StageReport::stage)
                .containsExactly("determine partitions", "build segments");
        assertThat(report.replaced())
                .containsExactly(
                        Interval.parse("2001-01-01/2001-01-02"),
                        Interval.parse("2001-01-02/2001-01-03"),
                        Interval.parse("2001-02-01/2001-02-02"));
        assertThat(report.segments())
                .extracting(segment -> ((ShardSpec.Hashed) segment.shardSpec()).buckets())
                .containsOnly(1, 2);
        assertThat(contents(report)).hasSize(4);
    }

    @Test
    void joinsLeftAndInner() throws Exception {
        Files.writeString(input.resolve("a.csv"), "t,airport,n,x\n" + CSV);
        Path airports = directory.resolve("airports.csv");
        Files.writeString(airports, "iata,city\nAUS,\"Austin, TX\"\nSFO,San Francisco\n");
        String pipeline = """
                "pipeline": {"sources": {
                    "flights": {"format": "csv", "header": true, "paths": ["%s"]},
                    "airports": {"format": "csv", "header": true, "paths": ["%s"]}},
                  "stages": [{"name": "j", "type": "join", "left": "flights", "right": "airports", "how": "%s",
                    "on": [{"left": "airport", "right": "iata"}], "take": {"city": "city"}}]},""".formatted(input, airports, "%s");
        String spec = spec(DAYS, THREE_SHARDS)
                .replaceAll("\"ioConfig\": .*\n", "\"ioConfig\": {\"type\": \"hadoop\"},\n")
                .replace("[\"airport\"]", "[\"airport\", \"city\"]")
                .replace("{\"type\": \"index_hadoop\",", "{\"type\": \"index_hadoop\", " + pipeline)
                .replace("\"parser\": {\"type\": \"string\", \"parseSpec\": {", "")
                .replace("\"format\": \"csv\", \"columns\": [\"t\", \"airport\", \"n\", \"x\"],", "")
                .replace("\"city\"]}}},", "\"city\"]},");

        assertThat(contents(local.run(spec.formatted("left"))))
                .containsExactlyInAnyOrder(
                        "2001-01-01T00:00:00.000Z AUS Austin, TX 2 12 0.75",
                        "2001-01-01T01:00:00.000Z LAX null 1 1 1.0",
                        "2001-01-02T00:00:00.000Z null null 1 2 2.0");
        assertThat(contents(local.run(spec.formatted("inner"))))
                .containsExactly("2001-01-01T00:00:00.000Z AUS Austin, TX 2 12 0.75");
    }

    @Test
    void aRowThatCannotBeSplitIsNamedAndNothingIsPublished() throws Exception {
        Files.writeString(input.resolve("a.csv"), CSV + "2001-01-01T00:00:00Z,\"AUS,1,1\n");

        assertThatThrownBy(() -> local.run(spec(DAYS, THREE_SHARDS)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Stage [build segments] failed: Field [] in line [6] of file [file:" + input
                        + "/a.csv] can't be split: a quote is not closed on the same line")
                .hasMessageContaining("What stands there is in [");
        nothingIsPublished();
    }

    @Test
    void anUnreadableTimeIsNamedAndItsValueStandsInTheBadRowsFile() throws Exception {
        Files.writeString(input.resolve("a.csv"), CSV + "new year,AUS,1,1\n");

        assertThatThrownBy(() -> local.run(spec(DAYS, THREE_SHARDS)))
                .hasMessageContaining("Field [t] in line [6] of file [")
                .hasMessageContaining("is not a time in format [iso]")
                .hasMessageNotContaining("new year");
        nothingIsPublished();
        List<Path> left = local.files().stream()
                .filter(file ->
                        file.toString().contains("bad-rows") && !file.toString().endsWith(".crc"))
                .toList();
        assertThat(left).hasSize(1);
        assertThat(Files.readString(left.get(0))).contains("\"value\":\"new year\"", "\"line\":6");
    }

    @Test
    void toleratedBadRowsAreCounted() throws Exception {
        Files.writeString(input.resolve("a.csv"), CSV + "new year,AUS,1,1\n2001-01-01T00:00:00Z,AUS,many,1\n");

        IndexReport report = local.run(spec(DAYS, THREE_SHARDS)
                .replace("\"tuningConfig\": {", "\"tuningConfig\": {\"maxParseExceptions\": 2, "));

        assertThat(report.rows())
                .containsEntry(RowOutcome.UNPARSEABLE, 1L)
                .containsEntry(RowOutcome.PROCESSED_WITH_ERROR, 1L);
        assertThat(report.badRows()).isPresent();
    }

    @Test
    void aMissingPathIsNamedBeforeAnythingHappens() {
        assertThatThrownBy(() -> local.run(spec(DAYS, THREE_SHARDS).replace(input.toString(), input + "/none.csv")))
                .hasMessage("Input path [" + input + "/none.csv] doesn't exist on [file:///]: no file matches it");
    }

    @Test
    void aDamagedParquetFileIsNamedAndNothingIsPublished() throws Exception {
        Files.writeString(input.resolve("a.parquet"), "PAR1 this is no Parquet file PAR1");
        String spec = spec(DAYS, THREE_SHARDS)
                .replace("\"type\": \"string\"", "\"type\": \"parquet\"")
                .replace(
                        "\"format\": \"csv\", \"columns\": [\"t\", \"airport\", \"n\", \"x\"],",
                        "\"format\": \"parquet\",");

        assertThatThrownBy(() -> local.run(spec))
                .hasMessageContaining("Parquet file [file:" + input + "/a.parquet] is damaged or no Parquet: ");
        nothingIsPublished();
    }

    @Test
    void inputWithoutARowInTheIntervalsIsAnError() throws Exception {
        Files.writeString(input.resolve("a.csv"), "2011-01-01T00:10:00Z,AUS,5,0.5\n");

        assertThatThrownBy(() -> local.run(spec(DAYS, THREE_SHARDS)))
                .hasMessage(
                        "No row of the input is in the intervals and passes the filter ([1] are left out, [0] can't be"
                                + " read): nothing is published. Check [timestampSpec], [granularitySpec.intervals] and"
                                + " [transformSpec.filter]");
        nothingIsPublished();
    }

    @Test
    void inputOfWhichNoRowCanBeReadTellsHowManyThereAre() throws Exception {
        Files.writeString(input.resolve("a.csv"), "new year,AUS,5,0.5\nlast year,AUS,5,0.5\n");

        assertThatThrownBy(() -> local.run(spec(DAYS, THREE_SHARDS)
                        .replace("\"tuningConfig\": {", "\"tuningConfig\": {\"maxParseExceptions\": 2, ")))
                .hasMessageContaining(
                        "([0] are left out, [2] can't be read): nothing is published. Check [timestampSpec]");
        nothingIsPublished();
    }

    /** Whether or not something is found out of the rows first. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"intervals\": [\"2001-01-01/2001-01-03\"] | {\"type\": \"hashed\", \"numShards\": 3}",
                "\"segmentGranularity\": \"DAY\" | {\"type\": \"hashed\", \"targetRowsPerSegment\": 10}",
                "\"segmentGranularity\": \"DAY\" | {\"type\": \"single_dim\", \"targetRowsPerSegment\": 10}"
            })
    void inputWithoutRowsIsAnErrorThatSaysWhereToLook(String granularity, String partitions) throws Exception {
        Files.writeString(input.resolve("a.csv"), "");

        assertThatThrownBy(() -> local.run(spec(granularity, partitions)))
                .hasMessage(
                        "The input has no rows: nothing is published. Check that its files aren't empty, and that the"
                                + " stages of a [pipeline] let rows through");
        nothingIsPublished();
    }

    @Test
    void anotherDataCenterIsNotTheHome() throws Exception {
        Files.writeString(input.resolve("a.csv"), CSV);
        try (ControlDatabase control = ControlDatabase.open(local.control())) {
            control.batches().claimHome("test", "west");
        }

        assertThatThrownBy(() -> local.run(spec(DAYS, THREE_SHARDS)))
                .hasMessage("Datasource [test] has its home in [west], not in [east]:"
                        + " index there, or claim the home first");
    }

    private void nothingIsPublished() throws IOException {
        try (ControlDatabase control = ControlDatabase.open(local.control())) {
            assertThat(control.batches().pending("test")).isEmpty();
        }
        assertThat(local.files()).noneMatch(file -> file.toString().endsWith(".zip"));
    }

    private List<String> contents(IndexReport report) throws IOException {
        return SegmentContents.read(report, local.store(), directory).rows();
    }

    private static List<String> hashes(IndexReport report) {
        return report.segments().stream().map(ReleaseSegment::sha256).toList();
    }

    private String spec(String granularity, String partitions) {
        return """
                {"type": "index_hadoop", "spec": {
                  "dataSchema": {"dataSource": "test",
                    "parser": {"type": "string", "parseSpec": {"format": "csv", "columns": ["t", "airport", "n", "x"],
                      "timestampSpec": {"column": "t", "format": "iso"}, "dimensionsSpec": {"dimensions": ["airport"]}}},
                    "metricsSpec": [{"type": "count", "name": "count"}, {"type": "longSum", "name": "n", "fieldName": "n"},
                      {"type": "doubleSum", "name": "x", "fieldName": "x"}],
                    "granularitySpec": {"queryGranularity": "HOUR", %s}},
                  "ioConfig": {"type": "hadoop", "inputSpec": {"type": "static", "paths": "%s"}},
                  "tuningConfig": {"type": "hadoop", "partitionsSpec": %s}}}""".formatted(granularity, input, partitions);
    }
}
