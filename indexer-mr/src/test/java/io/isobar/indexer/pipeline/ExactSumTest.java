package io.isobar.indexer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExactSumTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void isTheNearestNumberToTheSumInAnyOrderAndInAnyParts(long seed) {
        Random random = new Random(seed);
        List<Double> values = new ArrayList<>();
        BigDecimal exact = BigDecimal.ZERO;
        for (int i = 0; i < 500; i++) {
            double value = random.nextGaussian() * Math.pow(2, random.nextInt(600) - 300);
            values.add(value);
            exact = exact.add(new BigDecimal(value));
        }

        for (int round = 0; round < 5; round++) {
            Collections.shuffle(values, random);
            ExactSum sum = new ExactSum();
            for (int from = 0; from < values.size(); from += 50) {
                ExactSum part = new ExactSum();
                values.subList(from, from + 50).forEach(part::add);
                sum.merge(part.state());
            }
            assertThat(sum.rounded()).isEqualTo(exact.doubleValue());
        }
    }

    @Test
    void valuesThatCancelOutLeaveWhatIsSmall() {
        assertThat(sum(1e16, 1, -1e16)).isEqualTo(1);
        assertThat(sum(1e300, 1e308, -1e308, -1e300, 3)).isEqualTo(3);
        assertThat(sum(Double.MAX_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE)).isEqualTo(Double.MAX_VALUE);
        assertThat(sum(Double.MAX_VALUE, Double.MAX_VALUE)).isInfinite();
        assertThat(sum(0.1, 0.2, 0.3)).isEqualTo(0.6);
    }

    @Test
    void whatIsNotFiniteStays() {
        assertThat(sum(1, Double.POSITIVE_INFINITY)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(sum(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)).isNaN();
        assertThat(sum(Double.NaN, 1)).isNaN();
        assertThat(sum(-0.0, -0.0)).isEqualTo(0.0);
        assertThat(sum()).isZero();
    }

    private static double sum(double... values) {
        ExactSum sum = new ExactSum();
        for (double value : values) {
            ExactSum one = new ExactSum();
            one.add(value);
            sum.merge(one.state());
        }
        return sum.rounded();
    }
}
