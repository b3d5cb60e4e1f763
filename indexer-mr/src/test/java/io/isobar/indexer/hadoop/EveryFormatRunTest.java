package io.isobar.indexer.hadoop;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.catalog.ReleaseSegment;
import io.isobar.indexer.IndexReport;
import io.isobar.indexer.LocalRun;
import io.isobar.indexer.hadoop.WrittenRows.Written;
import io.isobar.indexer.input.RowOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import org.apache.avro.file.CodecFactory;
import org.apache.orc.CompressionKind;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same rows give the same segments, byte for byte, in whichever format and compression they come. */
class EveryFormatRunTest {
    private static final int ROWS = 3_000;
    private static final String SCHEMA = """
            "dataSource": "rows", "timestampSpec": {"column": "t", "format": "millis"},
            "dimensionsSpec": {"dimensions": %s},
            "metricsSpec": [{"type": "count", "name": "count"}, {"type": "longSum", "name": "sum", "fieldName": "n"},
              {"type": "doubleMax", "name": "most", "fieldName": "d"}],
            "granularitySpec": {"segmentGranularity": "DAY", "queryGranularity": "HOUR",
              "intervals": ["2001-01-01/2001-01-03"]}""";
    private static final String LISTED = "[\"s\", \"tags\", {\"type\": \"long\", \"name\": \"n2\"}]";

    @TempDir
    Path directory;

    private final List<Written> rows = new ArrayList<>();
    private Path input;
    private int runs;

    @BeforeEach
    void makeRows() throws IOException {
        Random random = new Random(7);
        for (int i = 0; i < ROWS; i++) {
            List<String> tags = new ArrayList<>();
            for (int j = 2 + random.nextInt(2); j > 0; j--) {
                tags.add("t" + random.nextInt(4));
            }
            rows.add(new Written(
                    978_307_200_000L + random.nextInt(172_800_000),
                    random.nextInt(5) == 0
                            ? null
                            : List.of("x", "é, \"😀\"", "y z").get(random.nextInt(3)),
                    random.nextInt(5) == 0 ? null : random.nextLong() >> 20,
                    random.nextDouble(),
                    tags));
        }
        input = Files.createDirectories(directory.resolve("input"));
    }

    @Test
    void givesTheSegmentsOfJson() throws Exception {
        List<String> expected = json("rows.json");
        assertThat(expected).hasSize(4);

        String columns = "\"columns\": [\"t\", \"s\", \"n\", \"d\", \"tags\"], \"listDelimiter\": \";\"";
        assertThat(json("rows.json.gz")).isEqualTo(expected);
        assertThat(text("rows.csv.bz2", this::csv, "{\"type\": \"csv\", " + columns + "}"))
                .isEqualTo(expected);
        assertThat(text("rows.csv.deflate", this::csv, "{\"type\": \"csv\", " + columns + "}"))
                .isEqualTo(expected);
        assertThat(text("rows.tsv.zst", this::tsv, "{\"type\": \"tsv\", " + columns + "}"))
                .isEqualTo(expected);
        assertThat(text("rows.tsv.snappy", this::tsv, "{\"type\": \"tsv\", " + columns + "}"))
                .isEqualTo(expected);
        assertThat(text(
                        "rows.txt.lz4",
                        this::tsv,
                        "{\"type\": \"regex\", \"pattern\": \"(.*)\\\\t(.+)?\\\\t(.*)\\\\t(.*)\\\\t(.*)\", " + columns
                                + "}"))
                .isEqualTo(expected);
    }

    @Test
    void givesTheSegmentsOfJsonInBinaryFormatsToo() throws Exception {
        List<String> expected = json("rows.json");

        WrittenRows.avro(file("snappy.avro"), rows, CodecFactory.snappyCodec());
        WrittenRows.avro(file("zstd.avro"), rows, CodecFactory.zstandardCodec(3));
        WrittenRows.avro(file("deflate.avro"), rows, CodecFactory.deflateCodec(6));
        WrittenRows.orc(file("zlib.orc"), rows, CompressionKind.ZLIB);
        WrittenRows.orc(file("zstd.orc"), rows, CompressionKind.ZSTD);
        WrittenRows.orc(file("snappy.orc"), rows, CompressionKind.SNAPPY);
        WrittenRows.orc(file("lz4.orc"), rows, CompressionKind.LZ4);
        WrittenRows.parquet(file("snappy.parquet"), rows, CompressionCodecName.SNAPPY);
        WrittenRows.parquet(file("gzip.parquet"), rows, CompressionCodecName.GZIP);
        WrittenRows.parquet(file("zstd.parquet"), rows, CompressionCodecName.ZSTD);
        WrittenRows.parquet(file("lz4.parquet"), rows, CompressionCodecName.LZ4_RAW);

        for (String name : List.of("snappy", "zstd", "deflate")) {
            assertThat(hashes(modern(name + ".avro", "{\"type\": \"avro_ocf\"}", LISTED)))
                    .as(name)
                    .isEqualTo(expected);
        }
        for (String name : List.of("zlib", "zstd", "snappy", "lz4")) {
            assertThat(hashes(modern(name + ".orc", "{\"type\": \"orc\"}", LISTED)))
                    .as(name)
                    .isEqualTo(expected);
        }
        for (String name : List.of("snappy", "gzip", "zstd", "lz4")) {
            assertThat(hashes(modern(name + ".parquet", "{\"type\": \"parquet\"}", LISTED)))
                    .as(name)
                    .isEqualTo(expected);
        }
    }

    @Test
    void findsTheDimensionsThatDruidFindsInEveryFormat() throws Exception {
        WrittenRows.lines(file("rows.json"), lines(this::json));
        WrittenRows.avro(file("rows.avro"), rows, CodecFactory.nullCodec());
        WrittenRows.orc(file("rows.orc"), rows, CompressionKind.NONE);
        WrittenRows.parquet(file("rows.parquet"), rows, CompressionCodecName.UNCOMPRESSED);

        IndexReport json = run(modern("rows.json", "{\"type\": \"json\"}", "[]"));

        assertThat(json.segments().get(0).dimensions()).containsExactly("s", "tags");
        assertThat(hashes(classic("rows.avro", "avro_hadoop", "avro"))).isEqualTo(hashes(json));
        assertThat(hashes(classic("rows.orc", "orc", "orc"))).isEqualTo(hashes(json));
        // a list is discovered by Druid's readers of all formats but this one
        assertThat(run(classic("rows.parquet", "parquet", "parquet"))
                        .segments()
                        .get(0)
                        .dimensions())
                .containsExactly("s");
    }

    /** As if a transform had made a column for each metric. */
    @Test
    void whatOnlyAFilterOrAnExpressionReadsIsFoundInEveryFormat() throws Exception {
        WrittenRows.lines(file("rows.json"), lines(this::json));
        WrittenRows.avro(file("rows.avro"), rows, CodecFactory.nullCodec());
        WrittenRows.orc(file("rows.orc"), rows, CompressionKind.NONE);
        WrittenRows.parquet(file("rows.parquet"), rows, CompressionCodecName.UNCOMPRESSED);
        String ofSome = """
                "metricsSpec": [
                  {"type": "filtered", "filter": {"type": "selector", "dimension": "s", "value": "x"},
                   "aggregator": {"type": "count", "name": "with_x"}},
                  {"type": "doubleMax", "name": "twice", "expression": "d * 2"}],""";
        String computed = """
                "metricsSpec": [{"type": "longSum", "name": "with_x", "fieldName": "one"},
                  {"type": "doubleMax", "name": "twice", "fieldName": "double"}],
                "transformSpec": {"transforms": [
                  {"type": "expression", "name": "one", "expression": "nvl(s == 'x', 0)"},
                  {"type": "expression", "name": "double", "expression": "d * 2"}]},""";

        List<String> expected = hashes(withMetrics("rows.json", "json", computed));

        assertThat(hashes(withMetrics("rows.json", "json", ofSome))).isEqualTo(expected);
        assertThat(hashes(withMetrics("rows.avro", "avro_ocf", ofSome))).isEqualTo(expected);
        assertThat(hashes(withMetrics("rows.orc", "orc", ofSome))).isEqualTo(expected);
        assertThat(hashes(withMetrics("rows.parquet", "parquet", ofSome))).isEqualTo(expected);
    }

    private String withMetrics(String name, String format, String metrics) {
        String spec = modern(name, "{\"type\": \"%s\"}".formatted(format), "[\"tags\"]");
        return spec.replaceFirst("(?s)\"metricsSpec\".*?\\],", Matcher.quoteReplacement(metrics));
    }

    private List<String> json(String name) throws IOException {
        return text(name, this::json, "{\"type\": \"json\"}");
    }

    private List<String> text(String name, Function<Written, String> line, String inputFormat) throws IOException {
        WrittenRows.lines(file(name), lines(line));
        return hashes(modern(name, inputFormat, LISTED));
    }

    private List<String> lines(Function<Written, String> line) {
        return rows.stream().map(line).toList();
    }

    private String json(Written row) {
        String text = row.text() == null ? "null" : "\"" + row.text().replace("\"", "\\\"") + "\"";
        return "{\"t\":%d,\"s\":%s,\"n\":%s,\"d\":%s,\"tags\":[%s]}"
                .formatted(
                        row.time(),
                        text,
                        row.whole(),
                        row.real(),
                        row.tags().stream().map(tag -> "\"" + tag + "\"").collect(Collectors.joining(",")));
    }

    private String csv(Written row) {
        return delimited(row, ",", row.text() == null ? "" : "\"" + row.text().replace("\"", "\"\"") + "\"");
    }

    private String tsv(Written row) {
        return delimited(row, "\t", row.text() == null ? "" : row.text());
    }

    private static String delimited(Written row, String delimiter, String text) {
        String whole = row.whole() == null ? "" : row.whole().toString();
        return String.join(
                delimiter,
                String.valueOf(row.time()),
                text,
                whole,
                String.valueOf(row.real()),
                String.join(";", row.tags()));
    }

    private Path file(String name) {
        return input.resolve(name);
    }

    private String modern(String name, String inputFormat, String dimensions) {
        return """
                {"dataSchema": {%s}, "ioConfig": {"type": "hadoop", "inputFormat": %s,
                   "inputSpec": {"type": "static", "paths": "%s"}},
                 "tuningConfig": {"partitionsSpec": {"type": "hashed", "numShards": 2}}}""".formatted(SCHEMA.formatted(dimensions), inputFormat, file(name));
    }

    private String classic(String name, String parser, String format) {
        return """
                {"dataSchema": {%s, "parser": {"type": "%s", "parseSpec": {"format": "%s"}}},
                 "ioConfig": {"type": "hadoop", "inputSpec": {"type": "static", "paths": "%s"}},
                 "tuningConfig": {"partitionsSpec": {"type": "hashed", "numShards": 2}}}""".formatted(SCHEMA.formatted("[]"), parser, format, file(name));
    }

    private List<String> hashes(String spec) throws IOException {
        return hashes(run(spec));
    }

    private static List<String> hashes(IndexReport report) {
        return report.segments().stream().map(ReleaseSegment::sha256).sorted().toList();
    }

    private IndexReport run(String spec) throws IOException {
        String name = "run" + ++runs;
        IndexReport report = new LocalRun(directory.resolve(name)).run(spec);
        assertThat(report.rows()).containsEntry(RowOutcome.PROCESSED, (long) ROWS);
        return report;
    }
}
