package io.isobar.query;

import io.isobar.segment.Interval;
import io.isobar.segment.Segment;
import io.isobar.segment.build.BuildRow;
import io.isobar.segment.build.Dimension;
import io.isobar.segment.build.Dimension.MultiValueHandling;
import io.isobar.segment.build.IndexSpec;
import io.isobar.segment.build.Metric;
import io.isobar.segment.build.SegmentBuilder;
import io.isobar.segment.build.SegmentSpec;
import io.isobar.segment.time.Granularity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Rows of columns of every kind, and segments of them. Fractions are eighths, so that their sums are exact in whatever
 * order they are added.
 */
final class RandomTable {
    static final Interval DAY = Interval.parse("2001-01-01/2001-01-02");
    static final List<String> TEXTS = List.of("few", "many", "plain", "tags", "labels");
    static final List<String> NUMBERS = List.of("long", "double", "float");

    private static final SegmentSpec SPEC = new SegmentSpec(
            DAY,
            Granularity.NONE,
            false,
            List.of(
                    Dimension.string("few"),
                    Dimension.string("many"),
                    new Dimension("plain", Dimension.Type.STRING, false, MultiValueHandling.ARRAY),
                    new Dimension("tags", Dimension.Type.STRING, true, MultiValueHandling.ARRAY),
                    new Dimension("labels", Dimension.Type.STRING, false, MultiValueHandling.ARRAY),
                    new Dimension("long", Dimension.Type.LONG, false, MultiValueHandling.ARRAY),
                    new Dimension("double", Dimension.Type.DOUBLE, false, MultiValueHandling.ARRAY),
                    new Dimension("float", Dimension.Type.FLOAT, false, MultiValueHandling.ARRAY)),
            List.of(
                    Metric.of(Metric.Kind.LONG_SUM, "amount", "amount"),
                    Metric.of(Metric.Kind.DOUBLE_SUM, "price", "price"),
                    Metric.of(Metric.Kind.FLOAT_SUM, "weight", "weight"),
                    Metric.of(Metric.Kind.HYPER_UNIQUE, "users", "users")),
            IndexSpec.defaults(),
            Optional.empty());

    private final Random random;
    private final List<Map<String, Object>> rows = new ArrayList<>();

    RandomTable(long seed) {
        random = new Random(seed);
        int count = 1 + random.nextInt(random.nextBoolean() ? 50 : 3000);
        for (int i = 0; i < count; i++) {
            rows.add(row());
        }
    }

    List<Map<String, Object>> rows() {
        return rows;
    }

    private Map<String, Object> row() {
        Map<String, Object> row = new HashMap<>();
        // Whole minutes make equal times, and some hours have no rows.
        long hour = random.nextInt(12) * 2L;
        row.put("__time", DAY.start() + hour * 3_600_000 + random.nextInt(60) * 60_000L);
        row.put("few", orNull("v" + random.nextInt(5)));
        row.put("many", orNull(Integer.toString(random.nextInt(2000))));
        row.put("plain", orNull("p" + random.nextInt(30)));
        row.put("tags", texts(1 + random.nextInt(3), "t"));
        row.put("labels", texts(1 + random.nextInt(4), "v"));
        row.put("long", orNull((long) random.nextInt(20) - 5));
        row.put("double", orNull(random.nextInt(40) / 8.0));
        row.put("float", orNull(random.nextInt(40) / 8f));
        row.put("amount", orNull((long) random.nextInt(1000)));
        row.put("price", orNull(random.nextInt(8000) / 8.0));
        row.put("weight", orNull(random.nextInt(800) / 8f));
        row.put("users", orNull("u" + random.nextInt(200)));
        return row;
    }

    private <T> T orNull(T value) {
        return random.nextInt(8) == 0 ? null : value;
    }

    private List<String> texts(int count, String prefix) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(orNull(prefix + random.nextInt(6)));
        }
        return texts;
    }

    /** One segment of all rows. */
    Segment segment(Path scratch) throws IOException {
        return build(rows, scratch.resolve("all"));
    }

    /** Each row in one of several segments; none of them is empty. */
    List<Segment> split(int parts, Path scratch) throws IOException {
        List<List<Map<String, Object>>> split = new ArrayList<>();
        for (int i = 0; i < Math.min(parts, rows.size()); i++) {
            split.add(new ArrayList<>(List.of(rows.get(i))));
        }
        for (Map<String, Object> row : rows.subList(split.size(), rows.size())) {
            split.get(random.nextInt(split.size())).add(row);
        }
        List<Segment> segments = new ArrayList<>();
        for (List<Map<String, Object>> part : split) {
            segments.add(build(part, scratch.resolve("part" + segments.size())));
        }
        return segments;
    }

    private static Segment build(List<Map<String, Object>> rows, Path directory) throws IOException {
        try (SegmentBuilder builder = new SegmentBuilder(SPEC, directory.resolveSibling("scratch"), 16 << 20)) {
            for (Map<String, Object> row : rows) {
                Object[] dimensions = SPEC.dimensions().stream()
                        .map(dimension -> row.get(dimension.name()))
                        .toArray();
                Object[] metrics = SPEC.metrics().stream()
                        .map(metric -> row.get(metric.name()))
                        .toArray();
                builder.add(new BuildRow((Long) row.get("__time"), dimensions, metrics));
            }
            builder.writeTo(directory);
        }
        return Segment.open(directory);
    }
}
