package io.isobar.indexer.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What numbers are made of texts. */
class InputNumbersTest {
    @Test
    void wholeNumbersOfSixtyFourBitsAreExact() throws Exception {
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 10_000; i++) {
            long whole = random.nextLong() >> random.nextInt(64);
            assertThat(InputNumbers.read("f", Long.toString(whole))).isEqualTo(whole);
        }
        assertThat(InputNumbers.read("f", "9223372036854775807")).isEqualTo(Long.MAX_VALUE);
        assertThat(InputNumbers.read("f", "-9223372036854775808")).isEqualTo(Long.MIN_VALUE);
        assertThat(InputNumbers.read("f", "-7,197,986,213,943,503,752")).isEqualTo(-7_197_986_213_943_503_752L);
        assertThat(InputNumbers.read("f", "000009223372036854775807")).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void beyondThemAreFractions() throws Exception {
        assertThat(InputNumbers.read("f", "9223372036854775808")).isEqualTo(0x1p63);
        assertThat(InputNumbers.read("f", "-9223372036854775809")).isEqualTo(-0x1p63);
        assertThat(InputNumbers.read("f", "1e3")).isEqualTo(1_000.0);
    }

    @Test
    void aTextThatIsNoNumberIsABadRow() throws Exception {
        assertThat(InputNumbers.read("f", " ")).isNull();
        assertThat(InputNumbers.read("f", " +1 ")).isEqualTo(1L);
        for (String text : new String[] {"-", "--1", "one", "1-"}) {
            assertThatThrownBy(() -> InputNumbers.read("f", text))
                    .as(text)
                    .isInstanceOf(BadRowException.class)
                    .hasMessageContaining("is not a number");
        }
    }
}
