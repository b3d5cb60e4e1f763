package io.isobar.indexer.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.segment.Interval;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Slots that are too large are split, and large buckets start first. */
class SkewTest {
    @Test
    void aBucketWithHalfAsMuchAgainAsItsShareIsSplit() {
        assertThat(HotSlots.ofHashed(Map.of(0, 100L, 1, 100L, 2, 700L, 3, 100L), 4, 0))
                .isEqualTo(Map.of(2, 3));
        assertThat(HotSlots.ofHashed(Map.of(0, 149L, 1, 51L), 2, 0)).isEmpty();
    }

    @Test
    void bucketsThatNoOneMindsStayWhole() {
        assertThat(HotSlots.ofHashed(Map.of(0, 1_000L), 4, 5_000_000)).isEmpty();
        assertThat(HotSlots.ofHashed(Map.of(0, 20_000_000L), 8, 5_000_000)).isEqualTo(Map.of(0, 4));
    }

    @Test
    void chunksThatAreLargeAsAWholeStayAsTheSpecHasThem() {
        assertThat(HotSlots.ofHashed(Map.of(0, 90_000_000L, 1, 95_000_000L), 2, 5_000_000))
                .isEmpty();
    }

    @Test
    void aRangeAboveTheMostIsSplitIntoSegmentsOfAboutTheTarget() {
        assertThat(HotSlots.ofRanges(Map.of(0, 150L, 1, 151L, 2, 1_000L), 100, 150))
                .isEqualTo(Map.of(1, 2, 2, 10));
    }

    @Test
    void reducersGetTheLargestBucketsFirstAndAboutTheSame() {
        long[] rows = {5, 90, 5, 40, 30, 20, 10};

        int[] reducers = ReducerLoads.deal(rows, 2);

        assertThat(reducers[1]).as("the largest bucket starts first").isZero();
        assertThat(loads(rows, reducers, 2)).containsExactlyInAnyOrder(100L, 100L);
    }

    @Test
    void noReducerHasMoreThanTheLargestBucketAboveItsShare() {
        Random random = new Random(5);
        long[] rows = random.longs(400, 0, 1_000_000).toArray();

        long[] loads = loads(rows, ReducerLoads.deal(rows, 17), 17);

        long share = IntStream.range(0, 400).mapToLong(i -> rows[i]).sum() / 17;
        assertThat(LongStream.of(loads).max().orElseThrow()).isLessThanOrEqualTo(share + 1_000_000);
    }

    @Test
    void bucketsOfUnknownSizeAreDealtByTurns() {
        Partitions partitions = Partitions.unsurveyed(
                BucketPlan.uniform(List.of(new Interval(0, 1), new Interval(1, 2)), Sharding.hashed(3)));

        assertThat(partitions.deal(4)).containsExactly(0, 1, 2, 3, 0, 1);
    }

    @Test
    void theRowsOfASplitSlotAreSpreadOverItsShards() {
        PartitionsBuilder builder = new PartitionsBuilder();
        Sharding sharding = Sharding.hashed(3).withSlots(new Slots(3, new TreeMap<>(Map.of(1, 4))));

        builder.add(new Chunk(new Interval(0, 1), sharding), Map.of(0, 7L, 1, 40L));

        assertThat(builder.build().rows()).containsExactly(7, 10, 10, 10, 10, 0);
    }

    @Test
    void estimatesOfPartsAddUpInAnyOrder() {
        RowEstimate whole = new RowEstimate();
        RowEstimate parts = new RowEstimate();
        for (int part = 9; part >= 0; part--) {
            RowEstimate one = new RowEstimate();
            for (int i = part * 1_000; i < part * 1_000 + 1_500; i++) {
                byte[] key = Integer.toString(i).getBytes(StandardCharsets.UTF_8);
                one.add(key);
                whole.add(key);
            }
            byte[] bytes = one.toBytes();
            parts.fold(bytes, bytes.length);
        }

        assertThat(parts.stored()).isEqualTo(whole.stored()).isBetween(9_800L, 11_200L);
        assertThat(parts.input()).isEqualTo(15_000);
    }

    @Test
    void rowsThatNeverBecomeOneAreCounted() {
        RowEstimate rows = new RowEstimate();
        for (int i = 0; i < 12_345; i++) {
            rows.add();
        }
        byte[] bytes = rows.toBytes();
        rows.fold(bytes, bytes.length);

        assertThat(rows.stored()).isEqualTo(24_690);
    }

    private static long[] loads(long[] rows, int[] reducers, int count) {
        long[] loads = new long[count];
        for (int i = 0; i < rows.length; i++) {
            loads[reducers[i]] += rows[i];
        }
        return loads;
    }
}
