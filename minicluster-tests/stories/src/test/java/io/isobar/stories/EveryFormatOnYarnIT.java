package io.isobar.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.isobar.cli.segment.SegmentAnswers;
import io.isobar.indexer.IndexReport;
import io.isobar.indexer.input.RowOutcome;
import io.isobar.query.Query;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * On a cluster, in whichever format rows come and however they are parted, the segments are those that the local runner makes of
 * the same rows as JSON, byte for byte.
 *
 * <p>A build runs a selection, in which every format comes once and every kind of partitions twice at least. With
 * {@code -Disobar.whole-matrix=true} every format meets every kind.
 */
class EveryFormatOnYarnIT {
    private static final boolean WHOLE_MATRIX = Boolean.getBoolean("isobar.whole-matrix");
    private static final int DRIVERS = 3;
    private static final long SEED = 23;
    private static final long ROWS_OUTSIDE = 2;

    /** One reducer, because that is what fits into an application master. */
    private static final Map<String, String> WITHIN_THE_MASTER =
            Map.of("mapreduce.job.ubertask.enable", "true", "mapreduce.job.reduces", "1");

    private static final Map<String, String> IN_CONTAINERS = Map.of("mapreduce.job.ubertask.enable", "false");

    private static final String COLUMNS =
            "\"columns\": [\"t\", \"s\", \"n\", \"d\", \"tags\"], \"listDelimiter\": \";\"";
    private static final String PATTERN =
            "\"pattern\": \"([^\\\\t]*)\\\\t(?:-|=([^\\\\t]*))\\\\t(.+)?\\\\t([^\\\\t]*)\\\\t(.+)?\"";

    /** How rows are parted. */
    private enum Kind {
        SHARDS("{\"type\": \"hashed\", \"numShards\": 3}"),
        SIZED_SHARDS("{\"type\": \"hashed\", \"targetRowsPerSegment\": 40}"),
        SINGLE_DIM("{\"type\": \"single_dim\", \"partitionDimension\": \"s\", \"targetRowsPerSegment\": 25,"
                + " \"assumeGrouped\": true}"),
        RANGE("{\"type\": \"range\", \"partitionDimensions\": [\"s\", \"n\"], \"targetRowsPerSegment\": 25}");

        private final String spec;

        Kind(String spec) {
            this.spec = spec;
        }
    }

    /** What a spec says of a file: an inputFormat, or a parser by its older name. And what a build runs it with. */
    private enum Format {
        JSON("rows.json", inputFormat("json", ""), "", Kind.SHARDS),
        CSV("rows.csv", inputFormat("csv", COLUMNS), "", Kind.RANGE),
        TSV("rows.tsv", inputFormat("tsv", COLUMNS), "", Kind.SIZED_SHARDS),
        REGEX("rows.txt", inputFormat("regex", PATTERN + ", " + COLUMNS), "", Kind.SINGLE_DIM),
        AVRO("rows.avro", inputFormat("avro_ocf", ""), "", Kind.SHARDS),
        PARQUET("rows.parquet", inputFormat("parquet", ""), "", Kind.RANGE),
        ORC("rows.orc", inputFormat("orc", ""), "", Kind.SIZED_SHARDS),
        CSV_PARSER("rows.csv", "", parser("hadoopyString", "\"csv\", " + COLUMNS), Kind.SHARDS),
        AVRO_PARSER("rows.avro", "", parser("avro_hadoop", "\"avro\""), Kind.SIZED_SHARDS),
        PARQUET_PARSER("rows.parquet", "", parser("parquet", "\"parquet\""), Kind.SHARDS),
        ORC_PARSER("rows.orc", "", parser("orc", "\"orc\""), Kind.SINGLE_DIM);

        private final String file;
        private final String inputFormat;
        private final String parser;

        @SuppressWarnings("ImmutableEnumChecker") // it is: List.of
        private final List<Kind> kinds;

        Format(String file, String inputFormat, String parser, Kind... kinds) {
            this.file = file;
            this.inputFormat = inputFormat;
            this.parser = parser;
            this.kinds = WHOLE_MATRIX ? List.of(Kind.values()) : List.of(kinds);
        }

        private static String inputFormat(String type, String fields) {
            return "\"inputFormat\": {\"type\": \"%s\"%s}, ".formatted(type, fields.isEmpty() ? "" : ", " + fields);
        }

        private static String parser(String type, String format) {
            return ", \"parser\": {\"type\": \"%s\", \"parseSpec\": {\"format\": %s}}".formatted(type, format);
        }

        /** Both ways are run: all tasks in the application master, and each in a container of its own. */
        Map<String, String> properties() {
            return parser.isEmpty() ? WITHIN_THE_MASTER : IN_CONTAINERS;
        }
    }

    private record Cell(Format format, Kind kind) {
        static List<Cell> all() {
            return Stream.of(Format.values())
                    .flatMap(format -> format.kinds.stream().map(kind -> new Cell(format, kind)))
                    .toList();
        }

        String spec() {
            return SPEC.formatted(
                    "%s_%s".formatted(format, kind).toLowerCase(Locale.ROOT),
                    AwkwardRows.EMPTY,
                    format.parser,
                    format.inputFormat,
                    format.file,
                    kind.spec);
        }
    }

    @TempDir
    static Path directory;

    @Test
    void givesTheSegmentsThatTheLocalRunnerMakesOfJson() throws Exception {
        SpecRunner local = SpecRunner.local(directory.resolve("local"));
        AwkwardRows.write(Path.of(local.data()), SEED);
        Map<Kind, IndexReport> expected = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            expected.put(kind, local.run(new Cell(Format.JSON, kind).spec(), Map.of()));
        }
        String answer = answer(local, expected.get(Kind.SHARDS));
        assertThat(answer).contains("\"tags\":\"ü\"").contains("2001-04-03");

        ExecutorService drivers = Executors.newFixedThreadPool(DRIVERS);
        try (ForkedHadoop cluster = ForkedHadoop.start(directory.resolve("cluster"))) {
            SpecRunner yarn = SpecRunner.on(cluster, directory.resolve("yarn"));
            for (Format format : Format.values()) {
                yarn.upload(Path.of(local.data()).resolve(format.file));
            }
            Map<Cell, Future<IndexReport>> runs = new LinkedHashMap<>();
            for (Cell cell : Cell.all()) {
                runs.put(
                        cell,
                        drivers.submit(() -> yarn.run(cell.spec(), cell.format().properties())));
            }

            for (Map.Entry<Cell, Future<IndexReport>> run : runs.entrySet()) {
                Cell cell = run.getKey();
                IndexReport report = run.getValue().get();
                assertThat(report.rows())
                        .as("%s", cell)
                        .containsEntry(RowOutcome.THROWN_AWAY, ROWS_OUTSIDE)
                        .isEqualTo(expected.get(cell.kind()).rows());
                assertThat(report.replaced())
                        .as("%s: days, one of them empty", cell)
                        .hasSize(4);
                assertThat(SpecRunner.contents(report))
                        .as("%s", cell)
                        .isEqualTo(SpecRunner.contents(expected.get(cell.kind())));
                assertThat(answer(yarn, report)).as("%s", cell).isEqualTo(answer);
            }
        } finally {
            drivers.shutdownNow();
            assertThat(drivers.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        }
    }

    /** From the segments in the store. */
    private static String answer(SpecRunner runner, IndexReport report) throws IOException {
        StringWriter answer = new StringWriter();
        try (SegmentAnswers segments = runner.fetch(report);
                JsonGenerator out = new JsonFactory().createGenerator(answer)) {
            segments.answer(Query.parse(QUESTION.getBytes(StandardCharsets.UTF_8)), out);
        }
        return answer.toString();
    }

    private static final String QUESTION = """
            {"queryType": "groupBy", "dataSource": "rows", "intervals": "2001/2002",
             "granularity": {"type": "period", "period": "P1D", "timeZone": "America/Los_Angeles"},
             "dimensions": ["tags", "n"],
             "aggregations": [{"type": "longSum", "name": "rows", "fieldName": "count"},
               {"type": "longSum", "name": "sum", "fieldName": "sum"},
               {"type": "doubleMax", "name": "most", "fieldName": "most"},
               {"type": "hyperUnique", "name": "texts", "fieldName": "texts"}]}""";

    private static final String SPEC = """
            {"dataSchema": {"dataSource": "%s",
               "timestampSpec": {"column": "t", "format": "millis"},
               "dimensionsSpec": {"dimensions": ["s", "tags", {"type": "long", "name": "n"}]},
               "metricsSpec": [{"type": "count", "name": "count"},
                 {"type": "longSum", "name": "sum", "fieldName": "n"},
                 {"type": "doubleMax", "name": "most", "fieldName": "d"},
                 {"type": "hyperUnique", "name": "texts", "fieldName": "s"}],
               "transformSpec": {"transforms": [
                 {"type": "expression", "name": "s", "expression": "if(s == '%s', '', s)"}]},
               "granularitySpec": {
                 "segmentGranularity": {"type": "period", "period": "P1D", "timeZone": "America/Los_Angeles"},
                 "queryGranularity": {"type": "period", "period": "PT6H", "timeZone": "America/Los_Angeles"},
                 "intervals": ["2001-03-31T00:00-08:00/2001-04-04T00:00-07:00"]}%s},
             "ioConfig": {"type": "hadoop", %s"inputSpec": {"type": "static", "paths": "${data}/%s"}},
             "tuningConfig": {"type": "hadoop", "partitionsSpec": %s}}""";
}
