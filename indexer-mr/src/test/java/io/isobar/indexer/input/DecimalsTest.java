package io.isobar.indexer.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.indexer.spec.IndexSpecFile;
import io.isobar.indexer.spec.IngestionSpec;
import io.isobar.segment.build.BuildRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Decimals keep all their digits as texts and whole numbers, and are doubles to everything else. */
class DecimalsTest {
    @Test
    void aDimensionHasEachDigit() throws Exception {
        BuildRow row = build("{'type': 'count', 'name': 'm'}", new BigDecimal("12345678901234567.80"));

        assertThat(row.dimensions())
                .containsExactly("12345678901234567.80", 12_345_678_901_234_567L, 1.2345678901234568e16);
    }

    @ParameterizedTest
    @ValueSource(strings = {"thetaSketch", "HLLSketchBuild", "quantilesDoublesSketch", "doubleSum", "doubleLast"})
    void aMetricTakesThemForDoubles(String type) throws Exception {
        String metric = "{'type': '%s', 'name': 'm', 'fieldName': 'd'}".formatted(type);

        assertThat(build(metric, new BigDecimal("12.30")).metrics())
                .isEqualTo(build(metric, 12.3).metrics());
        assertThat(build(metric, new BigDecimal("12.30")).metrics())
                .isNotEqualTo(build(metric, new BigDecimal("12.70")).metrics());
    }

    @ParameterizedTest
    @ValueSource(strings = {"thetaSketch", "HLLSketchBuild"})
    void aListOfThemIsTakenForDoublesToo(String type) throws Exception {
        String metric = "{'type': '%s', 'name': 'm', 'fieldName': 'd'}".formatted(type);
        List<Object> decimals = Arrays.asList(new BigDecimal("0.5"), null, new BigDecimal("0.25"));

        assertThat(build(metric, decimals).metrics())
                .isEqualTo(build(metric, Arrays.asList(0.5, null, 0.25)).metrics());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type': 'selector', 'dimension': 'd', 'value': '5'}",
                "{'type': 'in', 'dimension': 'd', 'values': ['5']}",
                "{'type': 'equals', 'column': 'd', 'matchValueType': 'LONG', 'matchValue': 5}",
                "{'type': 'equals', 'column': 'd', 'matchValueType': 'DOUBLE', 'matchValue': 5.0}",
                "{'type': 'bound', 'dimension': 'd', 'lower': '5', 'upper': '5', 'ordering': 'numeric'}",
                "{'type': 'range', 'column': 'd', 'matchValueType': 'DOUBLE', 'lower': 4.9, 'upper': 5.1}",
                "{'type': 'expression', 'expression': 'd == 5'}"
            })
    void aFilterTakesThemForDoubles(String filter) {
        assertThat(passes(filter, 5.0)).isTrue();
        assertThat(passes(filter, new BigDecimal("5.00"))).isTrue();
        assertThat(passes(filter, new BigDecimal("5.20"))).isFalse();
    }

    @Test
    void aFilterSeesEachDigitThatNoDoubleHas() {
        String filter = "{'type': 'selector', 'dimension': 'd', 'value': '12345678901234567891'}";

        assertThat(passes(filter, new BigDecimal("12345678901234567891"))).isTrue();
        assertThat(passes(filter, new BigDecimal("12345678901234567892"))).isFalse();
    }

    private static boolean passes(String filter, Object value) {
        String json = """
                {'dataSchema': {'dataSource': 'x', 'timestampSpec': {'column': 't', 'format': 'millis'},
                  'dimensionsSpec': {'dimensions': ['d']}, 'metricsSpec': [], 'transformSpec': {'filter': %s}},
                 'ioConfig': {'inputFormat': {'type': 'parquet'}}}""".formatted(filter).replace('\'', '"');
        Row row = new Row();
        row.set("t", 0L);
        row.set("d", value);
        try {
            return processor(json).process(row, RowPosition.of("x", "row", 1)) != null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RowProcessor processor(String json) {
        IngestionSpec spec = IndexSpecFile.parse(json.getBytes(StandardCharsets.UTF_8), false)
                .spec();
        return new RowProcessor(spec, time -> true, new BadRows(0, badRow -> {}), outcome -> {});
    }

    private static BuildRow build(String metric, Object value) throws Exception {
        String dimensions =
                value instanceof List ? "" : ", {'name': 'long', 'type': 'long'}, {'name': 'double', 'type': 'double'}";
        String json = """
                {'dataSchema': {'dataSource': 'x', 'timestampSpec': {'column': 't', 'format': 'millis'},
                  'dimensionsSpec': {'dimensions': ['d'%s]}, 'metricsSpec': [%s]},
                 'ioConfig': {'inputFormat': {'type': 'parquet'}}}""".formatted(dimensions, metric).replace('\'', '"');
        Row row = new Row();
        row.set("t", 0L);
        for (String field : List.of("d", "long", "double")) {
            row.set(field, value);
        }
        return processor(json).process(row, RowPosition.of("x", "row", 1));
    }
}
