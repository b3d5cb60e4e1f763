package io.isobar.indexer.shuffle;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.segment.Interval;
import io.isobar.segment.build.BuildRow;
import io.isobar.segment.build.Dimension;
import io.isobar.segment.build.IndexSpec;
import io.isobar.segment.build.RowOrder;
import io.isobar.segment.build.RowShape;
import io.isobar.segment.build.SegmentSpec;
import io.isobar.segment.time.Granularity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowKeyTest {
    private static final List<Dimension> DIMENSIONS = List.of(
            Dimension.string("s"),
            Dimension.number("l", Dimension.Type.LONG),
            Dimension.number("d", Dimension.Type.DOUBLE),
            Dimension.number("f", Dimension.Type.FLOAT),
            new Dimension("m", Dimension.Type.STRING, true, Dimension.MultiValueHandling.ARRAY));
    private static final SegmentSpec SPEC = new SegmentSpec(
            Interval.ETERNITY, Granularity.NONE, false, DIMENSIONS, List.of(), IndexSpec.defaults(), Optional.empty());
    private static final String[] TEXTS = {
        "",
        "\u0000",
        "\u0000a",
        "\u0001",
        "\u0002",
        "a",
        "a\u0000",
        "aa",
        "é",
        "\uE000",
        "\uFFFF",
        "\uD83D\uDE00",
        "\uD83D\uDE01x"
    };
    private static final long[] LONGS = {Long.MIN_VALUE, -257, -1, 0, 1, 255, Long.MAX_VALUE};
    private static final double[] DOUBLES = {Double.NEGATIVE_INFINITY, -1e300, -1, -0.0, 0.0, 1e-300, 7, Double.NaN};

    private final RowKey key = new RowKey(DIMENSIONS);
    private final RowShape shape = new RowShape(SPEC);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void bytesSortAsTheRowsOfASegmentDo(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        RowOrder order = new RowOrder(SPEC);
        for (int i = 0; i < 20_000; i++) {
            BuildRow a = row(random);
            BuildRow b = row(random);
            int expected = Integer.signum(order.compare(a, b));
            int actual = Integer.signum(Arrays.compareUnsigned(bytes(3, a), bytes(3, b)));
            assertThat(actual)
                    .as("seed %d: %s and %s", seed, print(a), print(b))
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12})
    void readsBackWhatItWrote(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 5_000; i++) {
            BuildRow row = row(random);
            byte[] bytes = bytes(i, row);

            BuildRow read = key.read(bytes, bytes.length, new Object[0]);

            assertThat(RowKey.bucket(bytes)).isEqualTo(i);
            assertThat(read.timestamp()).isEqualTo(row.timestamp());
            assertThat(read.dimensions()).as("seed %d", seed).isEqualTo(row.dimensions());
        }
    }

    @Test
    void theBucketComesFirst() {
        BuildRow late = new BuildRow(1_000, new Object[] {"z", null, null, null, null}, new Object[0]);
        BuildRow early = new BuildRow(-1_000, new Object[] {"a", null, null, null, null}, new Object[0]);

        assertThat(Arrays.compareUnsigned(bytes(1, late), bytes(2, early))).isNegative();
        assertThat(Arrays.compareUnsigned(bytes(255, late), bytes(256, early))).isNegative();
    }

    private byte[] bytes(int bucket, BuildRow row) {
        ByteSink out = new ByteSink();
        key.write(bucket, row, out);
        return Arrays.copyOf(out.array(), out.size());
    }

    private BuildRow row(SplittableRandom random) {
        Object[] values = {
            random.nextInt(4) == 0 ? null : text(random),
            random.nextInt(4) == 0 ? null : LONGS[random.nextInt(LONGS.length)],
            random.nextInt(4) == 0 ? null : DOUBLES[random.nextInt(DOUBLES.length)],
            random.nextInt(4) == 0 ? null : (float) DOUBLES[random.nextInt(DOUBLES.length)],
            list(random)
        };
        return shape.shape(new BuildRow(LONGS[random.nextInt(1, 6)], values, new Object[0]));
    }

    private static List<String> list(SplittableRandom random) {
        List<String> list = new ArrayList<>();
        for (int left = random.nextInt(4); left > 0; left--) {
            list.add(random.nextInt(4) == 0 ? null : text(random));
        }
        return list;
    }

    private static String text(SplittableRandom random) {
        return TEXTS[random.nextInt(TEXTS.length)] + (random.nextBoolean() ? "" : TEXTS[random.nextInt(TEXTS.length)]);
    }

    private static String print(BuildRow row) {
        return row.timestamp() + Arrays.deepToString(row.dimensions());
    }
}
