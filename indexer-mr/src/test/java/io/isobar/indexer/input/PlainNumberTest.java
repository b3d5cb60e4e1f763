package io.isobar.indexer.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What is read digit by digit is, to the bit, what Java reads. */
class PlainNumberTest {
    @Test
    void decimalsAreRoundedAsJavaRoundsThem() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 200_000; i++) {
            String text = BigDecimal.valueOf(random.nextLong(-999_999_999_999_999L, 1_000_000_000_000_000L)
                            / (long) Math.pow(10, random.nextInt(15)))
                    .movePointLeft(random.nextInt(1, 15))
                    .toPlainString();
            Number number = PlainNumber.parse(text);

            if (number instanceof Double decimal) {
                assertThat(decimal).as(text).isEqualTo(Double.valueOf(text));
            } else if (number != null) {
                assertThat(number).as(text).isEqualTo(Long.valueOf(text));
            }
        }
    }

    @Test
    void readsEachFormWithAndWithoutASign() {
        assertThat(PlainNumber.parse("7")).isEqualTo(7L);
        assertThat(PlainNumber.parse("-007")).isEqualTo(-7L);
        assertThat(PlainNumber.parse("999999999999999999")).isEqualTo(999_999_999_999_999_999L);
        assertThat(PlainNumber.parse(".5")).isEqualTo(0.5);
        assertThat(PlainNumber.parse("5.")).isEqualTo(5.0);
        assertThat(PlainNumber.parse("-0.0")).isEqualTo(-0.0);
        assertThat(PlainNumber.parse("0.1")).isEqualTo(0.1);
    }

    @Test
    void leavesTheRest() {
        for (String other : List.of(
                "",
                "-",
                ".",
                "-.",
                "+1",
                "1e3",
                "1,000",
                " 1",
                "1.2.3",
                "NaN",
                "٣",
                "1-",
                "9999999999999999999",
                "0.1234567890123456")) {
            assertThat(PlainNumber.parse(other)).as(other).isNull();
        }
    }
}
