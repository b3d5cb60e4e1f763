package io.isobar.indexer.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.hash.Hashing;
import io.isobar.segment.build.BuildRow;
import io.isobar.segment.build.Dimension;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupKeyHashTest {
    private static final List<Dimension> DIMENSIONS =
            List.of(Dimension.string("host"), Dimension.string("country"), Dimension.number("n", Dimension.Type.LONG));

    @Test
    void hashesTimeAndDimensionsByNameWithSortedDistinctValues() {
        BuildRow row = row(1_000, Arrays.asList("b", "a", "b"), null, 7L);

        assertThat(new String(hash().groupKey(row), StandardCharsets.UTF_8))
                .isEqualTo("[1000,{\"host\":[\"a\",\"b\"],\"n\":[\"7\"]}]");
        assertThat(hash().shard(row, 16)).isEqualTo(shardOf("[1000,{\"host\":[\"a\",\"b\"],\"n\":[\"7\"]}]", 16));
    }

    @Test
    void hashesOnlyThePartitionDimensionsInTheirOrder() {
        GroupKeyHash hash = new GroupKeyHash(DIMENSIONS, List.of("country", "host"));

        assertThat(hash.shard(row(5, "é", "FR", null), 16)).isEqualTo(shardOf("[[\"FR\"],[\"é\"]]", 16));
        assertThat(hash.shard(row(6, "é", "FR", 1L), 16)).isEqualTo(hash.shard(row(5, "é", "FR", null), 16));
    }

    /** Worked out by hand from the definition of MurmurHash3 x86 32: the known value of an empty input with seed 0 is 0. */
    @Test
    void theFunctionIsMurmur3WithSeedZero() {
        assertThat(Hashing.murmur3_32_fixed().hashBytes(new byte[0]).asInt()).isZero();
        assertThat(Hashing.murmur3_32_fixed()
                        .hashString("hello", StandardCharsets.UTF_8)
                        .asInt())
                .isEqualTo(0x248bfa47);
    }

    @Test
    void refusesAPartitionDimensionThatIsNone() {
        assertThatThrownBy(() -> new GroupKeyHash(DIMENSIONS, List.of("hots")))
                .hasMessageStartingWith("Partition dimension [hots] is no dimension");
    }

    private static GroupKeyHash hash() {
        return new GroupKeyHash(DIMENSIONS, List.of());
    }

    private static int shardOf(String json, int shards) {
        int hash = Hashing.murmur3_32_fixed()
                .hashBytes(json.getBytes(StandardCharsets.UTF_8))
                .asInt();
        return Math.abs(hash % shards);
    }

    private static BuildRow row(long time, Object... dimensions) {
        return new BuildRow(time, dimensions, new Object[0]);
    }
}
