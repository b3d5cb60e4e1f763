package io.isobar.query.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntSortTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 7, 8, 9, 100, 1000, 4097})
    void sortsStably(int count) {
        int[] keys = new SplittableRandom(count).ints(count, 0, 50).toArray();
        int[] expected = IntStream.range(0, count)
                .boxed()
                .sorted(Comparator.comparingInt(i -> keys[i]))
                .mapToInt(i -> i)
                .toArray();
        assertThat(IntSort.sorted(count, (a, b) -> Integer.compare(keys[a], keys[b])))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 10, 99, 100, 5000})
    void findsTheFirstFewInOrder(int most) {
        int count = 1000;
        int[] keys = new SplittableRandom(most).ints(count).distinct().toArray();
        int[] all = IntSort.sorted(keys.length, (a, b) -> Integer.compare(keys[a], keys[b]));
        int[] candidates = IntStream.range(0, keys.length).toArray();
        assertThat(IntTop.of(candidates, keys.length, most, (a, b) -> Integer.compare(keys[a], keys[b])))
                .isEqualTo(Arrays.copyOf(all, Math.min(most, keys.length)));
    }
}
