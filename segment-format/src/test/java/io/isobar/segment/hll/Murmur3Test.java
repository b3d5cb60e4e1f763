package io.isobar.segment.hll;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.Hashing;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Murmur3Test {
    @Test
    void hashesAsGuavaDoesWhateverTheLengthAndPlace() {
        Random random = new Random(3);
        byte[] bytes = new byte[300];
        Murmur3 murmur = new Murmur3();
        for (int length = 0; length < 200; length++) {
            random.nextBytes(bytes);
            int start = random.nextInt(bytes.length - length + 1);

            murmur.hash(bytes, start, length);

            ByteBuffer guava = ByteBuffer.wrap(Hashing.murmur3_128()
                            .hashBytes(bytes, start, length)
                            .asBytes())
                    .order(ByteOrder.LITTLE_ENDIAN);
            assertThat(murmur.first()).as("length %d", length).isEqualTo(guava.getLong());
            assertThat(murmur.second()).as("length %d", length).isEqualTo(guava.getLong());
        }
    }
}
