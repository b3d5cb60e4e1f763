package io.isobar.bench.isobar;

import io.isobar.bench.Contender.Task;
import io.isobar.segment.Interval;
import io.isobar.segment.build.BuildRow;
import io.isobar.segment.build.Dimension;
import io.isobar.segment.build.IndexSpec;
import io.isobar.segment.build.Metric;
import io.isobar.segment.build.SegmentSpec;
import io.isobar.segment.build.SortedSegmentWriter;
import io.isobar.segment.time.Granularity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntFunction;

/** Segments that are only read; made once. */
final class ReadSegments {
    /** The columns of {@link #typed} that are measured, and how. */
    static final Map<String, Task> COLUMNS = columns();

    private static final Interval DAY = Interval.parse("2001-01-01/P1D");
    private static final int[] PER_MILLE = {1, 10, 100, 500};

    private ReadSegments() {}

    private static Map<String, Task> columns() {
        Map<String, Task> columns = new LinkedHashMap<>();
        columns.put("price", Task.SUM_DOUBLES);
        columns.put("noise", Task.SUM_DOUBLES);
        columns.put("amount", Task.SUM_LONGS);
        columns.put("ten", Task.IDS);
        columns.put("thousand", Task.IDS);
        columns.put("million", Task.IDS);
        columns.put("users", Task.SKETCHES);
        return columns;
    }

    /**
     * Doubles with two decimals ({@code price}) and random ones ({@code noise}), longs below 1,000 ({@code amount}), strings
     * of three cardinalities, a sketch of a value per row ({@code users}), and strings {@code y001} to {@code y500} that
     * are {@code y} in so many of a thousand rows, at random.
     */
    static Path typed(Path work, int rows) throws IOException {
        List<Dimension> dimensions = new ArrayList<>();
        for (String name : List.of("ten", "thousand", "million")) {
            dimensions.add(Dimension.string(name));
        }
        for (int perMille : PER_MILLE) {
            dimensions.add(Dimension.string("y%03d".formatted(perMille)));
        }
        List<Metric> metrics = List.of(
                Metric.of(Metric.Kind.DOUBLE_SUM, "price", "price"),
                Metric.of(Metric.Kind.DOUBLE_SUM, "noise", "noise"),
                Metric.of(Metric.Kind.LONG_SUM, "amount", "amount"),
                Metric.of(Metric.Kind.HYPER_UNIQUE, "users", "user"));
        SplittableRandom random = new SplittableRandom(1);
        return written(work.resolve("typed-" + rows), rows, dimensions, metrics, row -> {
            Object[] values = new Object[dimensions.size()];
            values[0] = "v" + random.nextInt(10);
            values[1] = "v" + random.nextInt(1000);
            values[2] = "v" + random.nextInt(1_000_000);
            for (int i = 0; i < PER_MILLE.length; i++) {
                values[3 + i] = random.nextInt(1000) < PER_MILLE[i] ? "y" : "n";
            }
            return new BuildRow(time(row, rows), values, new Object[] {
                random.nextInt(100_000) / 100.0,
                random.nextDouble(),
                (long) random.nextInt(1000),
                "u" + random.nextInt(100_000)
            });
        });
    }

    /** Five columns of strings and 44 of longs beside the time. */
    static Path wide(Path work, int rows) throws IOException {
        List<Dimension> dimensions = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            dimensions.add(Dimension.string("dimension" + i));
        }
        List<Metric> metrics = new ArrayList<>();
        for (int i = 0; i < 44; i++) {
            metrics.add(Metric.of(Metric.Kind.LONG_SUM, "metric" + i, "metric" + i));
        }
        return written(work.resolve("wide-" + rows), rows, dimensions, metrics, row -> {
            Object[] strings = new Object[dimensions.size()];
            for (int i = 0; i < strings.length; i++) {
                strings[i] = "v" + row % (10 * (i + 1));
            }
            Object[] longs = new Object[metrics.size()];
            java.util.Arrays.fill(longs, (long) row);
            return new BuildRow(time(row, rows), strings, longs);
        });
    }

    /** Each row has a time of its own, so that they are sorted whatever their values. */
    private static long time(int row, int rows) {
        return DAY.start() + 86_400_000L * row / rows;
    }

    private static Path written(
            Path out, int rows, List<Dimension> dimensions, List<Metric> metrics, IntFunction<BuildRow> row)
            throws IOException {
        if (Files.exists(out)) {
            return out;
        }
        SegmentSpec spec = new SegmentSpec(
                DAY, Granularity.NONE, true, dimensions, metrics, IndexSpec.defaults(), Optional.empty());
        Path scratch = Files.createTempDirectory("scratch");
        try (SortedSegmentWriter writer = new SortedSegmentWriter(spec, scratch, 1)) {
            for (int i = 0; i < rows; i++) {
                writer.add(row.apply(i));
            }
            writer.writeTo(out);
        }
        return out;
    }
}
