package io.isobar.segment.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.segment.Interval;
import io.isobar.segment.Segment;
import io.isobar.segment.bitmap.BitmapFormat;
import io.isobar.segment.codec.Compression;
import io.isobar.segment.column.MultiIds;
import io.isobar.segment.column.StringColumn;
import io.isobar.segment.testing.RandomRows;
import io.isobar.segment.testing.SegmentDump;
import io.isobar.segment.time.Granularity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.roaringbitmap.buffer.MutableRoaringBitmap;

/** What holds for any spec and any rows. */
class BuildPropertyTest {
    private static final String SEEDS = "io.isobar.segment.testing.Seeds#some";
    private static final long ROOMY = 64 << 20;
    private static final long TIGHT = 20_000;
    private static final int MOST_THREADS = 4;

    @TempDir
    Path temp;

    private int directories;

    @ParameterizedTest
    @MethodSource(SEEDS)
    void aSegmentHoldsTheRowsThatItWasBuiltFrom(long seed) throws IOException {
        RandomRows random = new RandomRows(seed, true);
        SegmentSpec spec = random.spec();
        List<BuildRow> rows = random.rows(spec);

        try (Segment segment = Segment.open(build(spec, rows, ROOMY))) {
            List<String> names = new ArrayList<>(List.of(Segment.TIME));
            spec.dimensions().forEach(dimension -> names.add(dimension.name()));
            names.addAll(segment.metrics());
            List<List<Object>> expected = singleValued(segment, spec, new NaiveRows(spec, rows).dumped());
            assertThat(segment.metrics())
                    .isEqualTo(
                            spec.metrics().stream().map(Metric::name).sorted().toList());
            if (spec.rollup()) {
                assertThat(SegmentDump.rows(segment, names)).isEqualTo(expected);
            } else {
                assertThat(SegmentDump.rows(segment, names)).containsExactlyInAnyOrderElementsOf(expected);
            }
        }
    }

    /** As if the format had no room for more than 70,000 bytes of a list in one file. */
    @ParameterizedTest
    @EnumSource(
            value = Compression.class,
            names = {"LZ4", "UNCOMPRESSED"})
    void aSegmentWhoseListsTakeManyFilesHoldsTheSameRows(Compression compression) throws IOException {
        SegmentSpec spec = new SegmentSpec(
                Interval.parse("2001-01-01/P1D"),
                Granularity.NONE,
                true,
                List.of(
                        Dimension.string("name"),
                        new Dimension("tags", Dimension.Type.STRING, true, Dimension.MultiValueHandling.ARRAY),
                        Dimension.number("number", Dimension.Type.LONG)),
                List.of(
                        Metric.of(Metric.Kind.DOUBLE_SUM, "double", "x"),
                        Metric.of(Metric.Kind.FLOAT_MAX, "float", "x"),
                        Metric.of(Metric.Kind.HYPER_UNIQUE, "unique", "x")),
                new IndexSpec(
                        BitmapFormat.ROARING,
                        compression,
                        compression,
                        IndexSpec.LongEncoding.LONGS,
                        IndexSpec.DictionaryEncoding.UTF8),
                Optional.empty());
        SplittableRandom random = new SplittableRandom(7);
        List<BuildRow> rows = new ArrayList<>();
        for (int i = 0; i < 40_000; i++) {
            String name = "name-" + random.nextInt(30_000);
            rows.add(new BuildRow(
                    spec.interval().start() + random.nextInt(86_400_000),
                    new Object[] {name, List.of("t" + random.nextInt(9_000), name), random.nextLong()},
                    new Object[] {random.nextDouble(), random.nextDouble(), name}));
        }
        Path many = temp.resolve("many");
        try (SegmentBuilder builder = new SegmentBuilder(spec, temp.resolve("scratch"), ROOMY)) {
            for (BuildRow row : rows) {
                builder.add(row);
            }
            builder.writeTo(many, new SmooshLimits(1 << 20, 70_000));
        }

        List<String> split = new ArrayList<>(List.of(
                "name.dim_values_header",
                "name.inverted_value_1",
                "little_end_time_value_1",
                "number.long_column_value_1",
                "unique.complex_column_value_1"));
        if (compression == Compression.LZ4) {
            split.addAll(List.of("name.forward_dim_value_1", "tags.forward_dim.values_value_1"));
        }
        assertThat(Files.readString(many.resolve("meta.smoosh"))).contains(split);
        try (Segment few = Segment.open(build(spec, rows, ROOMY));
                Segment found = Segment.open(many)) {
            assertThat(SegmentDump.rows(found, found.columnNames()))
                    .isEqualTo(SegmentDump.rows(few, few.columnNames()));
        }
    }

    /** In a column of single values a row without any is a row of null. */
    private static List<List<Object>> singleValued(Segment segment, SegmentSpec spec, List<List<Object>> rows) {
        for (int i = 0; i < spec.dimensions().size(); i++) {
            boolean several = segment.column(spec.dimensions().get(i).name())
                    .map(column -> column instanceof StringColumn strings && strings.multiValue())
                    .orElse(false);
            for (List<Object> row : rows) {
                if (!several && List.of().equals(row.get(i + 1))) {
                    row.set(i + 1, null);
                }
            }
        }
        return rows;
    }

    @ParameterizedTest
    @MethodSource(SEEDS)
    void theOrderOfTheRowsAndTheSizeOfTheHeapDoNotShow(long seed) throws IOException {
        RandomRows random = new RandomRows(seed, true);
        SegmentSpec spec = random.spec();
        List<BuildRow> rows = random.rows(spec);

        Path first = build(spec, rows, ROOMY);
        Path second = build(spec, random.shuffled(rows), TIGHT);
        Path third = buildSorted(spec, random.shuffled(rows), TIGHT);

        assertSameFiles(second, first);
        assertSameFiles(third, first);
    }

    /** Few keys of many rows, and sums that depend on the order of addition. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 40, 4000})
    void sumsOfFractionsDoNotShowTheOrderNorTheSizeOfTheHeap(int keys) throws IOException {
        SplittableRandom random = new SplittableRandom(keys);
        SegmentSpec spec = new SegmentSpec(
                Interval.parse("2001-01-01/P1D"),
                Granularity.NONE,
                true,
                List.of(Dimension.string("name")),
                List.of(
                        Metric.of(Metric.Kind.DOUBLE_SUM, "double", "x"),
                        Metric.of(Metric.Kind.FLOAT_SUM, "float", "x"),
                        Metric.of(Metric.Kind.COUNT, "count", null),
                        Metric.of(Metric.Kind.HYPER_UNIQUE, "unique", "x")),
                IndexSpec.defaults(),
                Optional.empty());
        List<BuildRow> rows = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            Object x = random.nextInt(9) == 0
                    ? null
                    : (Object) ((random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(12)));
            rows.add(new BuildRow(
                    spec.interval().start(), new Object[] {"k" + random.nextInt(keys)}, new Object[] {x, x, null, x}));
        }

        Path first = build(spec, rows, ROOMY);

        Collections.shuffle(rows, new Random(keys));
        assertSameFiles(build(spec, rows, 10 * TIGHT), first);
        assertSameFiles(buildSorted(spec, rows, 10 * TIGHT), first);
        assertSameFiles(buildSorted(spec, rows, TIGHT), first);
    }

    @ParameterizedTest
    @MethodSource(SEEDS)
    void mergingPartsIsBuildingTheWhole(long seed) throws IOException {
        RandomRows random = new RandomRows(seed, false);
        SegmentSpec spec = random.spec();
        List<BuildRow> rows = random.shuffled(random.rows(spec));
        int cut = rows.size() / 3;

        Path merged = temp.resolve("merged");
        if (cut == 0) {
            return;
        }
        try (Segment left = Segment.open(build(spec, rows.subList(0, cut), ROOMY));
                Segment right = Segment.open(build(spec, rows.subList(cut, rows.size()), ROOMY))) {
            SegmentMerger.merge(spec, List.of(right, left), temp, merged);
        }

        assertSameFiles(merged, build(spec, rows, ROOMY));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 9})
    void mergingInStepsIsMergingAtOnce(int most) throws IOException {
        RandomRows random = new RandomRows(most, false);
        SegmentSpec spec = random.spec();
        List<BuildRow> rows = new ArrayList<>();
        List<Segment> segments = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            List<BuildRow> some = random.rows(spec);
            rows.addAll(some);
            segments.add(Segment.open(build(spec, some, ROOMY)));
        }
        SegmentMerger.merge(new RunColumns(spec.combining()), segments, most, temp, temp.resolve("merged"));

        segments.forEach(Segment::close);
        assertSameFiles(temp.resolve("merged"), build(spec, rows, ROOMY));
    }

    /** Other orders of dimensions, coarser times and dimensions left out: rows must be sorted and rolled up anew. */
    @ParameterizedTest
    @MethodSource(SEEDS)
    void mergingToAnotherShapeIsBuildingInThatShape(long seed) throws IOException {
        RandomRows random = new RandomRows(seed, false);
        SegmentSpec spec = random.spec();
        List<BuildRow> rows = random.rows(spec);
        int[] kept = IntStream.range(0, spec.dimensions().size())
                .map(i -> spec.dimensions().size() - 1 - i)
                .limit(Math.max(1, spec.dimensions().size() - 1))
                .toArray();
        SegmentSpec other = new SegmentSpec(
                spec.interval(),
                seed % 2 == 0 ? spec.queryGranularity() : Granularity.ALL,
                true,
                IntStream.of(kept).mapToObj(spec.dimensions()::get).toList(),
                spec.metrics(),
                spec.indexSpec(),
                Optional.empty());
        List<BuildRow> otherRows = rows.stream()
                .map(row -> new BuildRow(
                        row.timestamp(),
                        IntStream.of(kept).mapToObj(i -> row.dimensions()[i]).toArray(),
                        row.metrics()))
                .toList();

        Path merged = temp.resolve("merged");
        int cut = rows.size() / 2;
        List<Path> parts = new ArrayList<>();
        for (List<BuildRow> part : List.of(rows.subList(0, cut), rows.subList(cut, rows.size()))) {
            if (!part.isEmpty()) {
                parts.add(build(spec, part, ROOMY));
            }
        }
        List<Segment> segments = new ArrayList<>();
        for (Path part : parts) {
            segments.add(Segment.open(part));
        }
        SegmentMerger.merge(other, segments, temp.resolve("scratch"), merged);
        segments.forEach(Segment::close);

        assertSameFiles(merged, build(other, otherRows, ROOMY));
    }

    @ParameterizedTest
    @MethodSource(SEEDS)
    void bitmapsFindTheRowsThatAScanFinds(long seed) throws IOException {
        RandomRows random = new RandomRows(seed, true);
        SegmentSpec spec = random.spec();
        try (Segment segment = Segment.open(build(spec, random.rows(spec), ROOMY))) {
            for (String name : segment.dimensions()) {
                if (segment.column(name).orElseThrow() instanceof StringColumn column && column.hasBitmaps()) {
                    assertBitmaps(column);
                }
            }
        }
    }

    private static void assertBitmaps(StringColumn column) {
        int[] rows = IntStream.range(0, column.rows()).toArray();
        MultiIds ids = new MultiIds();
        column.reader().multi(rows, rows.length, ids);
        for (int id = 0; id < column.cardinality(); id++) {
            MutableRoaringBitmap scanned = new MutableRoaringBitmap();
            for (int row : rows) {
                for (int i = ids.offsets()[row]; i < ids.offsets()[row + 1]; i++) {
                    if (ids.ids()[i] == id) {
                        scanned.add(row);
                    }
                }
                if (id == 0 && ids.offsets()[row] == ids.offsets()[row + 1]) {
                    scanned.add(row);
                }
            }
            assertThat(column.bitmap(id)).isEqualTo(scanned);
        }
    }

    private Path build(SegmentSpec spec, List<BuildRow> rows, long heapBytes) throws IOException {
        Path built = temp.resolve("built-" + directories++);
        try (SegmentBuilder builder = new SegmentBuilder(spec, temp.resolve("scratch"), heapBytes)) {
            for (BuildRow row : rows) {
                builder.add(row);
            }
            SegmentSummary summary = builder.writeTo(built);
            assertThat(summary.rowsIn()).isEqualTo(rows.size());
        }
        assertThat(temp.resolve("scratch")).isEmptyDirectory();
        return built;
    }

    private Path buildSorted(SegmentSpec spec, List<BuildRow> rows, long dictionaryHeapBytes) throws IOException {
        Path built = temp.resolve("built-" + directories++);
        RowShape shape = new RowShape(spec);
        int threads = 1 + directories % MOST_THREADS;
        try (SortedSegmentWriter writer =
                new SortedSegmentWriter(spec, temp.resolve("scratch"), threads, dictionaryHeapBytes)) {
            for (BuildRow row :
                    rows.stream().map(shape::shape).sorted(new RowOrder(spec)).toList()) {
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
