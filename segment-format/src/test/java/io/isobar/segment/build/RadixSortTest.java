package io.isobar.segment.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys ascend as signed numbers, and equal ones keep their order. */
class RadixSortTest {
    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "40, 3", "49, 1000000", "300, 5", "5000, 70000", "5000, 9223372036854775807"})
    void sortsAStretchAndLeavesTheRest(int size, long bound) {
        SplittableRandom random = new SplittableRandom(size);
        int start = 7;
        long[] keys = random.longs(size + 20, -bound, bound).toArray();
        int[] values = IntStream.range(0, keys.length).toArray();
        long[] before = keys.clone();
        int[] expected = IntStream.range(start, start + size)
                .boxed()
                .sorted(Comparator.comparingLong(i -> before[i]))
                .mapToInt(Integer::intValue)
                .toArray();

        RadixSort.sort(keys, values, start, start + size);

        for (int i = 0; i < keys.length; i++) {
            boolean inside = i >= start && i < start + size;
            assertThat(values[i]).isEqualTo(inside ? expected[i - start] : i);
            assertThat(keys[i]).isEqualTo(before[values[i]]);
        }
    }
}
