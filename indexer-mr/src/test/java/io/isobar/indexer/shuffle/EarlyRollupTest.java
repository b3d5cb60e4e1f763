package io.isobar.indexer.shuffle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isobar.segment.build.Metric;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rows that were made one early give the same sums as all rows one by one, whatever repeats when. */
class EarlyRollupTest {
    private static final List<Metric> METRICS = List.of(
            Metric.of(Metric.Kind.LONG_SUM, "count", "count"),
            Metric.of(Metric.Kind.LONG_SUM, "sum", "x"),
            Metric.of(Metric.Kind.LONG_MIN, "least", "x"),
            Metric.of(Metric.Kind.LONG_MAX, "most", "x"),
            Metric.of(Metric.Kind.DOUBLE_MIN, "least_double", "y"),
            Metric.of(Metric.Kind.DOUBLE_MAX, "most_double", "y"),
            Metric.of(Metric.Kind.FLOAT_MIN, "least_float", "z"),
            Metric.of(Metric.Kind.FLOAT_MAX, "most_float", "z"));

    private record Emitted(String key, long rows, List<@Nullable Object> metrics) {}

    @Test
    void whatIsEmittedForAKeyAddsUpToAllItsRows() throws Exception {
        for (int distinct : new int[] {1, 7, 5_000, 60_000, 400_000}) {
            SplittableRandom random = new SplittableRandom(distinct);
            List<Emitted> all = new ArrayList<>();
            List<Emitted> emitted = new ArrayList<>();
            EarlyRollup rollup = rollup(emitted);
            for (int i = 0; i < 200_000; i++) {
                Emitted row = new Emitted("key " + random.nextInt(distinct), 1, Arrays.asList(inputs(random)));
                all.add(row);
                byte[] key = row.key().getBytes(StandardCharsets.UTF_8);
                rollup.add(
                        Arrays.copyOf(key, key.length + random.nextInt(9)),
                        key.length,
                        row.metrics().toArray());
            }
            rollup.flush();

            assertThat(totals(emitted)).isEqualTo(totals(all));
        }
    }

    @Test
    void keysThatRepeatAreEmittedOnceAndOthersPassThrough() throws Exception {
        List<Emitted> repeating = new ArrayList<>();
        EarlyRollup rollup = rollup(repeating);
        for (int i = 0; i < 100_000; i++) {
            add(rollup, "key " + i % 1_000);
        }
        rollup.flush();
        assertThat(repeating).hasSize(1_000);

        List<Emitted> distinct = new ArrayList<>();
        rollup = rollup(distinct);
        for (int i = 0; i < 100_000; i++) {
            add(rollup, "key " + i);
        }
        assertThat(distinct.size()).as("not held back once none repeats").isGreaterThan(90_000);
    }

    @Test
    void aKeyThatIsLongerThanTheTablePassesThrough() throws Exception {
        List<Emitted> emitted = new ArrayList<>();
        EarlyRollup rollup = rollup(emitted);

        rollup.add(new byte[9 << 20], 9 << 20, new Object[METRICS.size()]);

        assertThat(emitted).hasSize(1);
        assertThat(emitted.get(0).key()).hasSize(9 << 20);
    }

    @Test
    void sumsOfFractionsAreNotAddedUpEarly() {
        assertThatThrownBy(() -> new EarlyRollup(
                        List.of(Metric.of(Metric.Kind.DOUBLE_SUM, "d", "d")), (key, from, end, rows, metrics) -> {}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static EarlyRollup rollup(Collection<Emitted> into) {
        return new EarlyRollup(
                METRICS,
                (key, from, end, rows, metrics) -> into.add(new Emitted(
                        new String(key, from, end - from, StandardCharsets.UTF_8), rows, Arrays.asList(metrics))));
    }

    private static void add(EarlyRollup rollup, String key) throws Exception {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        rollup.add(bytes, bytes.length, new Object[METRICS.size()]);
    }

    private static @Nullable Object[] inputs(SplittableRandom random) {
        Double y = random.nextInt(5) == 0 ? null : (Double) ((random.nextInt(100) - 50) * -0.5);
        Float z = random.nextInt(5) == 0
                ? null
                : (Float) (random.nextInt(50) == 0 ? Float.NaN : random.nextInt(9) * -0.5f);
        Long x = random.nextInt(5) == 0 ? null : (Long) random.nextLong();
        return new @Nullable Object[] {1L, x, x, x, y, y, z, z};
    }

    private static Map<String, List<@Nullable Object>> totals(Collection<Emitted> rows) {
        Map<String, @Nullable Object[]> totals = new HashMap<>();
        for (Emitted row : rows) {
            @Nullable Object[] total = totals.computeIfAbsent(row.key(), key -> new Object[METRICS.size() + 1]);
            total[0] = (total[0] == null ? 0 : (Long) total[0]) + row.rows();
            total[8] = Totals.of(total[8], row.metrics().get(0), (a, b) -> (Long) a + (Long) b);
            total[1] = Totals.of(total[1], row.metrics().get(1), (a, b) -> (Long) a + (Long) b);
            total[2] = Totals.of(total[2], row.metrics().get(2), (a, b) -> Math.min((Long) a, (Long) b));
            total[3] = Totals.of(total[3], row.metrics().get(3), (a, b) -> Math.max((Long) a, (Long) b));
            total[4] = Totals.of(total[4], row.metrics().get(4), (a, b) -> Math.min((Double) a, (Double) b));
            total[5] = Totals.of(total[5], row.metrics().get(5), (a, b) -> Math.max((Double) a, (Double) b));
            total[6] = Totals.of(total[6], row.metrics().get(6), (a, b) -> Math.min((Float) a, (Float) b));
            total[7] = Totals.of(total[7], row.metrics().get(7), (a, b) -> Math.max((Float) a, (Float) b));
        }
        Map<String, List<@Nullable Object>> lists = new HashMap<>();
        totals.forEach((key, total) -> lists.put(key, Arrays.asList(total)));
        return lists;
    }

    private interface Totals {
        Object of(Object a, Object b);

        static @Nullable Object of(@Nullable Object a, @Nullable Object b, Totals combine) {
            return a == null ? b : b == null ? a : combine.of(a, b);
        }
    }
}
