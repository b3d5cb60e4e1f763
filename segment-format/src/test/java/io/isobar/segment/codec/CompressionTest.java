package io.isobar.segment.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CompressionTest {
    /** Numbers, each some times. */
    private static byte[] block(long seed, int numbers) {
        Random random = new Random(seed);
        ByteBuffer block = ByteBuffer.allocate(Float.BYTES * numbers);
        while (block.hasRemaining()) {
            block.putFloat(random.nextInt(numbers / 3) * 0.37f);
        }
        return block.array();
    }

    /** Each thread has other blocks behind it, and a rerun in another order must give the same segments. */
    @ParameterizedTest
    @EnumSource
    void theBytesOfABlockDoNotDependOnTheBlocksBefore(Compression compression) {
        byte[] block = block(1, 200);
        byte[] alone = compression.compress(block, block.length);
        for (int before = 2; before < 10; before++) {
            byte[] larger = block(before, 1_000 * before);
            compression.compress(larger, larger.length);

            assertThat(compression.compress(block, block.length)).isEqualTo(alone);
        }
    }
}
