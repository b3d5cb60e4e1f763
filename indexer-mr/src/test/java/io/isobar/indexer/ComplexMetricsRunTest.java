package io.isobar.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.catalog.ReleaseSegment;
import io.isobar.catalog.store.SegmentStore;
import io.isobar.catalog.store.SegmentStores;
import io.isobar.indexer.input.RowOutcome;
import io.isobar.segment.Segment;
import io.isobar.segment.build.SegmentZip;
import io.isobar.segment.column.ComplexColumn;
import io.isobar.segment.column.StringColumn;
import io.isobar.segment.sketch.ComplexFold;
import io.isobar.segment.sketch.HllSettings;
import io.isobar.segment.sketch.PairSettings;
import io.isobar.segment.sketch.QuantilesSettings;
import io.isobar.segment.sketch.ThetaSettings;
import io.isobar.segment.sketch.TimedValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** First and last values and sketches from text through the shuffle into segments. */
class ComplexMetricsRunTest {
    private static final List<String> METRICS = List.of("first", "last", "theta", "hll", "quantiles", "merged");

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
    void aSegmentHasTheFoldOfItsRowsByTheirOwnTimes() throws Exception {
        List<String> lines = lines();
        write(lines);

        IndexReport report = local.run(spec());

        assertThat(report.rows()).containsEntry(RowOutcome.PROCESSED, (long) lines.size());
        assertThat(contents(report)).isEqualTo(expected(lines));
    }

    @Test
    void theOrderOfTheInputDoesNotShow() throws Exception {
        List<String> lines = lines();
        write(lines);
        IndexReport first = local.run(spec());
        Collections.shuffle(lines, new Random(9));
        write(lines);

        IndexReport second = new LocalRun(directory.resolve("again")).run(spec());

        assertThat(second.segments().stream().map(ReleaseSegment::sha256).toList())
                .isEqualTo(first.segments().stream().map(ReleaseSegment::sha256).toList());
    }

    @Test
    void whatCannotBeFoldedIsCountedAndNull() throws Exception {
        Files.writeString(input.resolve("a.csv"), "2001-01-01T00:00:00Z,AUS,much,x,late,no sketch\n");

        IndexReport report = local.run(spec());

        assertThat(report.rows()).containsEntry(RowOutcome.PROCESSED_WITH_ERROR, 1L);
        assertThat(contents(report).get("AUS").get("merged")).isEmpty();
        assertThat(contents(report).get("AUS").get("quantiles")).isEmpty();
    }

    private static List<String> lines() {
        Random random = new Random(4);
        List<String> lines = new ArrayList<>();
        ComplexFold sketches = HllSettings.of(false).newFold();
        for (int i = 0; i < 2000; i++) {
            lines.add("%s,%s,%s,user%d,%d,%s"
                    .formatted(
                            Instant.ofEpochSecond(978_307_200L + random.nextInt(3600)),
                            random.nextBoolean() ? "AUS" : "LAX",
                            random.nextInt(9) == 0 ? "" : Integer.toString(random.nextInt(1000)),
                            random.nextInt(700),
                            random.nextInt(50),
                            Base64.getEncoder().encodeToString(sketches.encode(0, (long) random.nextInt(300)))));
        }
        return lines;
    }

    private void write(List<String> lines) throws IOException {
        Files.write(input.resolve("a.csv"), lines.subList(0, 700));
        Files.write(input.resolve("b.csv"), lines.subList(700, lines.size()));
    }

    /** Per airport and metric the bytes that a fold of all lines gives. */
    private static Map<String, Map<String, String>> expected(List<String> lines) {
        Map<String, Map<String, String>> expected = new HashMap<>();
        for (String airport : List.of("AUS", "LAX")) {
            Map<String, String> values = new HashMap<>();
            for (String metric : METRICS) {
                ComplexFold fold = fold(metric);
                List<byte[]> inputs = new ArrayList<>();
                for (String line : lines) {
                    String[] fields = line.split(",", -1);
                    if (fields[1].equals(airport)) {
                        byte[] bytes = fold.encode(Instant.parse(fields[0]).toEpochMilli(), input(metric, fields));
                        if (bytes != null) {
                            inputs.add(bytes);
                        }
                    }
                }
                inputs.sort(Arrays::compareUnsigned);
                inputs.forEach(bytes -> fold.fold(bytes, 0, bytes.length));
                values.put(metric, Base64.getEncoder().encodeToString(fold.take()));
            }
            expected.put(airport, values);
        }
        return expected;
    }

    private static ComplexFold fold(String metric) {
        return switch (metric) {
            case "first" -> PairSettings.of(PairSettings.Value.LONG, false).newFold();
            case "last" -> new PairSettings(PairSettings.Value.STRING, true, "when", 5).newFold();
            case "theta" -> new ThetaSettings(64, false, true, null).newFold();
            case "hll" -> HllSettings.of(false).newFold();
            case "quantiles" -> QuantilesSettings.of(false).newFold();
            default -> HllSettings.of(true).newFold();
        };
    }

    private static Object input(String metric, String... fields) {
        String number = fields[2].isEmpty() ? null : fields[2];
        return switch (metric) {
            case "first", "quantiles" -> number;
            case "last" -> new TimedValue(Long.parseLong(fields[4]), fields[3]);
            case "theta", "hll" -> fields[3];
            default -> fields[5];
        };
    }

    private Map<String, Map<String, String>> contents(IndexReport report) throws IOException {
        Map<String, Map<String, String>> contents = new HashMap<>();
        try (SegmentStore segments = SegmentStores.open(local.store())) {
            for (ReleaseSegment built : report.segments()) {
                Path unpacked = Files.createTempDirectory(directory, "segment").resolve("unpacked");
                try (InputStream zip = segments.open(built.path(), 0)) {
                    SegmentZip.unpack(zip, unpacked, built.size());
                }
                try (Segment segment = Segment.open(unpacked)) {
                    StringColumn airport =
                            (StringColumn) segment.column("airport").orElseThrow();
                    int[] ids = new int[1];
                    for (int row = 0; row < segment.rows(); row++) {
                        airport.reader().ids(new int[] {row}, 1, ids);
                        contents.put(airport.value(ids[0]), metrics(segment, row));
                    }
                }
            }
        }
        return contents;
    }

    private static Map<String, String> metrics(Segment segment, int row) {
        Map<String, String> metrics = new HashMap<>();
        for (String metric : METRICS) {
            ByteBuffer value = ((ComplexColumn) segment.column(metric).orElseThrow()).value(row);
            byte[] bytes = new byte[value.remaining()];
            value.get(bytes);
            metrics.put(metric, Base64.getEncoder().encodeToString(bytes));
        }
        return metrics;
    }

    private String spec() {
        return """
                {"type": "index_hadoop", "spec": {
                  "dataSchema": {"dataSource": "test",
                    "parser": {"type": "string", "parseSpec": {"format": "csv",
                      "columns": ["t", "airport", "n", "user", "when", "sketch"],
                      "timestampSpec": {"column": "t", "format": "iso"}, "dimensionsSpec": {"dimensions": ["airport"]}}},
                    "metricsSpec": [
                      {"type": "longFirst", "name": "first", "fieldName": "n"},
                      {"type": "stringLast", "name": "last", "fieldName": "user", "timeColumn": "when",
                        "maxStringBytes": 5},
                      {"type": "thetaSketch", "name": "theta", "fieldName": "user", "size": 64},
                      {"type": "HLLSketchBuild", "name": "hll", "fieldName": "user"},
                      {"type": "quantilesDoublesSketch", "name": "quantiles", "fieldName": "n"},
                      {"type": "HLLSketchMerge", "name": "merged", "fieldName": "sketch"}],
                    "granularitySpec": {"queryGranularity": "HOUR", "intervals": ["2001-01-01/2001-01-02"]}},
                  "ioConfig": {"type": "hadoop", "inputSpec": {"type": "static", "paths": "%s"}},
                  "tuningConfig": {"type": "hadoop", "partitionsSpec": {"type": "hashed", "numShards": 2},
                    "maxParseExceptions": 10}}}""".formatted(input);
    }
}
