package io.isobar.segment.column;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.segment.Interval;
import io.isobar.segment.Segment;
import io.isobar.segment.bitmap.BitmapFormat;
import io.isobar.segment.build.BuildRow;
import io.isobar.segment.build.Dimension;
import io.isobar.segment.build.IndexSpec;
import io.isobar.segment.build.Metric;
import io.isobar.segment.build.SegmentSpec;
import io.isobar.segment.build.SortedSegmentWriter;
import io.isobar.segment.codec.Compression;
import io.isobar.segment.codec.ObjectBytes;
import io.isobar.segment.hll.HyperLogLog;
import io.isobar.segment.time.Granularity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Columns give the values that went in, whatever rows are asked for and wherever blocks end. */
class ColumnReadTest {
    /** Enough for ids of three bytes, and for several blocks of each width. */
    private static final int ROWS = 70_000;

    private static final int READS = 60;
    private static final Interval DAY = Interval.parse("2001-01-01/P1D");

    @TempDir
    Path temp;

    @ParameterizedTest
    @EnumSource(names = {"LZ4", "LZF", "UNCOMPRESSED"})
    void idsOfOneTwoAndThreeBytes(Compression compression) throws IOException {
        try (Segment segment = build(compression, compression, IndexSpec.LongEncoding.LONGS)) {
            for (String name : List.of("one", "two", "three")) {
                StringColumn column = (StringColumn) segment.column(name).orElseThrow();
                StringColumn.Reader reader = column.reader();
                reads((first, count, rows, picked) -> {
                    int[] ids = new int[count];
                    if (picked) {
                        reader.ids(rows, count, ids);
                    } else {
                        reader.ids(first, count, ids);
                    }
                    for (int i = 0; i < count; i++) {
                        assertThat(column.value(ids[i])).isEqualTo(text(name, rows[i]));
                    }
                });
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"LZ4", "UNCOMPRESSED", "NONE"})
    void numbersOfEachType(Compression compression) throws IOException {
        for (IndexSpec.LongEncoding encoding : IndexSpec.LongEncoding.values()) {
            try (Segment segment = build(Compression.LZ4, compression, encoding)) {
                for (String name : List.of("long", "two bits", "twelve bits", "float", "double")) {
                    NumericColumn.Reader reader =
                            ((NumericColumn) segment.column(name).orElseThrow()).reader();
                    reads((first, count, rows, picked) -> {
                        long[] longs = new long[count];
                        float[] floats = new float[count];
                        double[] doubles = new double[count];
                        if (picked) {
                            reader.longs(rows, count, longs);
                            reader.floats(rows, count, floats);
                            reader.doubles(rows, count, doubles);
                        } else {
                            reader.longs(first, count, longs);
                            reader.floats(first, count, floats);
                            reader.doubles(first, count, doubles);
                        }
                        for (int i = 0; i < count; i++) {
                            assertThat(doubles[i]).isEqualTo(number(name, rows[i]));
                            assertThat(longs[i]).isEqualTo((long) number(name, rows[i]));
                            assertThat(floats[i]).isEqualTo((float) number(name, rows[i]));
                        }
                    });
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = "LZ4")
    void objectsInBatches(Compression compression) throws IOException {
        try (Segment segment = build(compression, compression, IndexSpec.LongEncoding.LONGS)) {
            ComplexColumn column = (ComplexColumn) segment.column("sketch").orElseThrow();
            ObjectBytes objects = new ObjectBytes();
            reads((first, count, rows, picked) -> {
                for (int done = 0; done < count; ) {
                    int read = picked
                            ? column.values(rows, done, count, objects)
                            : column.values(first + done, count - done, objects);
                    assertThat(read).isPositive().isEqualTo(objects.count());
                    for (int i = 0; i < read; i++) {
                        assertThat(Arrays.copyOfRange(
                                        objects.bytes(), objects.start(i), objects.start(i) + objects.length(i)))
                                .isEqualTo(sketch(rows[done + i]));
                    }
                    done += read;
                }
            });
        }
    }

    /** Something that reads the rows {@code rows[0..count)}, which follow each other from {@code first} on unless picked. */
    private interface Check {
        void read(int first, int count, int[] rows, boolean picked);
    }

    private static void reads(Check check) {
        SplittableRandom random = new SplittableRandom(7);
        for (int read = 0; read < READS; read++) {
            int count = 1 + random.nextInt(read % 10 == 0 ? 40_000 : 500);
            boolean picked = random.nextBoolean();
            int[] rows = new int[count];
            if (picked) {
                rows = random.ints(count, 0, ROWS).sorted().distinct().toArray();
            } else {
                Arrays.setAll(rows, i -> i);
                int first = random.nextInt(ROWS - count + 1);
                Arrays.setAll(rows, i -> first + i);
            }
            check.read(rows[0], rows.length, rows, picked);
        }
    }

    private Segment build(Compression dimensions, Compression metrics, IndexSpec.LongEncoding encoding)
            throws IOException {
        SegmentSpec spec = new SegmentSpec(
                DAY,
                Granularity.NONE,
                false,
                List.of(Dimension.string("one"), Dimension.string("two"), Dimension.string("three")),
                List.of(
                        Metric.of(Metric.Kind.LONG_SUM, "long", "long"),
                        Metric.of(Metric.Kind.LONG_SUM, "two bits", "two bits"),
                        Metric.of(Metric.Kind.LONG_SUM, "twelve bits", "twelve bits"),
                        Metric.of(Metric.Kind.FLOAT_SUM, "float", "float"),
                        Metric.of(Metric.Kind.DOUBLE_SUM, "double", "double"),
                        Metric.of(Metric.Kind.HYPER_UNIQUE, "sketch", "sketch")),
                new IndexSpec(BitmapFormat.ROARING, dimensions, metrics, encoding, IndexSpec.DictionaryEncoding.UTF8),
                Optional.empty());
        Path built = temp.resolve("segment-" + encoding);
        try (SortedSegmentWriter writer = new SortedSegmentWriter(spec, temp.resolve("scratch"), 1)) {
            for (int row = 0; row < ROWS; row++) {
                writer.add(new BuildRow(
                        DAY.start() + row,
                        new Object[] {text("one", row), text("two", row), text("three", row)},
                        new Object[] {
                            (long) number("long", row),
                            (long) number("two bits", row),
                            (long) number("twelve bits", row),
                            number("float", row),
                            number("double", row),
                            sketch(row)
                        }));
            }
            writer.writeTo(built);
        }
        return Segment.open(built);
    }

    private static String text(String column, int row) {
        return "v"
                + switch (column) {
                    case "one" -> row % 200;
                    case "two" -> row % 5_000;
                    default -> row;
                };
    }

    /** Whole, so that each type of number can hold it. */
    private static double number(String column, int row) {
        int distinct = switch (column) {
            case "two bits" -> 3;
            case "twelve bits" -> 3_000;
            default -> 30_011;
        };
        return row % distinct - 1_000;
    }

    private static byte[] sketch(int row) {
        HyperLogLog sketch = new HyperLogLog();
        for (int i = 0; i <= row % 3; i++) {
            sketch.add("user" + row + i);
        }
        return sketch.toBytes();
    }
}
