package io.isobar.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardSpecTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"numbered\",\"partitionNum\":3,\"partitions\":0}",
                "{\"type\":\"hashed\",\"partitionNum\":1,\"partitions\":2,\"bucketId\":1,\"numBuckets\":2,"
                        + "\"partitionDimensions\":[\"page\"],\"partitionFunction\":\"murmur3_32_abs\"}",
                "{\"type\":\"single\",\"dimension\":\"page\",\"start\":null,\"end\":\"m\",\"partitionNum\":0,"
                        + "\"numCorePartitions\":-1}",
                "{\"type\":\"range\",\"dimensions\":[\"a\",\"b\"],\"start\":[null,\"x\"],\"end\":null,"
                        + "\"partitionNum\":4,\"numCorePartitions\":5}",
                "{\"type\":\"linear\",\"partitionNum\":9}",
                "{\"type\":\"none\"}"
            })
    void readsAndWritesDruidsJson(String json) {
        ShardSpec spec = parse(json);

        assertThat(new String(CanonicalJson.write(spec::writeTo), StandardCharsets.UTF_8))
                .isEqualTo(json);
        assertThat(json).contains("\"type\":\"" + spec.type() + "\"");
    }

    @Test
    void keepsNullsInATupleOfARange() {
        assertThat(new ShardSpec.DimensionRange(List.of("a", "b"), Arrays.asList(null, "x"), null, 0, 1).start())
                .containsExactly(null, "x");
        assertThatThrownBy(() -> new ShardSpec.DimensionRange(List.of("a", "b"), List.of("x"), null, 0, 1))
                .hasMessage("Range bound [x] has [1] values for the dimensions [a, b]");
    }

    @Test
    void refusesWhatDruidHasNotOrWeDoNotKnow() {
        assertThatThrownBy(() -> parse("{\"type\":\"lunar\"}"))
                .hasMessageStartingWith("Unknown shardSpec type [lunar]");
        assertThatThrownBy(() -> parse("{\"type\":\"linear\",\"partitionNum\":1,\"moon\":2}"))
                .hasMessageStartingWith("Unknown field [moon] in shardSpec");
        assertThatThrownBy(() -> parse("{\"type\":\"linear\"}"))
                .hasMessage("Missing field [partitionNum] in shardSpec");
        assertThatThrownBy(() -> parse("{\"type\":\"linear\",\"partitionNum\":\"1\"}"))
                .hasMessage("Field [partitionNum] in shardSpec must be a number of 32 bits, found [\"1\"]");
    }

    private static ShardSpec parse(String json) {
        return ShardSpec.fromJson(CanonicalJson.read(json.getBytes(StandardCharsets.UTF_8)));
    }
}
