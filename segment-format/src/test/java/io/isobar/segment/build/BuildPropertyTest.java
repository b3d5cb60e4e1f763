package io.isobar.segment.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.segment.Segment;
import io.isobar.segment.column.MultiIds;
import io.isobar.segment.column.StringColumn;
import io.isobar.segment.testing.RandomRows;
import io.isobar.segment.testing.SegmentDump;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.roaringbitmap.buffer.MutableRoaringBitmap;

/** What holds for any spec and any rows. */
class BuildPropertyTest {
    private static final String SEEDS = "io.isobar.segment.testing.Seeds#some";
    private static final long ROOMY = 64 << 20;
    private static final long TIGHT = 20_000;

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
        try (SortedSegmentWriter writer = new SortedSegmentWriter(spec, temp.resolve("scratch"), dictionaryHeapBytes)) {
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
