package io.isobar.indexer.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.hash.Hashing;
import io.isobar.segment.build.BuildRow;
import io.isobar.segment.build.Dimension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
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

    /** Shards that Druid 37's own HashPartitionFunction gave for these rows, for 2, 3 and 16 shards. */
    @Test
    void dealsRowsToTheShardsThatDruidDealsThemTo() {
        assertThat(shards(row(1_000, List.of("b", "a", "b"), null, 7L))).containsExactly(0, 0, 0);
        assertThat(shards(row(978_307_200_000L, "a.example.com", "CN", null))).containsExactly(1, 2, 3);
        assertThat(shards(row(978_307_200_000L, "é\uD83D\uDE00", null, null))).containsExactly(1, 1, 15);
        assertThat(shards(row(0, null, null, null))).containsExactly(1, 0, 9);

        GroupKeyHash byCountryAndHost = new GroupKeyHash(DIMENSIONS, List.of("country", "host"));
        assertThat(byCountryAndHost.shard(row(1, "a.example.com", "CN", null), 16))
                .isEqualTo(3);
        assertThat(byCountryAndHost.shard(row(1, "é\uD83D\uDE00", null, null), 16))
                .isEqualTo(2);
        assertThat(byCountryAndHost.shard(row(1, null, null, null), 16)).isEqualTo(11);
    }

    private static List<Integer> shards(BuildRow row) {
        return List.of(hash().shard(row, 2), hash().shard(row, 3), hash().shard(row, 16));
    }

    /** Druid writes the key with this library. */
    @Test
    void writesTheKeyAsAJsonLibraryDoes() throws IOException {
        Random random = new Random(7);
        ObjectMapper json = new ObjectMapper();
        for (int i = 0; i < 2_000; i++) {
            long time = random.nextLong();
            String host = text(random);
            byte[] expected = json.writeValueAsBytes(List.of(time, Map.of("host", List.of(host))));
            assertThat(hash().groupKey(row(time, host, null, null))).isEqualTo(expected);
        }
        assertThat(new String(hash().groupKey(row(Long.MIN_VALUE, null, null, Long.MIN_VALUE)), StandardCharsets.UTF_8))
                .isEqualTo("[-9223372036854775808,{\"n\":[\"-9223372036854775808\"]}]");
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(100); left > 0; left--) {
            int point = random.nextInt(random.nextBoolean() ? 0x100 : Character.MAX_CODE_POINT + 1);
            text.appendCodePoint(point >= 0xD800 && point < 0xE000 ? '"' : point);
        }
        return text.toString();
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
