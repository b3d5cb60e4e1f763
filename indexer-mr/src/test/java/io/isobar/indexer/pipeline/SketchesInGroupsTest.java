package io.isobar.indexer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isobar.indexer.input.BadRowException;
import io.isobar.indexer.input.Row;
import io.isobar.indexer.input.RowPosition;
import io.isobar.indexer.input.StoredObject;
import io.isobar.segment.build.Metric;
import io.isobar.segment.sketch.ComplexFold;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sketches of groups, against one fold of all rows by the metric of the same type. */
class SketchesInGroupsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String SKETCHES = """
            {"type": "thetaSketch", "name": "theta", "fieldName": "v", "size": 64},
            {"type": "HLLSketchBuild", "name": "hll", "fieldName": "v"},
            {"type": "HLLSketchBuild", "name": "small", "fieldName": "v", "lgK": 5, "tgtHllType": "HLL_6",
             "stringEncoding": "UTF8"},
            {"type": "hyperUnique", "name": "hyper", "fieldName": "v"}""";
    private static final String MERGED = """
            {"type": "thetaSketch", "name": "theta", "fieldName": "theta", "size": 64, "isInputThetaSketch": true},
            {"type": "HLLSketchMerge", "name": "hll", "fieldName": "hll"},
            {"type": "HLLSketchMerge", "name": "small", "fieldName": "small", "lgK": 5, "tgtHllType": "HLL_6",
             "stringEncoding": "UTF8"},
            {"type": "hyperUnique", "name": "hyper", "fieldName": "hyper", "isInputHyperUnique": true}""";
    private static final List<String> NAMES = List.of("theta", "hll", "small", "hyper");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(longs = {51, 52, 53, 54, 55, 56})
    void areThoseOfAllRowsInWhateverOrderAndWithWhateverCombined(long seed) throws Exception {
        Random random = new Random(seed);
        List<Row> rows = rows(random);

        List<Row> groups = group("\"k\"", SKETCHES, rows, random);

        assertThat(groups).hasSizeGreaterThan(2);
        for (Row group : groups) {
            List<Row> members = new ArrayList<>(rows.stream()
                    .filter(row -> Objects.equals(row.value("k"), group.value("k")))
                    .toList());
            Collections.shuffle(members, random);
            for (String name : NAMES) {
                assertThat(hex(group, name))
                        .as("%s of %s", name, group.value("k"))
                        .isEqualTo(folded(name, members));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {61, 62, 63, 64})
    void areMergedByALaterGroupAsIfItHadHadTheRows(long seed) throws Exception {
        Random random = new Random(seed);
        List<Row> rows = rows(random);

        List<Row> fine = group("\"k\", \"j\"", SKETCHES, rows, random);

        for (String aggregations : List.of(MERGED, asIfOfValues())) {
            List<Row> merged = group("\"k\"", aggregations, fine, random);
            for (Row group : merged) {
                List<Row> members = rows.stream()
                        .filter(row -> Objects.equals(row.value("k"), group.value("k")))
                        .toList();
                for (String name : NAMES) {
                    assertThat(hex(group, name)).as(name).isEqualTo(folded(name, members));
                }
            }
        }
    }

    /** What is typed is merged, whatever the aggregate makes of plain values. */
    private static String asIfOfValues() {
        return MERGED.replace("HLLSketchMerge", "HLLSketchBuild")
                .replace(", \"isInputThetaSketch\": true", "")
                .replace(", \"isInputHyperUnique\": true", "");
    }

    @Test
    void comeAsBytesAndInBase64Too() throws Exception {
        ComplexFold fold = metric("hll").newFold();
        byte[] sketch = Objects.requireNonNull(fold.encode(0, "x"));
        List<Row> rows = List.of(
                PipelineFiles.row(Map.of("k", "x", "v", sketch)),
                PipelineFiles.row(Map.of("k", "x", "v", Base64.getEncoder().encodeToString(fold.encode(0, "y")))));

        Row group = group(
                        "\"k\"",
                        "{\"type\": \"HLLSketchMerge\", \"name\": \"hll\", \"fieldName\": \"v\"}",
                        rows,
                        new Random(1))
                .get(0);

        assertThat(hex(group, "hll"))
                .isEqualTo(folded(
                        "hll",
                        List.of(
                                PipelineFiles.row(Map.of("k", "x", "v", "x")),
                                PipelineFiles.row(Map.of("k", "x", "v", "y")))));
    }

    @Test
    void ofNothingAreNoValue() throws Exception {
        assertThat(group("\"k\"", SKETCHES, List.of(PipelineFiles.row(Map.of("k", "x"))), new Random(1)))
                .extracting(Row::fields)
                .containsExactly(Map.of("k", "x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"HLLSketchMerge\"",
                "\"thetaSketch\", \"isInputThetaSketch\": true",
                "\"hyperUnique\", \"isInputHyperUnique\": true"
            })
    void aValueThatIsNoSketchIsABadRowThatNamesTheField(String type) {
        for (String value : List.of("not Base64!", "AQIDBA==")) {
            Row row = PipelineFiles.row(Map.of("k", "x", "v", value));

            assertThatThrownBy(() -> group("\"k\"", """
                    {"name": "s", "fieldName": "v", "type": %s}""".formatted(type), List.of(row), new Random(1)))
                    .as(value)
                    .isInstanceOfSatisfying(
                            BadRowException.class,
                            e -> assertThat(e.at(RowPosition.of("a.json", "line", 3))
                                            .field())
                                    .isEqualTo("v"));
        }
    }

    @Test
    void aSketchOfAnotherTypeIsABadRow() {
        Row row = PipelineFiles.row(Map.of("k", "x", "theta", new StoredObject("thetaSketch", new byte[] {1})));

        assertThatThrownBy(() -> group("\"k\"", """
                {"type": "hyperUnique", "name": "h", "fieldName": "theta"}""", List.of(row), new Random(1)))
                .isInstanceOf(BadRowException.class)
                .hasMessageContaining("holds a [thetaSketch], but metric [h] folds [hyperUnique]");
    }

    @Test
    void ofQuantilesAreRefusedWithTheReason() {
        assertThatThrownBy(() -> PipelineFiles.stage("""
                {"name": "g", "type": "group", "input": "l", "by": ["k"], "aggregations": [
                  {"type": "quantilesDoublesSketch", "name": "q", "fieldName": "v"}]}"""))
                .hasMessageContaining("quantilesDoublesSketch", "depend on the order of the values");
    }

    private List<Row> group(String by, String aggregations, List<Row> rows, Random random) throws Exception {
        return new StageDriver(PipelineFiles.stage("""
                {"name": "g", "type": "group", "input": "l", "by": [%s], "aggregations": [%s]}""".formatted(by, aggregations)), random, directory)
                .route(0, rows)
                .result();
    }

    private static String hex(Row group, String name) {
        StoredObject stored = (StoredObject) Objects.requireNonNull(group.value(name));
        assertThat(stored.typeName()).isEqualTo(metric(name).columnType());
        return HexFormat.of().formatHex(stored.bytes());
    }

    /** What a segment would store for these rows, if the metric had them. */
    private static String folded(String name, List<Row> rows) {
        ComplexFold fold = metric(name).newFold();
        for (Row row : rows) {
            Object value = row.value("v");
            byte[] bytes = fold.encode(0, name.equals("hyper") && value instanceof Number ? value.toString() : value);
            if (bytes != null) {
                fold.fold(bytes, 0, bytes.length);
            }
        }
        return HexFormat.of().formatHex(Objects.requireNonNull(fold.take()));
    }

    private static Metric metric(String name) {
        try {
            for (JsonNode each : JSON.readTree("[" + SKETCHES + "]")) {
                if (each.path("name").asText().equals(name)) {
                    return Metric.fromJson(each);
                }
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
        throw new IllegalArgumentException(name);
    }

    /** Groups of one row, of a few, of many; of rows that bring one value, several, hundreds or none. */
    private static List<Row> rows(Random random) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            Row row = PipelineFiles.row(
                    Map.of("k", "k" + Math.round(Math.abs(random.nextGaussian()) * 2), "j", (long) random.nextInt(40)));
            row.set(
                    "v",
                    switch (random.nextInt(8)) {
                        case 0 -> (long) random.nextInt(500);
                        case 1 -> random.nextInt(500) / 8.0;
                        case 2 -> List.of("a" + random.nextInt(50), "b" + random.nextInt(50));
                        case 3 -> random.nextInt(40) == 0 ? values(random) : "";
                        case 4 -> random.nextBoolean() ? null : "";
                        default -> "user" + random.nextInt(1_500);
                    });
            rows.add(row);
        }
        rows.add(PipelineFiles.row(Map.of("k", "one of hundreds", "j", 1L, "v", values(random))));
        rows.add(PipelineFiles.row(Map.of("k", "one", "j", 1L, "v", "alone")));
        return rows;
    }

    private static List<String> values(Random random) {
        return IntStream.range(0, 400)
                .mapToObj(i -> "many" + random.nextInt(5_000))
                .toList();
    }
}
