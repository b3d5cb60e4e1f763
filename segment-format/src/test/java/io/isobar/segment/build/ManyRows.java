package io.isobar.segment.build;

import io.isobar.segment.Interval;
import io.isobar.segment.time.Granularity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Builds one segment of many rows and prints how fast it was: {@code ManyRows ROWS DISTINCT SCRATCH DIR [BUDGET]}. One
 * column has {@code DISTINCT} values, each long enough that they don't fit into a small heap. Rows come in order; with a
 * budget, in bytes, they come in none, and a {@link SegmentBuilder} has to sort them.
 */
public final class ManyRows {
    private ManyRows() {}

    /** Builds the segment. */
    public static void main(String[] args) throws IOException {
        int rows = Integer.parseInt(args[0]);
        int distinct = Integer.parseInt(args[1]);
        SegmentSpec spec = new SegmentSpec(
                Interval.parse("2001-01-01/P1D"),
                Granularity.NONE,
                true,
                List.of(
                        Dimension.string("airport"),
                        Dimension.string("tail"),
                        Dimension.string("carrier"),
                        Dimension.number("number", Dimension.Type.LONG)),
                List.of(
                        Metric.of(Metric.Kind.COUNT, "flights", null),
                        Metric.of(Metric.Kind.LONG_SUM, "distance", "distance"),
                        Metric.of(Metric.Kind.DOUBLE_SUM, "delay", "delay")),
                IndexSpec.defaults(),
                Optional.empty());
        long start = System.nanoTime();
        Path scratch = Path.of(args[2]);
        Path dir = Path.of(args[3]);
        SegmentSummary summary;
        if (args.length > 4) {
            try (SegmentBuilder builder = new SegmentBuilder(spec, scratch, Long.parseLong(args[4]))) {
                for (int i = 0; i < rows; i++) {
                    builder.add(row(spec, (int) (i * 2654435761L % rows), rows, distinct));
                }
                summary = builder.writeTo(dir);
            }
        } else {
            try (SortedSegmentWriter writer = new SortedSegmentWriter(spec, scratch, 1)) {
                for (int i = 0; i < rows; i++) {
                    writer.add(row(spec, i, rows, distinct));
                }
                summary = writer.writeTo(dir);
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                "%d rows, %d bytes, %.1f s, %.0f rows/s%n", summary.rows(), summary.bytes(), seconds, rows / seconds);
    }

    private static BuildRow row(SegmentSpec spec, int i, int rows, int distinct) {
        return new BuildRow(
                spec.interval().start() + (long) i * 86_000_000 / rows,
                new Object[] {
                    "A%03d".formatted(i % 300),
                    "tail-number-%09d-of-an-aircraft".formatted((int) (i * 2654435761L % distinct)),
                    i % 7 == 0 ? null : "C" + i % 20,
                    (long) i
                },
                new Object[] {null, i % 3000L, i % 180 / 4.0});
    }
}
