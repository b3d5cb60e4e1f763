package io.isobar.segment.testing;

import io.isobar.segment.Interval;
import io.isobar.segment.bitmap.BitmapFormat;
import io.isobar.segment.build.BuildRow;
import io.isobar.segment.build.Dimension;
import io.isobar.segment.build.IndexSpec;
import io.isobar.segment.build.Metric;
import io.isobar.segment.build.SegmentSpec;
import io.isobar.segment.codec.Compression;
import io.isobar.segment.time.Granularity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;

/** A spec and rows for it, both from a seed: all types, nulls, several values, odd characters, equal keys. */
public final class RandomRows {
    private static final Interval DAY = Interval.parse("2001-01-01/P1D");
    private static final String[] ALPHABET = {
        "a", "b", "A", "", "é", "\uE000", "\uFFFD", "\uD83D\uDE00", "\uD800\uDC00", "Z", " ", "\uD800", "0"
    };

    private static final Metric.Kind[] KINDS = Arrays.stream(Metric.Kind.values())
            .filter(kind -> kind.compareTo(Metric.Kind.HYPER_UNIQUE) <= 0)
            .toArray(Metric.Kind[]::new);

    private final RandomGenerator random;
    private final boolean rowsWithoutValues;

    /** Of a seed; rows that have no value at all only if asked for. */
    public RandomRows(long seed, boolean rowsWithoutValues) {
        this.random = new java.util.SplittableRandom(seed);
        this.rowsWithoutValues = rowsWithoutValues;
    }

    /** A spec. */
    public SegmentSpec spec() {
        List<Dimension> dimensions = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(5); i++) {
            String name = "d" + (9 - i);
            Dimension.Type type = random.nextInt(3) == 0 ? pick(Dimension.Type.values()) : Dimension.Type.STRING;
            dimensions.add(
                    type == Dimension.Type.STRING
                            ? new Dimension(
                                    name, type, random.nextInt(5) != 0, pick(Dimension.MultiValueHandling.values()))
                            : Dimension.number(name, type));
        }
        List<Metric> metrics = new ArrayList<>();
        for (int i = 0; i < random.nextInt(6); i++) {
            Metric.Kind kind = pick(KINDS);
            metrics.add(Metric.of(kind, "m" + (9 - i), kind == Metric.Kind.COUNT ? null : "field"));
        }
        return new SegmentSpec(
                DAY,
                pick(Granularity.NONE, Granularity.HOUR, Granularity.ALL, Granularity.parse("minute")),
                random.nextBoolean(),
                dimensions,
                metrics,
                indexSpec(),
                Optional.empty());
    }

    private IndexSpec indexSpec() {
        return new IndexSpec(
                pick(BitmapFormat.values()),
                pick(Compression.LZ4, Compression.LZF, Compression.ZSTD, Compression.UNCOMPRESSED),
                pick(Compression.values()),
                pick(IndexSpec.LongEncoding.values()),
                random.nextBoolean()
                        ? IndexSpec.DictionaryEncoding.UTF8
                        : new IndexSpec.DictionaryEncoding(1 << random.nextInt(8), random.nextInt(2)));
    }

    /** Rows for it. */
    public List<BuildRow> rows(SegmentSpec spec) {
        int count = random.nextInt(8) == 0 ? 1 + random.nextInt(6_000) : 1 + random.nextInt(300);
        int distinctTimes = 1 + random.nextInt(count);
        int distinctValues = 1 + random.nextInt(random.nextBoolean() ? 4 : 3000);
        List<BuildRow> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Object[] dimensions = new Object[spec.dimensions().size()];
            for (int d = 0; d < dimensions.length; d++) {
                dimensions[d] = dimension(spec.dimensions().get(d), distinctValues);
            }
            Object[] metrics = new Object[spec.metrics().size()];
            for (int m = 0; m < metrics.length; m++) {
                metrics[m] = input(spec.metrics().get(m).kind());
            }
            long time = spec.interval().start() + 86_399_999L / distinctTimes * random.nextInt(distinctTimes);
            rows.add(new BuildRow(time, dimensions, metrics));
        }
        return rows;
    }

    /** The same rows in another order. */
    public List<BuildRow> shuffled(List<BuildRow> rows) {
        List<BuildRow> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, new Random(random.nextLong()));
        return shuffled;
    }

    private Object dimension(Dimension dimension, int distinct) {
        if (random.nextInt(6) == 0) {
            return null;
        }
        int value = random.nextInt(distinct);
        return switch (dimension.type()) {
            case LONG -> (long) value - distinct / 2;
            case FLOAT -> value / 8f;
            case DOUBLE -> value / 8.0;
            case STRING -> dimension.name().equals("d8") ? several(distinct) : text(value);
        };
    }

    private Object several(int distinct) {
        List<String> values = new ArrayList<>();
        int count = (rowsWithoutValues ? 0 : 1) + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            values.add(random.nextInt(6) == 0 ? null : text(random.nextInt(distinct)));
        }
        return values;
    }

    private static String text(int value) {
        StringBuilder text = new StringBuilder();
        for (int left = value; left > 0; left /= ALPHABET.length) {
            text.append(ALPHABET[left % ALPHABET.length]);
        }
        return text.toString();
    }

    /** Numbers whose sums are exact, so that the order of addition cannot show. */
    private Object input(Metric.Kind kind) {
        if (random.nextInt(5) == 0) {
            return null;
        }
        int number = random.nextInt(1000) - 500;
        return switch (kind) {
            case HYPER_UNIQUE -> random.nextInt(4) == 0 ? List.of("x" + number, "y" + number) : "x" + number;
            case LONG_SUM, LONG_MIN, LONG_MAX, COUNT -> (long) number * (random.nextInt(20) == 0 ? 1L << 40 : 1);
            default -> number / 4.0;
        };
    }

    @SafeVarargs
    private <T> T pick(T... from) {
        return from[random.nextInt(from.length)];
    }
}
