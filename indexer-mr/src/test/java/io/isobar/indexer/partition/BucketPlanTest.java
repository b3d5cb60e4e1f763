package io.isobar.indexer.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isobar.segment.Interval;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BucketPlanTest {
    private static final Chunk FIRST = new Chunk(new Interval(0, 10), Sharding.hashed(2));
    private static final Chunk THIRD = new Chunk(
            new Interval(20, 30),
            new Sharding.Ranges(
                    Sharding.RangeKind.RANGE,
                    List.of("host", "country"),
                    List.of(Arrays.asList("h", null)),
                    new Slots(2, new TreeMap<>(Map.of(1, 2)))));
    private final BucketPlan plan = new BucketPlan(List.of(FIRST, THIRD));

    @Test
    void findsTheChunkOfATime() {
        assertThat(plan.chunkAt(0)).isZero();
        assertThat(plan.chunkAt(9)).isZero();
        assertThat(plan.chunkAt(29)).isEqualTo(1);
        assertThat(List.of(plan.chunkAt(-1), plan.chunkAt(10), plan.chunkAt(30)))
                .containsOnly(BucketPlan.NONE);
    }

    @Test
    void numbersBucketsByChunkAndShard() {
        assertThat(plan.buckets()).isEqualTo(5);
        for (int bucket = 0; bucket < 5; bucket++) {
            BucketPlan.Bucket at = plan.at(bucket);
            assertThat(plan.bucket(plan.chunkAt(at.chunk().interval().start()), at.shard()))
                    .isEqualTo(bucket);
        }
        assertThat(plan.at(4)).isEqualTo(new BucketPlan.Bucket(THIRD, 2));
    }

    @Test
    void travelsAsJson() {
        assertThat(BucketPlan.parse(plan.toJson()).chunks()).isEqualTo(plan.chunks());
    }

    @Test
    void refusesChunksThatOverlap() {
        assertThatThrownBy(() -> new BucketPlan(List.of(FIRST, new Chunk(new Interval(5, 15), Sharding.hashed(1)))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shardsAreRoundedUp() {
        assertThat(ShardCount.of(0, 5)).isOne();
        assertThat(ShardCount.of(5, 5)).isOne();
        assertThat(ShardCount.of(6, 5)).isEqualTo(2);
        assertThat(ShardCount.of(13, 1)).isEqualTo(13);
    }
}
