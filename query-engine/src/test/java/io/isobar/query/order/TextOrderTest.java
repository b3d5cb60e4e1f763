package io.isobar.query.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TextOrderTest {
    private static void ascending(TextOrder order, String... texts) {
        List<String> shuffled = new ArrayList<>(Arrays.asList(texts));
        Collections.shuffle(shuffled, new Random(7));
        shuffled.sort(order);
        assertThat(shuffled).containsExactly(texts);
    }

    @Test
    void lexicographicComparesCodeUnits() {
        // U+1F600 is a pair of code units from 0xD83D on, below the single unit 0xFF5E.
        ascending(TextOrder.LEXICOGRAPHIC, null, "", "10", "9", "A", "a", "ab", "\uD83D\uDE00", "\uFF5E");
    }

    @Test
    void numericPutsWhatIsNoNumberFirst() {
        ascending(TextOrder.NUMERIC, null, "", "abc", "-1e3", "-5", "0.5", "9", "10", "1e2");
    }

    @Test
    void numericDoesNotSpellHugeExponents() {
        ascending(TextOrder.NUMERIC, "1e999999999", "5");
    }

    @Test
    void alphanumericComparesRunsOfDigitsAsNumbers() {
        ascending(TextOrder.ALPHANUMERIC, null, "", "2", "10", "a", "a2", "a02", "a10", "a10b", "b1");
    }

    @Test
    void strlenComparesLengthFirst() {
        ascending(TextOrder.STRLEN, null, "", "b", "aa", "ab", "aaa");
    }
}
