package io.isobar.indexer.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isobar.segment.Interval;
import io.isobar.segment.build.BuildRow;
import io.isobar.segment.build.Dimension;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowBucketsTest {
    private static final List<Dimension> DIMENSIONS =
            List.of(Dimension.string("host"), Dimension.string("country"), Dimension.number("n", Dimension.Type.LONG));

    @Test
    void hashedRowsGoWhereTheHashOfTheirPartitionDimensionsSays() {
        Sharding sharding = new Sharding.Hashed(Slots.of(7), List.of("country"));
        GroupKeyHash hash = new GroupKeyHash(DIMENSIONS, List.of("country"));
        for (int i = 0; i < 50; i++) {
            BuildRow row = row(i, "h" + i, "c" + i % 9, (long) i);
            assertThat(bucket(sharding, row)).isEqualTo(hash.shard(row, 7));
        }
    }

    @Test
    void aRangeBeginsAtItsBoundaryAndNullIsBeforeAll() {
        Sharding sharding = ranges(List.of("host"), List.of(List.of("b"), List.of("d")));

        assertThat(bucket(sharding, row(0, null, "x", 1L))).isZero();
        assertThat(bucket(sharding, row(0, "", "x", 1L))).isZero();
        assertThat(bucket(sharding, row(0, "azz", "x", 1L))).isZero();
        assertThat(bucket(sharding, row(0, "b", "x", 1L))).isEqualTo(1);
        assertThat(bucket(sharding, row(0, "czz", "x", 1L))).isEqualTo(1);
        assertThat(bucket(sharding, row(0, "d", "x", 1L))).isEqualTo(2);
        assertThat(bucket(sharding, row(0, "\uFFFF", "x", 1L))).isEqualTo(2);
    }

    @Test
    void rangesCompareUtf16UnitsAsDruidDoes() {
        Sharding sharding = ranges(List.of("host"), List.of(List.of("\uE000")));

        assertThat(bucket(sharding, row(0, "\uD83D\uDE00", null, null)))
                .as("U+1F600 has surrogates, which are before U+E000")
                .isZero();
    }

    @Test
    void numbersAreComparedAsTheirText() {
        Sharding sharding = ranges(List.of("n"), List.of(List.of("2")));

        assertThat(bucket(sharding, row(0, null, null, 10L))).isZero();
        assertThat(bucket(sharding, row(0, null, null, 2L))).isEqualTo(1);
    }

    @Test
    void laterDimensionsDecideWhereEarlierOnesAreEqual() {
        Sharding sharding =
                ranges(List.of("country", "host"), List.of(Arrays.asList("FR", null), Arrays.asList("FR", "m")));

        assertThat(bucket(sharding, row(0, "z", "DE", null))).isZero();
        assertThat(bucket(sharding, row(0, null, "FR", null))).isEqualTo(1);
        assertThat(bucket(sharding, row(0, "a", "FR", null))).isEqualTo(1);
        assertThat(bucket(sharding, row(0, "m", "FR", null))).isEqualTo(2);
        assertThat(bucket(sharding, row(0, "a", "GB", null))).isEqualTo(2);
    }

    @Test
    void aSplitSlotSpreadsOverItsShardsAndRowsThatRollUpStayTogether() {
        Sharding sharding = new Sharding.Hashed(new Slots(2, new TreeMap<>(Map.of(0, 3, 1, 4))), List.of("country"));
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < 500; i++) {
            BuildRow row = row(i, "h" + i, "c" + i % 9, (long) i);
            int bucket = bucket(sharding, row);
            seen.add(bucket);
            assertThat(bucket(sharding, row(i, "h" + i, "c" + i % 9, (long) i))).isEqualTo(bucket);
            assertThat(sharding.slots().slotOf(bucket))
                    .isEqualTo(new GroupKeyHash(DIMENSIONS, List.of("country")).shard(row, 2));
        }
        assertThat(seen).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6);
    }

    @Test
    void everyShardKnowsItsSlot() {
        Slots slots = new Slots(4, new TreeMap<>(Map.of(1, 3, 3, 2)));

        assertThat(slots.shards()).isEqualTo(7);
        assertThat(slots.firstShards()).containsExactly(0, 1, 4, 5);
        assertThat(List.of(0, 1, 2, 3, 4, 5, 6)).extracting(slots::slotOf).containsExactly(0, 1, 1, 1, 2, 3, 3);
    }

    @Test
    void rangesThatDoNotAscendAreRefused() {
        assertThatThrownBy(() -> ranges(List.of("host"), List.of(List.of("b"), List.of("b"))))
                .hasMessageStartingWith("Boundary [1] of the ranges of [host] doesn't ascend");
    }

    private static Sharding ranges(List<String> dimensions, List<List<@Nullable String>> boundaries) {
        return new Sharding.Ranges(Sharding.RangeKind.RANGE, dimensions, boundaries, Slots.of(boundaries.size() + 1));
    }

    private static int bucket(Sharding sharding, BuildRow row) {
        BucketPlan plan = new BucketPlan(List.of(new Chunk(Interval.ETERNITY, sharding)));
        return new RowBuckets(plan, DIMENSIONS).bucket(0, row);
    }

    private static BuildRow row(long time, @Nullable Object... dimensions) {
        return new BuildRow(time, dimensions, new Object[0]);
    }
}
