package io.isobar.query;

import io.isobar.segment.Interval;
import io.isobar.segment.Segment;
import io.isobar.segment.build.BuildRow;
import io.isobar.segment.build.Dimension;
import io.isobar.segment.build.IndexSpec;
import io.isobar.segment.build.Metric;
import io.isobar.segment.build.SegmentBuilder;
import io.isobar.segment.build.SegmentSpec;
import io.isobar.segment.time.Granularity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Segments of a few flights: time, origin, stops (several values), gate (a number), delay. */
final class Flights {
    private static final SegmentSpec SPEC = new SegmentSpec(
            Interval.parse("2001-01-01/2001-01-02"),
            Granularity.NONE,
            false,
            List.of(
                    Dimension.string("origin"),
                    Dimension.string("stops"),
                    new Dimension("gate", Dimension.Type.LONG, false, Dimension.MultiValueHandling.ARRAY)),
            List.of(
                    Metric.of(Metric.Kind.LONG_SUM, "delay", "delay"),
                    Metric.of(Metric.Kind.DOUBLE_SUM, "fare", "fare")),
            IndexSpec.defaults(),
            Optional.empty());

    private Flights() {}

    static BuildRow flight(String time, String origin, Object stops, Long gate, Long delay, Double fare) {
        long instant = Interval.parse("2001-01-01T" + time + "/P1D").start();
        return new BuildRow(instant, new Object[] {origin, stops, gate}, new Object[] {delay, fare});
    }

    static Segment segment(Path directory, BuildRow... rows) throws IOException {
        try (SegmentBuilder builder = new SegmentBuilder(SPEC, directory.resolveSibling("scratch"), 1 << 20)) {
            for (BuildRow row : rows) {
                builder.add(row);
            }
            builder.writeTo(directory);
        }
        return Segment.open(directory);
    }
}
