package io.isobar.query.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import org.junit.jupiter.api.Test;

/** Druid hashes texts and numbers with Guava's methods for them; the bytes that are hashed here must come to the same. */
class CardinalityAggregatorTest {
    private static final HashFunction HASH = Hashing.murmur3_128();

    @Test
    void textsHashAsInDruid() {
        for (String text : new String[] {"", "a", "Z\u00FCrich", "\uD83D\uDE00 and more than one block of the hash"}) {
            assertThat(HASH.hashBytes(CardinalityAggregator.bytes(text))).isEqualTo(HASH.hashUnencodedChars(text));
        }
    }

    @Test
    void numbersHashAsInDruid() {
        assertThat(HASH.hashBytes(CardinalityAggregator.bytes(-42L))).isEqualTo(HASH.hashLong(-42));
        assertThat(HASH.hashBytes(CardinalityAggregator.bytes(0.1f)))
                .isEqualTo(HASH.hashInt(Float.floatToIntBits(0.1f)));
    }
}
