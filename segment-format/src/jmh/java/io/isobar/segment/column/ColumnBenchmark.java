package io.isobar.segment.column;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Nanoseconds per row of the column, by the kind of column and by the share of rows that is read; what is read isn't looked
 * at. Compare with {@link io.isobar.segment.codec.BlockBenchmark}, the floor. Run:
 * {@code mvn -Pjmh -Dfast -pl segment-format verify -DskipTests -Djmh.arguments=ColumnBenchmark}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ColumnBenchmark {
    private static final int ROWS = 500_000;
    private static final int BATCH = 1024;
    private static final Interval DAY = Interval.parse("2001-01-01/P1D");

    /** What is read. */
    @Param({"long", "table", "delta", "float", "double", "ids1", "ids2", "ids3", "several", "sketch"})
    private String column = "long";

    /** One of so many rows is read, each for itself; 1 reads all in a row. */
    @Param({"1", "2", "10", "1000"})
    private int oneOf = 1;

    private Path directory = Path.of("");
    private Segment plain;
    private Segment packed;
    private int[][] batches = {};

    /** Builds two segments, with plain longs and with packed ones. */
    @Setup
    public void build() throws IOException {
        directory = Files.createTempDirectory("column-benchmark");
        plain = build(IndexSpec.LongEncoding.LONGS);
        packed = build(IndexSpec.LongEncoding.AUTO);
        SplittableRandom random = new SplittableRandom(2);
        int[] rows = IntStream.range(0, ROWS)
                .filter(row -> oneOf == 1 || random.nextInt(oneOf) == 0)
                .toArray();
        batches = IntStream.iterate(0, from -> from < rows.length, from -> from + BATCH)
                .mapToObj(from -> java.util.Arrays.copyOfRange(rows, from, Math.min(rows.length, from + BATCH)))
                .toArray(int[][]::new);
    }

    private Segment build(IndexSpec.LongEncoding encoding) throws IOException {
        SegmentSpec spec = new SegmentSpec(
                DAY,
                Granularity.NONE,
                false,
                List.of(
                        Dimension.string("ids1"),
                        Dimension.string("ids2"),
                        Dimension.string("ids3"),
                        Dimension.string("several")),
                List.of(
                        Metric.of(Metric.Kind.LONG_SUM, "long", "long"),
                        Metric.of(Metric.Kind.LONG_SUM, "few", "few"),
                        Metric.of(Metric.Kind.FLOAT_SUM, "float", "float"),
                        Metric.of(Metric.Kind.DOUBLE_SUM, "double", "double"),
                        Metric.of(Metric.Kind.HYPER_UNIQUE, "sketch", "sketch")),
                new IndexSpec(
                        BitmapFormat.ROARING,
                        Compression.LZ4,
                        Compression.LZ4,
                        encoding,
                        IndexSpec.DictionaryEncoding.UTF8),
                Optional.empty());
        SplittableRandom random = new SplittableRandom(1);
        Path built = directory.resolve(encoding.name());
        try (SortedSegmentWriter writer = new SortedSegmentWriter(spec, directory.resolve("scratch"), 1)) {
            for (int row = 0; row < ROWS; row++) {
                Object[] dimensions = {
                    "v" + random.nextInt(100),
                    "v" + random.nextInt(10_000),
                    "v" + random.nextInt(300_000),
                    List.of("v" + random.nextInt(100), "v" + random.nextInt(100))
                };
                Object[] metrics = {
                    (long) random.nextInt(100_000),
                    (long) random.nextInt(50),
                    random.nextInt(10_000) / 8.0,
                    random.nextInt(100_000) / 100.0,
                    "user" + random.nextInt(50_000)
                };
                writer.add(new BuildRow(DAY.start() + row, dimensions, metrics));
            }
            writer.writeTo(built);
        }
        return Segment.open(built);
    }

    /** Closes them. */
    @TearDown
    public void delete() throws IOException {
        plain.close();
        packed.close();
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** One pass over the column. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public Object read() {
        return switch (column) {
            case "long" -> longs(plain, "long");
            case "delta" -> longs(packed, "long");
            case "table" -> longs(packed, "few");
            case "float" -> floats();
            case "double" -> doubles();
            case "several" -> several();
            case "sketch" -> sketches();
            default -> ids();
        };
    }

    private long[] longs(Segment segment, String name) {
        NumericColumn.Reader reader =
                ((NumericColumn) segment.column(name).orElseThrow()).reader();
        long[] into = new long[BATCH];
        for (int[] rows : batches) {
            if (oneOf == 1) {
                reader.longs(rows[0], rows.length, into);
            } else {
                reader.longs(rows, rows.length, into);
            }
        }
        return into;
    }

    private float[] floats() {
        NumericColumn.Reader reader =
                ((NumericColumn) plain.column("float").orElseThrow()).reader();
        float[] into = new float[BATCH];
        for (int[] rows : batches) {
            if (oneOf == 1) {
                reader.floats(rows[0], rows.length, into);
            } else {
                reader.floats(rows, rows.length, into);
            }
        }
        return into;
    }

    private double[] doubles() {
        NumericColumn.Reader reader =
                ((NumericColumn) plain.column("double").orElseThrow()).reader();
        double[] into = new double[BATCH];
        for (int[] rows : batches) {
            if (oneOf == 1) {
                reader.doubles(rows[0], rows.length, into);
            } else {
                reader.doubles(rows, rows.length, into);
            }
        }
        return into;
    }

    private int[] ids() {
        StringColumn.Reader reader =
                ((StringColumn) plain.column(column).orElseThrow()).reader();
        int[] into = new int[BATCH];
        for (int[] rows : batches) {
            if (oneOf == 1) {
                reader.ids(rows[0], rows.length, into);
            } else {
                reader.ids(rows, rows.length, into);
            }
        }
        return into;
    }

    private MultiIds several() {
        StringColumn.Reader reader =
                ((StringColumn) plain.column("several").orElseThrow()).reader();
        MultiIds into = new MultiIds();
        for (int[] rows : batches) {
            reader.multi(rows, rows.length, into);
        }
        return into;
    }

    private HyperLogLog sketches() {
        ComplexColumn sketches = (ComplexColumn) plain.column("sketch").orElseThrow();
        ObjectBytes objects = new ObjectBytes();
        HyperLogLog all = new HyperLogLog();
        for (int[] rows : batches) {
            for (int done = 0; done < rows.length; ) {
                done += oneOf == 1
                        ? sketches.values(rows[done], rows.length - done, objects)
                        : sketches.values(rows, done, rows.length, objects);
                for (int i = 0; i < objects.count(); i++) {
                    all.fold(objects.bytes(), objects.start(i), objects.length(i));
                }
            }
        }
        return all;
    }
}
