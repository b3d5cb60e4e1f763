package io.isobar.indexer.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.isobar.indexer.spec.IndexSpecFile;
import io.isobar.segment.Interval;
import io.isobar.segment.Segment;
import io.isobar.segment.build.BuildRow;
import io.isobar.segment.build.SegmentBuilder;
import io.isobar.segment.build.SegmentZip;
import io.isobar.segment.column.NumericColumn;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What rows bring to metrics with a filter, and to those of an expression. */
class FilteredMetricsTest {
    private static final Interval DAY = Interval.parse("2001-01-01/P1D");
    private static final String PAID = "{'type': 'selector', 'dimension': 'paid', 'value': 'yes'}";

    @TempDir
    Path directory;

    private final List<BadRow> badRows = new ArrayList<>();
    private Map<RowOutcome, Long> outcomes = Map.of();

    /** Whatever it is that is aggregated, rows that don't pass might as well not be there. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "'longSum', 'fieldName': 'n'",
                "'doubleSum', 'fieldName': 'n'",
                "'floatMin', 'fieldName': 'n'",
                "'doubleMax', 'expression': 'n * 3'",
                "'hyperUnique', 'fieldName': 's'",
                "'longFirst', 'fieldName': 'n'",
                "'doubleLast', 'fieldName': 'n'",
                "'floatFirst', 'fieldName': 'n', 'timeColumn': 'n'",
                "'stringLast', 'fieldName': 's'",
                "'thetaSketch', 'fieldName': 's'",
                "'HLLSketchBuild', 'fieldName': 's'",
                "'quantilesDoublesSketch', 'fieldName': 'n'"
            })
    void aMetricWithAFilterIsTheMetricOfTheRowsThatPass(String type) throws Exception {
        Random random = new Random(5);
        List<String> all = new ArrayList<>();
        List<String> paid = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            boolean passes = random.nextInt(3) == 0;
            String line = "{'t': %d, 'paid': '%s', 'n': %s, 's': 'user%d'}"
                    .formatted(
                            DAY.start() + i * 60_000L,
                            passes ? "yes" : "no",
                            random.nextInt(5) == 0 ? "null" : String.valueOf(random.nextInt(100)),
                            random.nextInt(40));
            all.add(line);
            if (passes) {
                paid.add(line);
            }
        }

        String filtered = "{'type': 'filtered', 'filter': %s, 'aggregator': {'type': %s, 'name': 'm'}}";

        assertThat(zip(build(filtered.formatted(PAID, type), all)))
                .isEqualTo(zip(build("{'type': " + type + ", 'name': 'm'}", paid)));
    }

    @Test
    void aGroupOfWhichNoRowPassesHasACountOfZeroAndNoNumber() throws Exception {
        String counted =
                "{'type': 'filtered', 'filter': %s, 'aggregator': {'type': 'count', 'name': 'm'}}".formatted(PAID);
        String added =
                "{'type': 'filtered', 'filter': %s, 'aggregator': {'type': 'longSum', 'name': 'm', 'fieldName': 'n'}}"
                        .formatted(PAID);
        List<String> rows = List.of("{'t': %d, 'paid': 'no', 'n': 1}".formatted(DAY.start()));

        assertThat(longs(build(counted, rows))).containsExactly(0L);
        assertThat(longs(build(added, rows))).containsExactly((Long) null);
    }

    @Test
    void filtersSeeTheTimeAsItIsAndTheRowAsTransformsLeaveIt() throws Exception {
        String late = """
                {'type': 'and', 'fields': [{'type': 'selector', 'dimension': 'twice', 'value': '4'},
                  {'type': 'interval', 'dimension': '__time', 'intervals': ['2001-01-01T00:30/2001-01-01T01:00']}]}""";
        String counted =
                "{'type': 'filtered', 'filter': %s, 'aggregator': {'type': 'count', 'name': 'm'}}".formatted(late);

        Path built = build(
                counted,
                List.of(
                        "{'t': %d, 'n': 2}".formatted(DAY.start() + 29 * 60_000),
                        "{'t': %d, 'n': 2}".formatted(DAY.start() + 30 * 60_000),
                        "{'t': %d, 'n': 3}".formatted(DAY.start() + 31 * 60_000)));

        assertThat(longs(built)).containsExactly(1L);
    }

    @Test
    void onlyWhatIsAggregatedMustBeReadable() throws Exception {
        String added =
                "{'type': 'filtered', 'filter': %s, 'aggregator': {'type': 'longSum', 'name': 'm', 'fieldName': 'n'}}"
                        .formatted(PAID);

        Path built = build(
                added,
                List.of(
                        "{'t': %d, 'paid': 'no', 'n': 'many'}".formatted(DAY.start()),
                        "{'t': %d, 'paid': 'yes', 'n': 'few'}".formatted(DAY.start()),
                        "{'t': %d, 'paid': 'yes', 'n': 7}".formatted(DAY.start())));

        assertThat(longs(built)).containsExactly(7L);
        assertThat(outcomes).containsOnly(entry(RowOutcome.PROCESSED, 2L), entry(RowOutcome.PROCESSED_WITH_ERROR, 1L));
        assertThat(badRows).singleElement().asString().contains("is not a number");
    }

    @Test
    void aRowOfWhichAnExpressionOrAFilterCannotBeComputedIsBad() throws Exception {
        String expression = "{'type': 'longSum', 'name': 'm', 'expression': '12 / n'}";
        String filter = "{'type': 'filtered', 'filter': {'type': 'expression', 'expression': '12 / n > 3'},"
                + " 'aggregator': {'type': 'count', 'name': 'm'}}";
        List<String> rows =
                List.of("{'t': %d, 'n': 0}".formatted(DAY.start()), "{'t': %d, 'n': 3}".formatted(DAY.start()));

        assertThat(longs(build(expression, rows))).containsExactly(4L);
        assertThat(longs(build(filter, rows))).containsExactly(1L);
        assertThat(badRows)
                .extracting(BadRow::toJson)
                .satisfiesExactly(
                        bad -> assertThat(bad).contains("\"field\":\"m\"", "can't be computed"),
                        bad -> assertThat(bad).contains("\"field\":\"m\"", "has a filter that can't be computed"));
    }

    private Path build(String metric, List<String> lines) throws IOException {
        String spec = """
                {'dataSchema': {'dataSource': 'x', 'parser': {'type': 'string', 'parseSpec': {'format': 'json',
                   'timestampSpec': {'column': 't', 'format': 'millis'}, 'dimensionsSpec': {'dimensions': ['d']}}},
                   'metricsSpec': [%s], 'granularitySpec': {'queryGranularity': 'DAY'},
                   'transformSpec': {'transforms': [{'type': 'expression', 'name': 'twice', 'expression': 'n * 2'}]}},
                 'tuningConfig': {'maxParseExceptions': 100}}""".formatted(metric);
        IndexSpecFile file = IndexSpecFile.parse(json(spec).getBytes(StandardCharsets.UTF_8), false);
        Path work = Files.createTempDirectory(directory, "build");
        Path rows = Files.writeString(work.resolve("rows.json"), json(String.join("\n", lines)));
        Path built = work.resolve("segment");
        try (RowReader reader = RowReader.open(rows, file.spec(), DAY::contains, badRows::add);
                SegmentBuilder builder =
                        new SegmentBuilder(file.toSegmentSpec(DAY), work.resolve("scratch"), 1 << 20)) {
            for (BuildRow row; (row = reader.next()) != null; ) {
                builder.add(row);
            }
            builder.writeTo(built);
            outcomes = reader.counts();
        }
        return built;
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }

    private static byte[] zip(Path segment) throws IOException {
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        SegmentZip.pack(segment, zip);
        return zip.toByteArray();
    }

    private static List<Long> longs(Path segment) throws IOException {
        try (Segment opened = Segment.open(segment)) {
            List<Long> values = new ArrayList<>();
            NumericColumn column = (NumericColumn) opened.column("m").orElseThrow();
            long[] numbers = new long[opened.rows()];
            column.reader().longs(0, opened.rows(), numbers);
            for (int row = 0; row < numbers.length; row++) {
                values.add(column.nulls().contains(row) ? null : numbers[row]);
            }
            return values;
        }
    }
}
