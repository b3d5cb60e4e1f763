package io.isobar.indexer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.catalog.ReleaseSegment;
import io.isobar.catalog.View;
import io.isobar.catalog.config.DatabaseConfig;
import io.isobar.catalog.dc.DruidMetadata;
import io.isobar.catalog.sql.SqlDatabase;
import io.isobar.catalog.sql.TestDatabases;
import io.isobar.indexer.input.RowOutcome;
import io.isobar.indexer.progress.IndexListener;
import io.isobar.indexer.reindex.SpecChanges;
import io.isobar.indexer.spec.DruidTables;
import io.isobar.indexer.spec.SegmentsOrigin;
import io.isobar.segment.Interval;
import io.isobar.segment.testing.GoldenSegment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Segments are indexed again by what they say about themselves, whoever wrote them. */
class ReindexTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path directory;

    private LocalRun local;
    private LocalReleases releases;

    @BeforeEach
    void prepare() throws IOException {
        local = new LocalRun(directory.resolve("run"));
        releases = new LocalReleases(local);
    }

    static Stream<GoldenSegment> goldens() {
        return SegmentInputRunTest.goldens();
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void aSegmentOfDruidsTellsItsSchemaAndKeepsItsRows(GoldenSegment golden) throws Exception {
        DatabaseConfig druid = druidTables();
        String interval = golden.specJson().path("interval").asText();
        druidHas(druid, golden, interval, "v1", 0, 1);
        List<String> before = SegmentText.rows(golden.segment());

        run(plan("golden", interval, "{}", Optional.of(druid)));

        assertThat(releases.rows(releases.releaseAll("golden"), directory)).isEqualTo(before);
    }

    @Test
    void changesAreAsIfTheRawRowsHadBeenIndexedSo() throws Exception {
        GoldenSegment wiki = GoldenSegment.number(15);
        releases.publish("wiki", wiki.segment());
        String interval = wiki.specJson().path("interval").asText();
        Path rows = Files.writeString(
                directory.resolve("rows.json"),
                wiki.rows().stream().map(Object::toString).reduce("", (a, b) -> a + b + "\n"));
        IndexReport raw = local.run(rawWiki(wiki, rows, interval));

        run(plan("wiki", interval, """
                {"dataSchema": {"granularitySpec": {"segmentGranularity": "SIX_HOUR", "queryGranularity": "HOUR",
                   "rollup": true}},
                 "tuningConfig": {"partitionsSpec": {"type": "hashed", "numShards": 2}},
                 "dropDimensions": ["page", "user", "comment", "diffUrl", "namespace", "flags", "countryName", "regionName",
                   "cityName", "countryIsoCode", "regionIsoCode"]}""", Optional.empty()));

        View reindexed = releases.releaseAll("wiki");
        View expected = releases.releaseAll("raw");
        assertThat(raw.segments()).isNotEmpty();
        assertThat(releases.rows(reindexed, directory)).isEqualTo(releases.rows(expected, directory));
    }

    @Test
    void theSameSchemaGivesTheSameBytesAndIsRecognisedAfterwards() throws Exception {
        View before = csv("test", "2001-01-01", "n");

        IndexReport first = run(plan("test", "2001-01-01/P1D", "{}", Optional.empty()));
        View after = releases.releaseAll("test");
        IndexReport second = run(plan("test", "2001-01-01/P1D", "{}", Optional.empty()));

        assertThat(first.outcome()).isEqualTo(IndexReport.Outcome.SEALED);
        assertThat(hashes(after)).isEqualTo(hashes(before));
        assertThat(second.outcome()).isEqualTo(IndexReport.Outcome.ALREADY_SEALED);
    }

    @Test
    void dimensionsAreUnitedTheLatestFirst() throws Exception {
        csv("test", "2001-01-01", "n");
        local.run(spec("test", "2001-01-02", "n", "\"user\", \"airport\""));
        releases.releaseAll("test");

        Reindex plan = plan(
                "test",
                "2001-01-01/P2D",
                "{\"addMetrics\": [{\"type\": \"longMax\", \"name\": \"most\", \"fieldName\": \"n\"}]}",
                Optional.empty());

        assertThat(plan.plan()
                        .spec()
                        .at("/dataSchema/dimensionsSpec/dimensions")
                        .findValuesAsText("name"))
                .containsExactly("user", "airport", "tag");
        assertThat(plan.plan().spec().at("/dataSchema/metricsSpec").findValuesAsText("name"))
                .containsExactly("count", "sum", "most");
        assertThat(plan.plan()
                        .spec()
                        .at("/dataSchema/granularitySpec/segmentGranularity")
                        .asText())
                .isEqualTo("DAY");
        run(plan);
        assertThat(releases.rows(releases.releaseAll("test"), directory))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row).contains("airport=", "count="));
    }

    /** Of the 60 rows of a day 12 are of airport A1; in segments they are groups. */
    @Test
    void aMetricThatIsAddedSeesTheColumnsOfTheSegmentsAndIsCombinedAfterwards() throws Exception {
        csv("test", "2001-01-01", "n");
        String added = """
                {"addMetrics": [{"type": "filtered", "name": "a1",
                  "filter": {"type": "selector", "dimension": "airport", "value": "A1"},
                  "aggregator": {"type": "longSum", "name": "sum_of_a1", "expression": "count * 10"}}]}""";

        run(plan("test", "2001-01-01/P1D", added, Optional.empty()));
        List<String> first = releases.rows(releases.releaseAll("test"), directory);
        run(plan("test", "2001-01-01/P1D", """
                {"addMetrics": [{"type": "filtered", "filter": {"type": "false"},
                  "aggregator": {"type": "longSum", "name": "a1", "fieldName": "n"}}], "dropDimensions": ["tag"]}""", Optional.empty()));
        List<String> second = releases.rows(releases.releaseAll("test"), directory);

        assertThat(first).allSatisfy(row -> assertThat(row.contains(" a1=")).isEqualTo(row.contains("airport=A1")));
        assertThat(sum("a1", first)).isEqualTo(120);
        assertThat(second).hasSize(20).hasSizeLessThan(first.size());
        assertThat(sum("a1", second)).isEqualTo(120);
    }

    @Test
    void rowsOfSegmentsThatLackAMetricSayNothingAboutItNotThatItIsNull() throws Exception {
        csv("test", "2001-01-01", "n");
        local.run(
                spec("test", "2001-01-02", "n", "\"airport\", \"tag\"")
                        .replace(
                                "{\"type\": \"longSum\"",
                                "{\"type\": \"longFirst\", \"name\": \"first\", \"fieldName\": \"n\"}, {\"type\": \"longSum\""));
        releases.releaseAll("test");

        run(plan("test", "2001-01-01/P1M", """
                {"dataSchema": {"granularitySpec": {"segmentGranularity": "MONTH", "queryGranularity": "MONTH"}},
                 "dropDimensions": ["tag"]}""", Optional.empty()));

        assertThat(releases.rows(releases.releaseAll("test"), directory))
                .hasSize(5)
                .allSatisfy(row -> assertThat(row).as("a time and a value").containsPattern("first=[0-9a-f]{34},"));
    }

    private static long sum(String metric, List<String> rows) {
        Pattern value = Pattern.compile("\\b" + metric + "=(\\d+)");
        return rows.stream()
                .map(value::matcher)
                .filter(Matcher::find)
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .sum();
    }

    @Test
    void metricsThatDifferAreNamedUnlessTheChangesGiveThem() throws Exception {
        csv("test", "2001-01-01", "n");
        local.run(spec("test", "2001-01-02", "n", "\"airport\"").replace("longSum", "doubleSum"));
        View view = releases.releaseAll("test");

        assertThatThrownBy(() -> plan("test", "2001-01-01/P2D", "{}", Optional.empty()))
                .hasMessageContaining("Metric [sum] is ")
                .hasMessageContaining("doubleSum")
                .hasMessageContaining("longSum")
                .hasMessageContaining("in segment [" + view.segments().firstKey() + "]")
                .hasMessageContaining("in segment [test_2001-01-02T00:00:00.000Z_");
        Reindex given = plan("test", "2001-01-01/P2D", """
                {"dataSchema": {"metricsSpec": [{"type": "longSum", "name": "sum", "fieldName": "sum"}]}}""", Optional.empty());
        assertThat(run(given).outcome()).isEqualTo(IndexReport.Outcome.SEALED);
    }

    @Test
    void anIntervalThatCutsAChunkIsRefusedWithTheWholeOne() throws Exception {
        csv("test", "2001-01-01", "n");

        assertThatThrownBy(() -> plan("test", "2001-01-01T06/2001-01-02", "{}", Optional.empty()))
                .hasMessage(
                        "Interval [2001-01-01T06:00:00.000Z/2001-01-02T00:00:00.000Z] cuts chunks that are replaced as a"
                                + " whole, and the rows in them that it leaves out would be lost: give"
                                + " [2001-01-01T00:00:00.000Z/2001-01-02T00:00:00.000Z]");
        assertThatThrownBy(() -> plan(
                        "test",
                        "2001-01-01/P1D",
                        "{\"dataSchema\": {\"granularitySpec\": {\"segmentGranularity\": \"MONTH\"}}}",
                        Optional.empty()))
                .hasMessageEndingWith("give [2001-01-01T00:00:00.000Z/2001-02-01T00:00:00.000Z]");
    }

    @Test
    void whatDruidHidesIsNotRead() throws Exception {
        DatabaseConfig druid = druidTables();
        GoldenSegment golden = GoldenSegment.number(1);
        String interval = golden.specJson().path("interval").asText();
        druidHas(druid, GoldenSegment.number(2), interval, "v1", 0, 1);
        druidHas(druid, golden, interval, "v2", 0, 1);
        druidHas(druid, GoldenSegment.number(3), interval, "v3", 0, 2);

        Reindex plan = plan("golden", interval, "{}", Optional.of(druid));

        assertThat(plan.plan().segments().segments())
                .singleElement()
                .satisfies(segment -> assertThat(segment.id().version()).isEqualTo("v2"));
        assertThat(plan.plan().segments().origin()).contains("druid_segments").doesNotContain("secret");
        assertThat(plan.config().file().toString()).doesNotContain("secret");
    }

    @Test
    void aDruidAndTheCatalogThatBothHaveItAreToldApartByTheOwner() throws Exception {
        DatabaseConfig druid = druidTables();
        GoldenSegment golden = GoldenSegment.number(1);
        String interval = golden.specJson().path("interval").asText();
        druidHas(druid, golden, interval, "v1", 0, 1);
        releases.publish("golden", golden.segment());
        String spec = druidSpec(druid, interval);

        assertThatThrownBy(() -> local.run(spec))
                .hasMessageContaining("say which are read with [indexer.segments-from]: catalog or druid");
        assertThatThrownBy(() -> local.run(spec.replace("\"druid_segments\"", "\"druid_segments_of_nobody\"")))
                .as("tables that can't be read are no reason to take the other")
                .hasMessageStartingWith("Table [druid_segments_of_nobody] in [jdbc:h2:mem:")
                .hasMessageContaining("not found");
    }

    @Test
    void aDamagedZipOfDruidsIsNamedAndNothingIsPublished() throws Exception {
        DatabaseConfig druid = druidTables();
        GoldenSegment golden = GoldenSegment.number(1);
        String interval = golden.specJson().path("interval").asText();
        Path zip = druidHas(druid, golden, interval, "v1", 0, 1);
        byte[] bytes = Files.readAllBytes(zip);
        Files.write(zip, Arrays.copyOf(bytes, bytes.length / 2));

        assertThatThrownBy(() -> plan("golden", interval, "{}", Optional.of(druid)))
                .hasMessageStartingWith(
                        "Segment [golden_2024-01-01T00:00:00.000Z_2024-01-02T00:00:00.000Z_v1] in [file:")
                .hasMessageContaining("is damaged: ");
        assertThat(releases.releaseAll("golden").segments()).isEmpty();
    }

    /** With a scheme, or without one on the file system that is the cluster's default. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void loadSpecsOfHdfsAreReadThroughHadoop(boolean withScheme) throws Exception {
        DatabaseConfig druid = druidTables();
        GoldenSegment golden = GoldenSegment.number(1);
        String interval = golden.specJson().path("interval").asText();
        Path zip = druidHas(druid, golden, interval, "v1", 0, 1);

        change(druid, "{\"type\": \"hdfs\", \"path\": \"%s\"}".formatted(withScheme ? zip.toUri() : zip));

        IndexReport report = run(plan("golden", interval, "{}", Optional.of(druid)));

        assertThat(report.rows().get(RowOutcome.PROCESSED)).isPositive();
    }

    @Test
    void aPlaceThatNoFileSystemReadsIsNamed() throws Exception {
        DatabaseConfig druid = druidTables();
        GoldenSegment golden = GoldenSegment.number(1);
        String interval = golden.specJson().path("interval").asText();
        druidHas(druid, golden, interval, "v1", 0, 1);
        change(druid, "{\"type\": \"s3_zip\", \"bucket\": \"b\", \"key\": \"k/index.zip\", \"S3Schema\": \"s3a\"}");

        assertThatThrownBy(() -> run(plan("golden", interval, "{}", Optional.of(druid))))
                .hasMessageContaining("[s3a://b/k/index.zip]")
                .hasMessageContaining("is in a file system of which no class is here (");
        change(druid, "{\"type\": \"azure\", \"containerName\": \"c\", \"blobPath\": \"x\"}");
        assertThatThrownBy(() -> plan("golden", interval, "{}", Optional.of(druid)))
                .hasMessageContaining("has a loadSpec of type [azure]: hdfs, local, s3_zip and google can be read");
        change(druid, "{\"type\": \"google\", \"bucket\": \"my_bucket\", \"path\": \"a b/index.zip\"}");
        assertThatThrownBy(() -> plan("golden", interval, "{}", Optional.of(druid)))
                .hasMessageContaining("[gs://my_bucket/a b/index.zip]")
                .hasMessageContaining("is in a file system of which no class is here (");
        change(druid, "{\"type\": \"hdfs\"}");
        assertThatThrownBy(() -> plan("golden", interval, "{}", Optional.of(druid)))
                .hasMessageContaining("has a loadSpec [{\"type\":\"hdfs\"}] without [path]");
    }

    /** A spec finds the place when it asks which nodes have the file, long before a task opens it. */
    @Test
    void aSpecThatReadsAPlaceWhichNoFileSystemReadsEndsTheSame() throws Exception {
        DatabaseConfig druid = druidTables();
        GoldenSegment golden = GoldenSegment.number(1);
        String interval = golden.specJson().path("interval").asText();
        druidHas(druid, golden, interval, "v1", 0, 1);
        change(druid, "{\"type\": \"s3_zip\", \"bucket\": \"b\", \"key\": \"k/index.zip\"}");

        assertThatThrownBy(() -> local.run(druidSpec(druid, interval)))
                .hasMessageContaining("Segment [golden_")
                .hasMessageContaining("[s3a://b/k/index.zip]")
                .hasMessageContaining("is in a file system of which no class is here (");
    }

    private static String druidSpec(DatabaseConfig druid, String interval) {
        return """
                {"dataSchema": {"dataSource": "golden", "dimensionsSpec": {"dimensions": ["country"]},
                   "granularitySpec": {"segmentGranularity": "DAY", "intervals": ["%s"]}},
                 "ioConfig": {"type": "hadoop",
                   "metadataUpdateSpec": {"type": "mysql", "connectURI": "%s", "user": "isobar", "password": "",
                     "segmentTable": "druid_segments"},
                   "inputSpec": {"type": "dataSource", "ingestionSpec": {"dataSource": "golden", "interval": "%s"}}},
                 "tuningConfig": {"type": "hadoop"}}""".formatted(interval, druid.url(), interval);
    }

    private static void change(DatabaseConfig druid, String loadSpec) throws IOException {
        try (SqlDatabase database = SqlDatabase.open(druid, "druid")) {
            byte[] payload = database.read(handle -> handle.select("SELECT payload FROM druid_segments")
                    .map((row, context) -> row.getBytes("payload"))
                    .one());
            ObjectNode json = (ObjectNode) JSON.readTree(payload);
            json.set("loadSpec", JSON.readTree(loadSpec));
            byte[] changed = JSON.writeValueAsBytes(json);
            database.write(transaction -> transaction.execute("UPDATE druid_segments SET payload = ?", changed));
        }
    }

    private Reindex plan(String dataSource, String interval, String changes, Optional<DatabaseConfig> druid)
            throws IOException {
        return Reindex.plan(
                dataSource,
                Interval.parse(interval),
                SpecChanges.of(JSON.readTree(changes)),
                file -> local.config(druid.map(tables -> file.withOrigin(new SegmentsOrigin(
                                SegmentsOrigin.From.DRUID,
                                Optional.of(new DruidTables(
                                        tables.url() + ";IGNORE_UNKNOWN_SETTINGS=TRUE;secret=1",
                                        tables.user(),
                                        new DruidTables.Password(""),
                                        DruidMetadata.DEFAULT_TABLE)))))
                        .orElse(file)));
    }

    private static IndexReport run(Reindex reindex) throws IOException {
        return IndexRun.run(reindex.config(), IndexListener.SILENT);
    }

    private static DatabaseConfig druidTables() throws IOException {
        DatabaseConfig config = TestDatabases.fresh();
        try (SqlDatabase database = SqlDatabase.open(config, "druid")) {
            database.migrate("db/dc", "isobar_dc_schema");
        }
        return config;
    }

    /** Puts a zip into Druid's deep storage as Druid does, deflated, and a row into its table. */
    private Path druidHas(
            DatabaseConfig druid, GoldenSegment golden, String interval, String version, int partition, int partitions)
            throws IOException {
        Path zip =
                Files.createDirectories(directory.resolve("druid")).resolve(version + "_" + partition + "_index.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip));
                Stream<Path> files = Files.list(golden.segment())) {
            for (Path file : files.toList()) {
                out.putNextEntry(new ZipEntry(file.getFileName().toString()));
                Files.copy(file, out);
            }
        }
        Interval parsed = Interval.parse(interval);
        String payload = """
                {"dataSource": "golden", "interval": "%s", "version": "%s", "loadSpec": {"type": "local", "path": "%s"},
                 "dimensions": "", "metrics": "%s",
                 "shardSpec": {"type": "numbered", "partitionNum": %d, "partitions": %d}, "binaryVersion": 9, "size": %d}""".formatted(
                interval,
                version,
                zip,
                String.join(
                        ",", golden.spec().metrics().stream().map(m -> m.name()).toList()),
                partition,
                partitions,
                Files.size(zip));
        try (SqlDatabase database = SqlDatabase.open(druid, "druid")) {
            database.write(transaction -> transaction.execute(
                    "INSERT INTO druid_segments (id, dataSource, created_date, start, \"end\", partitioned, version, used,"
                            + " payload, used_status_last_updated) VALUES (?, 'golden', ?, ?, ?, TRUE, ?, TRUE, ?, ?)",
                    "golden_" + version + "_" + partition,
                    version,
                    Interval.text(parsed.start()),
                    Interval.text(parsed.end()),
                    version,
                    payload.getBytes(StandardCharsets.UTF_8),
                    version));
        }
        return zip;
    }

    private View csv(String dataSource, String day, String metric) throws IOException {
        local.run(spec(dataSource, day, metric, "\"airport\", \"tag\""));
        return releases.releaseAll(dataSource);
    }

    private String spec(String dataSource, String day, String metric, String dimensions) throws IOException {
        Path input = Files.createDirectories(directory.resolve("input-" + day));
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            lines.append("%sT%02d:00:00Z,A%d,%d,t%d,u%d\n".formatted(day, i % 24, i % 5, i, i % 3, i % 7));
        }
        Files.writeString(input.resolve("a.csv"), lines);
        return """
                {"type": "index_hadoop", "spec": {
                  "dataSchema": {"dataSource": "%s",
                    "parser": {"type": "string", "parseSpec": {"format": "csv", "columns": ["t", "airport", "n", "tag", "user"],
                      "timestampSpec": {"column": "t", "format": "iso"}, "dimensionsSpec": {"dimensions": [%s]}}},
                    "metricsSpec": [{"type": "count", "name": "count"},
                      {"type": "longSum", "name": "sum", "fieldName": "%s"}],
                    "granularitySpec": {"segmentGranularity": "DAY", "queryGranularity": "SIX_HOUR", "intervals": ["%s/P1D"]}},
                  "ioConfig": {"type": "hadoop", "inputSpec": {"type": "static", "paths": "%s"}},
                  "tuningConfig": {"type": "hadoop", "partitionsSpec": {"type": "hashed", "numShards": 2}}}}""".formatted(dataSource, dimensions, metric, day, input);
    }

    private static String rawWiki(GoldenSegment wiki, Path rows, String interval) {
        List<String> kept = List.of(
                "page",
                "user",
                "comment",
                "diffUrl",
                "namespace",
                "flags",
                "countryName",
                "regionName",
                "cityName",
                "countryIsoCode",
                "regionIsoCode");
        StringBuilder dimensions = new StringBuilder();
        wiki.specJson().at("/dimensionsSpec/dimensions").forEach(dimension -> {
            if (!kept.contains(dimension.path("name").asText())) {
                dimensions.append(dimensions.length() == 0 ? "" : ",").append(dimension);
            }
        });
        return """
                {"type": "index_hadoop", "spec": {
                  "dataSchema": {"dataSource": "raw",
                    "parser": {"type": "string", "parseSpec": {"format": "json",
                      "timestampSpec": %s, "dimensionsSpec": {"dimensions": [%s]}}},
                    "metricsSpec": %s,
                    "granularitySpec": {"segmentGranularity": "SIX_HOUR", "queryGranularity": "HOUR", "intervals": ["%s"]}},
                  "ioConfig": {"type": "hadoop", "inputSpec": {"type": "static", "paths": "%s"}},
                  "tuningConfig": {"type": "hadoop", "partitionsSpec": {"type": "hashed", "numShards": 2}}}}""".formatted(
                        wiki.specJson().path("timestampSpec"),
                        dimensions,
                        wiki.specJson().path("metricsSpec"),
                        interval,
                        rows);
    }

    private static List<String> hashes(View view) {
        return view.segments().values().stream().map(ReleaseSegment::sha256).toList();
    }
}
