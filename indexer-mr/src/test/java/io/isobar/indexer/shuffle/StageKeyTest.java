package io.isobar.indexer.shuffle;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StageKeyTest {
    @Test
    void numbersEqualEachOtherAndTheTextTheyAreWrittenAs() {
        assertThat(group(1L))
                .isEqualTo(group(1.0))
                .isEqualTo(group(1.0f))
                .isEqualTo(group(new BigDecimal("1.00")))
                .isEqualTo(group("1"))
                .isEqualTo(group(List.of(1L)))
                .isNotEqualTo(group("1.0"))
                .isNotEqualTo(group("01"))
                .isNotEqualTo(group(1.5));
        assertThat(group(0.1)).isEqualTo(group(0.1f)).isEqualTo(group("0.1"));
        assertThat(group(-0.0)).isEqualTo(group(0L));
        assertThat(group(1e18)).isEqualTo(group(1_000_000_000_000_000_000L));
        assertThat(group(new BigDecimal("12.30"))).isEqualTo(group(12.3)).isNotEqualTo(group(12L));
        assertThat(group(new BigDecimal("0.000"))).isEqualTo(group(0L));
    }

    @Test
    void aDecimalEqualsTheDoubleWithItsDigits() {
        for (String number : List.of("12345678.50", "-0.00012", "1e20", "0.1", "-7.00")) {
            assertThat(group(new BigDecimal(number))).as(number).isEqualTo(group(Double.valueOf(number)));
        }
        assertThat(group(new BigDecimal("12345678901234567891.0")))
                .isEqualTo(group("12345678901234567891"))
                .isNotEqualTo(group(new BigDecimal("12345678901234567892")));
    }

    @Test
    void aDecimalOfAnyScaleMakesAShortKey() {
        for (int scale : List.of(Integer.MAX_VALUE, Integer.MIN_VALUE)) {
            BigDecimal number = new BigDecimal(BigInteger.ONE, scale);
            assertThat(group(number)).hasSizeLessThan(100).isEqualTo(group(number.toString()));
        }
    }

    @Test
    void emptyTextNoValueAndListsAreKeysOfTheirOwn() {
        assertThat(List.of(
                        group(""), group((Object) null), group(List.of()), group(List.of("a", "b")), group("[a, b]")))
                .doesNotHaveDuplicates();
    }

    @Test
    void valuesDoNotRunIntoEachOther() {
        assertThat(group("a", "b")).isNotEqualTo(group("ab", "")).isNotEqualTo(group("a\u0000b", ""));
        assertThat(group(List.of("a", "b"), "c")).isNotEqualTo(group(List.of("a"), "b", "c"));
    }

    @Test
    void ordersNumbersThenTextsThenRowsWithoutAValue() {
        @Nullable
        Object[] ascending = {
            Double.NEGATIVE_INFINITY,
            -2L,
            -1.5,
            0L,
            1e-300,
            9_007_199_254_740_992.0,
            9_007_199_254_740_993L,
            Double.POSITIVE_INFINITY,
            "",
            "10",
            "9",
            "a",
            "ab",
            "\uD83D\uDE00",
            "\uFFFF"
        };
        for (int i = 0; i < ascending.length; i++) {
            for (int j = 0; j < ascending.length; j++) {
                assertThat(Integer.signum(compare(ascending[i], ascending[j], false)))
                        .as("%s and %s", ascending[i], ascending[j])
                        .isEqualTo(Integer.compare(i, j));
                assertThat(Integer.signum(compare(ascending[i], ascending[j], true)))
                        .isEqualTo(Integer.compare(j, i));
            }
            assertThat(compare(ascending[i], null, false)).isNegative();
            assertThat(compare(ascending[i], null, true)).isNegative();
        }
    }

    @Test
    void sideAndGroupAreFoundAgain() {
        StageKey key = new StageKey().group(List.of("a", 7L)).orderByTime(-5).end(1);
        StageKey other = new StageKey().group(List.of("a", "7")).orderByTime(9).end(0);

        assertThat(StageKey.side(key.bytes(), key.length())).isEqualTo(1);
        assertThat(StageKey.sameGroup(key.bytes(), key.length(), other.bytes(), other.length()))
                .isTrue();
        assertThat(StageKey.hash(key.bytes(), key.length())).isEqualTo(StageKey.hash(other.bytes(), other.length()));
        assertThat(Arrays.compareUnsigned(key.bytes(), 0, key.length(), other.bytes(), 0, other.length()))
                .isNegative();
    }

    private static List<Byte> group(@Nullable Object... values) {
        StageKey key = new StageKey().group(Arrays.asList(values)).end(0);
        return bytes(key.bytes(), StageKey.groupLength(key.bytes(), key.length()));
    }

    private static int compare(@Nullable Object one, @Nullable Object other, boolean descending) {
        StageKey a = new StageKey().group(List.of()).orderBy(one, descending);
        StageKey b = new StageKey().group(List.of()).orderBy(other, descending);
        return Arrays.compareUnsigned(a.bytes(), 0, a.length(), b.bytes(), 0, b.length());
    }

    private static List<Byte> bytes(byte[] array, int length) {
        Byte[] all = new Byte[length];
        for (int i = 0; i < length; i++) {
            all[i] = array[i];
        }
        return List.of(all);
    }
}
