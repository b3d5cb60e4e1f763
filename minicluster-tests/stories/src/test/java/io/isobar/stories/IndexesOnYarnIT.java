package io.isobar.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.catalog.ReleaseSegment;
import io.isobar.catalog.View;
import io.isobar.catalog.config.DatabaseConfig;
import io.isobar.catalog.store.SegmentStore;
import io.isobar.catalog.store.SegmentStores;
import io.isobar.cli.segment.SegmentAnswers;
import io.isobar.indexer.IndexReport;
import io.isobar.indexer.progress.StageReport;
import io.isobar.query.Query;
import io.isobar.segment.testing.GoldenSegment;
import io.isobar.stories.druid.SameAnswer;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What runs as YARN jobs over files on HDFS gives the very segments that the local runner gives. */
class IndexesOnYarnIT {
    private static final Path DATA =
            Path.of("..", "..", "data", "flights").toAbsolutePath().normalize();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MANY_COLUMNS = 400;

    @TempDir
    static Path directory;

    private static SpecRunner local;
    private static SpecRunner yarn;
    private static ForkedHadoop cluster;

    @BeforeAll
    static void startTheCluster() throws IOException {
        local = SpecRunner.local(directory.resolve("local"));
        cluster = ForkedHadoop.start(directory.resolve("cluster"));
        yarn = SpecRunner.on(cluster, directory.resolve("yarn"));
        for (SpecRunner place : List.of(local, yarn)) {
            place.upload(DATA.resolve("flights-2001-01.parquet"), DATA.resolve("airports.csv"));
        }
    }

    @AfterAll
    static void stopTheCluster() throws IOException {
        cluster.close();
    }

    /** The table of a lookup comes by the distributed cache; containers have two reducers. */
    @Test
    void severalOutputsOfAPipelineWithAJoinAndALookup() throws Exception {
        List<IndexReport> expected = local.runAll(PIPELINE, Map.of());

        List<IndexReport> reports = yarn.runAll(PIPELINE, Map.of());

        assertThat(reports).hasSize(2);
        assertThat(reports.get(0).stages())
                .extracting(StageReport::stage)
                .containsExactly("join from", "build segments");
        assertThat(reports.get(1).stages())
                .extracting(StageReport::stage)
                .containsExactly("determine partitions", "build segments");
        for (int i = 0; i < 2; i++) {
            assertThat(reports.get(i).rows()).isEqualTo(expected.get(i).rows());
            assertThat(SpecRunner.contents(reports.get(i))).isEqualTo(SpecRunner.contents(expected.get(i)));
            try (SegmentStore store = SegmentStores.open(yarn.store())) {
                for (ReleaseSegment segment : reports.get(i).segments()) {
                    assertThat(store.length(segment.path())).isEqualTo(segment.bytes());
                }
            }
        }
    }

    @Test
    void fourHundredColumnsOfWhichEachRowHasSome() throws Exception {
        Path wide = wideRows(directory.resolve("wide.json"));
        local.upload(wide);
        yarn.upload(wide);
        ArrayNode dimensions = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < MANY_COLUMNS; i++) {
            dimensions.add("c" + i);
        }
        String spec = WIDE.formatted(dimensions);

        IndexReport report = yarn.run(spec, Map.of("mapreduce.job.ubertask.enable", "true"));

        assertThat(report.segments().get(0).dimensions()).hasSize(MANY_COLUMNS);
        assertThat(SpecRunner.contents(report)).isEqualTo(SpecRunner.contents(local.run(spec, Map.of())));
    }

    @Test
    void aBackfillOfTwoDaysAndAReindexOfBothByTheCommand() throws Exception {
        List<View> expected = backfillAndReindex(local);

        List<View> views = backfillAndReindex(yarn);

        for (int i = 0; i < 2; i++) {
            assertThat(SpecRunner.contents(views.get(i).segments().values()))
                    .hasSize(2)
                    .isEqualTo(SpecRunner.contents(expected.get(i).segments().values()));
        }
        assertThat(SpecRunner.contents(views.get(1).segments().values()))
                .as("the reindex has replaced what the backfill made")
                .doesNotContainAnyElementsOf(
                        SpecRunner.contents(views.get(0).segments().values()));
    }

    /** The zip is on HDFS alone. What is read must give the answers that Druid itself gave. */
    @Test
    void segmentsOfADruidThatKeepsThemOnHdfsAreReindexedAndIndexed() throws Exception {
        GoldenSegment golden = GoldenSegment.number(1);
        String interval = DruidOnHdfs.interval(golden).toString();
        try (CommandRuns commands =
                CommandRuns.start(directory.resolve("commands/druid"), yarn, "mapreduce.job.ubertask.enable=true")) {
            DatabaseConfig tables = commands.druidTables();
            DruidOnHdfs druid = DruidOnHdfs.empty(tables, yarn.files());
            org.apache.hadoop.fs.Path zip = druid.push(golden);
            long size = yarn.files().getFileStatus(zip).getLen();

            druid.list(golden, zip.toUri().getPath(), size); // on the cluster's own file system
            commands.write("copy.json", COPY.formatted(tables.url(), tables.user(), tables.password(), interval));
            commands.isobar("index", "copy.json");
            answersAsDruidDid(golden, commands.releaseAll("copy"));

            druid.list(golden, zip.toString(), size);
            commands.isobar(
                    "reindex",
                    "--datasource",
                    DruidOnHdfs.DATA_SOURCE,
                    "--interval",
                    interval,
                    "--from-druid",
                    tables.url(),
                    "--user",
                    tables.user(),
                    "--password-file",
                    "password");
            answersAsDruidDid(golden, commands.releaseAll(DruidOnHdfs.DATA_SOURCE));
        }
    }

    private static void answersAsDruidDid(GoldenSegment golden, View view) throws IOException {
        int asked = 0;
        try (SegmentAnswers answers = yarn.fetch(view.segments().values())) {
            for (Map.Entry<String, JsonNode> query : golden.queries().entrySet()) {
                // What metadata tells, such as the bytes of a segment, is not the rows.
                if (query.getKey().equals("segmentMetadata")) {
                    continue;
                }
                StringWriter found = new StringWriter();
                try (JsonGenerator out = JSON.createGenerator(found)) {
                    answers.answer(Query.parse(query.getValue()), out);
                }
                assertThat(SameAnswer.difference(
                                nameless(JSON.readTree(found.toString())),
                                nameless(golden.results().get(query.getKey()))))
                        .as(query.getKey())
                        .isEmpty();
                asked++;
            }
        }
        assertThat(asked).as("all rows by a scan among them").isGreaterThan(10);
    }

    /** A scan names the segment, which is another one. */
    private static JsonNode nameless(JsonNode answer) {
        for (JsonNode part : answer) {
            if (part instanceof ObjectNode object) {
                object.remove("segmentId");
            }
        }
        return answer;
    }

    /** The view after each of the two. */
    private static List<View> backfillAndReindex(SpecRunner place) throws Exception {
        Path home = directory.resolve("commands").resolve(place == local ? "local" : "yarn");
        try (CommandRuns commands =
                CommandRuns.start(home, place, "mapreduce.job.ubertask.enable=true;mapreduce.job.reduces=1")) {
            commands.write("days.json", DAYS);
            commands.write("changes.json", CHANGES);
            commands.isobar(
                    "backfill",
                    "--spec",
                    "days.json",
                    "--from",
                    "2001-01-01",
                    "--to",
                    "2001-01-03",
                    "--by",
                    "P1D",
                    "--parallel",
                    "2",
                    "--set",
                    "data=" + place.data());
            View backfilled = commands.releaseAll("days");
            commands.isobar(
                    "reindex", "--datasource", "days", "--interval", "2001-01-01/2001-01-03", "--spec", "changes.json");
            return List.of(backfilled, commands.releaseAll("days"));
        }
    }

    private static Path wideRows(Path file) throws IOException {
        Random random = new Random(8);
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            ObjectNode row =
                    JsonNodeFactory.instance.objectNode().put("t", 978_307_200_000L + random.nextInt(86_400_000));
            for (int column = 0; column < MANY_COLUMNS; column++) {
                if (random.nextInt(3) > 0) {
                    row.put("c" + column, "v" + random.nextInt(1 + column));
                }
            }
            rows.add(row.toString());
        }
        return Files.write(file, rows);
    }

    private static final String PIPELINE = """
            {"type": "index_hadoop",
             "pipeline": {
               "sources": {
                 "flights": {"format": "parquet", "paths": ["${data}/flights-2001-01.parquet"]},
                 "airports": {"format": "csv", "header": true, "paths": ["${data}/airports.csv"]}},
               "stages": [
                 {"name": "from", "type": "join", "left": "flights", "right": "airports", "how": "left",
                  "on": [{"left": "origin", "right": "iata"}], "take": {"city": "city", "state": "state"}},
                 {"name": "to", "type": "lookup", "input": "from", "table": "airports", "how": "left",
                  "on": [{"left": "destination", "right": "iata"}], "take": {"city": "to_city"}}]},
             "outputs": [
               {"stage": "from", "spec": {
                 "dataSchema": {
                   "dataSource": "flights",
                   "timestampSpec": {"column": "date", "format": "millis"},
                   "dimensionsSpec": {"dimensions": ["origin", "city", "state"]},
                   "metricsSpec": [
                     {"type": "count", "name": "flights"},
                     {"type": "longSum", "name": "delay", "fieldName": "delay"},
                     {"type": "hyperUnique", "name": "destinations", "fieldName": "destination"}],
                   "granularitySpec": {"segmentGranularity": "DAY", "queryGranularity": "HOUR",
                     "intervals": ["2001-01-01/2001-01-04"]}},
                 "ioConfig": {"type": "hadoop"},
                 "tuningConfig": {"type": "hadoop", "partitionsSpec": {"type": "hashed", "numShards": 2}}}},
               {"stage": "to", "spec": {
                 "dataSchema": {
                   "dataSource": "routes",
                   "timestampSpec": {"column": "date", "format": "millis"},
                   "dimensionsSpec": {"dimensions": ["city", "to_city"]},
                   "metricsSpec": [{"type": "count", "name": "flights"}],
                   "granularitySpec": {"segmentGranularity": "DAY", "queryGranularity": "DAY",
                     "intervals": ["2001-01-01/2001-01-04"]}},
                 "ioConfig": {"type": "hadoop"},
                 "tuningConfig": {"type": "hadoop", "partitionsSpec": {"type": "range", "assumeGrouped": true,
                   "partitionDimensions": ["city", "to_city"], "targetRowsPerSegment": 2000}}}}]}""";

    private static final String WIDE = """
            {"dataSchema": {"dataSource": "wide",
               "parser": {"type": "string", "parseSpec": {"format": "json",
                 "timestampSpec": {"column": "t", "format": "millis"}, "dimensionsSpec": {"dimensions": %s}}},
               "metricsSpec": [{"type": "count", "name": "rows"}],
               "granularitySpec": {"segmentGranularity": "DAY", "intervals": ["2001-01-01/P1D"]}},
             "ioConfig": {"type": "hadoop", "inputSpec": {"type": "static", "paths": "${data}/wide.json"}},
             "tuningConfig": {"type": "hadoop", "partitionsSpec": {"type": "hashed", "numShards": 1}}}""";

    private static final String DAYS = """
            {"type": "index_hadoop", "spec": {
               "dataSchema": {"dataSource": "days",
                 "parser": {"type": "parquet", "parseSpec": {"format": "parquet",
                   "timestampSpec": {"column": "date", "format": "millis"},
                   "dimensionsSpec": {"dimensions": ["origin", "destination"]}}},
                 "metricsSpec": [{"type": "count", "name": "flights"},
                   {"type": "longSum", "name": "delay", "fieldName": "delay"}],
                 "granularitySpec": {"segmentGranularity": "DAY", "queryGranularity": "HOUR"}},
               "ioConfig": {"type": "hadoop", "inputSpec": {"type": "static", "paths": "${data}/flights-2001-01.parquet"}},
               "tuningConfig": {"type": "hadoop", "partitionsSpec": {"type": "hashed", "numShards": 1}}}}""";

    private static final String COPY = """
            {"type": "index_hadoop", "spec": {
               "dataSchema": {"dataSource": "copy",
                 "dimensionsSpec": {"dimensions": ["country", "city", "device"]},
                 "metricsSpec": [{"type": "count", "name": "count"},
                   {"type": "longSum", "name": "clicks", "fieldName": "clicks"},
                   {"type": "doubleSum", "name": "price", "fieldName": "price"},
                   {"type": "floatSum", "name": "score", "fieldName": "score"},
                   {"type": "hyperUnique", "name": "users", "fieldName": "user"}],
                 "granularitySpec": {"segmentGranularity": "DAY", "queryGranularity": "HOUR"}},
               "ioConfig": {"type": "hadoop",
                 "metadataUpdateSpec": {"type": "mysql", "connectURI": "%s", "user": "%s", "password": "%s",
                   "segmentTable": "druid_segments"},
                 "inputSpec": {"type": "dataSource",
                   "ingestionSpec": {"dataSource": "golden", "intervals": ["%s"]}}},
               "tuningConfig": {"type": "hadoop", "partitionsSpec": {"type": "hashed", "numShards": 1}}}}""";

    private static final String CHANGES = """
            {"dataSchema": {"granularitySpec": {"queryGranularity": "DAY"}}, "dropDimensions": ["destination"]}""";
}
