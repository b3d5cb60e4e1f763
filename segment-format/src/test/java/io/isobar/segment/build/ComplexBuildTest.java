package io.isobar.segment.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.segment.Interval;
import io.isobar.segment.Segment;
import io.isobar.segment.ValueType;
import io.isobar.segment.column.ComplexColumn;
import io.isobar.segment.sketch.ComplexFold;
import io.isobar.segment.sketch.PairSettings;
import io.isobar.segment.sketch.TimedValue;
import io.isobar.segment.time.Granularity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Segments with a column of every complex kind. */
class ComplexBuildTest {
    private static final long ROOMY = 64 << 20;
    private static final long TIGHT = 60_000;
    private static final Granularity HOUR = Granularity.HOUR;

    @TempDir
    Path temp;

    private int directories;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSegmentHoldsTheFoldOfEachKeysRows(boolean rollup) throws IOException {
        SegmentSpec spec = spec(rollup, true);
        List<BuildRow> rows = rows(spec, 3000);
        TreeMap<String, List<BuildRow>> byKey = new TreeMap<>();
        for (BuildRow row : rows) {
            String key = "%d %s".formatted(HOUR.bucketStart(row.timestamp()), row.dimensions()[0]);
            byKey.computeIfAbsent(key, k -> new ArrayList<>()).add(row);
        }
        try (Segment segment = Segment.open(build(spec, rows, ROOMY))) {
            for (int i = 0; i < spec.metrics().size(); i++) {
                Metric metric = spec.metrics().get(i);
                ComplexColumn column =
                        (ComplexColumn) segment.column(metric.name()).orElseThrow();
                assertThat(column.typeName()).isEqualTo(metric.columnType());
                List<byte[]> expected = new ArrayList<>();
                for (List<BuildRow> group : byKey.values()) {
                    if (rollup) {
                        expected.add(folded(metric, i, group));
                    } else {
                        for (BuildRow row : group) {
                            expected.add(folded(metric, i, List.of(row)));
                        }
                    }
                }
                if (rollup) {
                    assertThat(values(column)).as(metric.name()).containsExactlyElementsOf(expected);
                } else {
                    assertThat(values(column)).as(metric.name()).containsExactlyInAnyOrderElementsOf(expected);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theOrderOfTheRowsAndTheSizeOfTheHeapDoNotShow(boolean rollup) throws IOException {
        SegmentSpec spec = spec(rollup, true);
        List<BuildRow> rows = rows(spec, 3000);
        Path first = build(spec, rows, ROOMY);
        List<BuildRow> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, new Random(1));

        assertSameFiles(build(spec, shuffled, TIGHT), first);
        assertSameFiles(buildSorted(spec, shuffled), first);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void mergingPartsIsBuildingTheWhole(boolean rollup) throws IOException {
        SegmentSpec spec = spec(rollup, false);
        List<BuildRow> rows = rows(spec, 3000);
        Path merged = temp.resolve("merged");
        try (Segment left = Segment.open(build(spec, rows.subList(0, 1000), ROOMY));
                Segment right = Segment.open(build(spec, rows.subList(1000, 3000), ROOMY))) {
            SegmentMerger.merge(spec, List.of(right, left), temp, merged);
        }

        assertSameFiles(merged, build(spec, rows, ROOMY));
    }

    private static SegmentSpec spec(boolean rollup, boolean withQuantiles) {
        List<Metric> metrics = new ArrayList<>();
        for (Metric.Kind kind : Metric.Kind.values()) {
            boolean isQuantiles = kind.typeName().startsWith("quantiles");
            if (kind.valueType() == ValueType.COMPLEX && (withQuantiles || !isQuantiles)) {
                metrics.add(Metric.of(kind, kind.typeName(), "f"));
            }
        }
        metrics.add(new Metric(
                Metric.Kind.DOUBLE_LAST,
                "otherTime",
                "f",
                new PairSettings(PairSettings.Value.DOUBLE, true, "other", 1024)));
        return new SegmentSpec(
                Interval.parse("2001-01-01/P1D"),
                HOUR,
                rollup,
                List.of(Dimension.string("d")),
                metrics,
                IndexSpec.defaults(),
                Optional.empty());
    }

    private static List<BuildRow> rows(SegmentSpec spec, int count) {
        Random random = new Random(42);
        List<BuildRow> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Object[] metrics = new Object[spec.metrics().size()];
            for (int m = 0; m < metrics.length; m++) {
                Object input = random.nextInt(6) == 0 ? null : (Object) (long) random.nextInt(2000);
                Metric metric = spec.metrics().get(m);
                if (input != null && metric.kind() == Metric.Kind.HLL_SKETCH_MERGE) {
                    input = Metric.of(Metric.Kind.HLL_SKETCH_BUILD, "build", "f")
                            .newFold()
                            .encode(0, input);
                }
                metrics[m] = metric.name().equals("otherTime") ? new TimedValue(random.nextInt(9), input) : input;
            }
            long time = spec.interval().start() + random.nextInt(5) * 3_600_000L + random.nextInt(60) * 1000L;
            rows.add(new BuildRow(time, new Object[] {"d" + random.nextInt(random.nextBoolean() ? 3 : 200)}, metrics));
        }
        return rows;
    }

    private static byte[] folded(Metric metric, int at, List<BuildRow> rows) {
        ComplexFold fold = metric.newFold();
        List<byte[]> inputs = new ArrayList<>();
        for (BuildRow row : rows) {
            byte[] bytes = fold.encode(row.timestamp(), row.metrics()[at]);
            if (bytes != null) {
                inputs.add(bytes);
            }
        }
        inputs.sort(Arrays::compareUnsigned);
        inputs.forEach(bytes -> fold.fold(bytes, 0, bytes.length));
        byte[] taken = fold.take();
        return taken == null ? new byte[0] : taken;
    }

    private static List<byte[]> values(ComplexColumn column) {
        List<byte[]> values = new ArrayList<>();
        for (int row = 0; row < column.rows(); row++) {
            ByteBuffer value = column.value(row);
            byte[] bytes = new byte[value.remaining()];
            value.get(bytes);
            values.add(bytes);
        }
        return values;
    }

    private Path build(SegmentSpec spec, List<BuildRow> rows, long heapBytes) throws IOException {
        Path built = temp.resolve("built-" + directories++);
        try (SegmentBuilder builder = new SegmentBuilder(spec, temp.resolve("scratch"), heapBytes)) {
            for (BuildRow row : rows) {
                builder.add(new BuildRow(
                        row.timestamp(), row.dimensions().clone(), row.metrics().clone()));
            }
            builder.writeTo(built);
        }
        return built;
    }

    /** Rows are truncated before they are sorted, so their own times have to be in their metrics by then. */
    private Path buildSorted(SegmentSpec spec, List<BuildRow> rows) throws IOException {
        Path built = temp.resolve("built-" + directories++);
        RowShape shape = new RowShape(spec);
        List<ComplexFold> folds = spec.metrics().stream().map(Metric::newFold).toList();
        List<BuildRow> sorted = new ArrayList<>();
        for (BuildRow row : rows) {
            Object[] metrics = new Object[folds.size()];
            for (int i = 0; i < metrics.length; i++) {
                metrics[i] = folds.get(i).encode(row.timestamp(), row.metrics()[i]);
            }
            sorted.add(shape.shape(new BuildRow(row.timestamp(), row.dimensions(), metrics)));
        }
        sorted.sort(new RowOrder(spec));
        try (SortedSegmentWriter writer = new SortedSegmentWriter(spec, temp.resolve("scratch"), 2, TIGHT)) {
            for (BuildRow row : sorted) {
                writer.add(row);
            }
            writer.writeTo(built);
        }
        return built;
    }

    private static void assertSameFiles(Path found, Path expected) throws IOException {
        for (String file : List.of("meta.smoosh", "00000.smoosh", "version.bin", "factory.json")) {
            assertThat(Files.mismatch(found.resolve(file), expected.resolve(file)))
                    .as(file)
                    .isEqualTo(-1);
        }
    }
}
