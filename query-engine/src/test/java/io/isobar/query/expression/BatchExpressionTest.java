package io.isobar.query.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.segment.ValueType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchExpressionTest {
    private static final int ROWS = 64;
    private static final Map<String, ValueType> TYPES = Map.of(
            "a",
            ValueType.LONG,
            "b",
            ValueType.LONG,
            "x",
            ValueType.DOUBLE,
            "y",
            ValueType.FLOAT,
            "t",
            ValueType.STRING);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void givesWhatEvaluatingRowByRowGives(long seed) {
        var random = new SplittableRandom(seed);
        var columns = new RandomColumns(random);
        int compiled = 0;
        for (int n = 0; n < 2_000; n++) {
            String text = expression(random, 4);
            Expression expression;
            try {
                expression = Expression.parse(text);
            } catch (ExpressionException e) {
                // A literal part divides by zero.
                continue;
            }
            Optional<BatchExpression> batch = BatchExpression.compile(expression, TYPES::get, ROWS);
            if (batch.isPresent()) {
                compiled++;
                batch.get().eval(columns, ROWS);
                for (int row = 0; row < ROWS; row++) {
                    assertThat(value(batch.get(), row))
                            .as("%s of row %d, seed %d", text, row, seed)
                            .isEqualTo(expression.eval(columns.row(row)));
                }
            }
        }
        assertThat(compiled).isGreaterThan(500);
    }

    @Test
    void leavesToRowsWhatItCannotDoOrWhatCouldFail() {
        assertThat(compile("a + b * 2")).isPresent();
        assertThat(compile("a / 2 + b % -3 + a ^ 2")).isPresent();
        assertThat(compile("x / y > 0.5 && !a")).isPresent();
        assertThat(compile("a / b")).as("the divisor may be zero").isEmpty();
        assertThat(compile("a ^ b")).as("the exponent may be negative").isEmpty();
        assertThat(compile("abs(a)")).isEmpty();
        assertThat(compile("t == 1")).isEmpty();
        assertThat(compile("a + nowhere")).isEmpty();
        assertThat(compile("a + null")).isEmpty();
    }

    private static Optional<BatchExpression> compile(String text) {
        return BatchExpression.compile(Expression.parse(text), TYPES::get, ROWS);
    }

    private static @Nullable Object value(BatchExpression batch, int row) {
        boolean[] nulls = batch.nulls();
        if (nulls != null && nulls[row]) {
            return null;
        }
        return batch.isLong() ? (Object) batch.longs()[row] : (Object) batch.doubles(ROWS)[row];
    }

    private static String expression(SplittableRandom random, int depth) {
        if (depth == 0 || random.nextInt(5) == 0) {
            String[] leaves = {"a", "b", "x", "y", "0", "1", "-2", "7", "0.5", "NaN", "1e300"};
            return leaves[random.nextInt(leaves.length)];
        }
        if (random.nextInt(6) == 0) {
            return (random.nextBoolean() ? "-" : "!") + "(" + expression(random, depth - 1) + ")";
        }
        String[] operators = {"+", "-", "*", "/", "%", "^", "<", "<=", ">", ">=", "==", "!=", "&&", "||"};
        return "(" + expression(random, depth - 1) + " " + operators[random.nextInt(operators.length)] + " "
                + (random.nextInt(3) == 0 ? "3" : expression(random, depth - 1)) + ")";
    }

    /** Columns with edges and nulls, as a batch and row by row. */
    private static final class RandomColumns implements BatchExpression.Inputs {
        private final Map<String, long[]> longs = new HashMap<>();
        private final Map<String, double[]> doubles = new HashMap<>();
        private final Map<String, boolean[]> nulls = new HashMap<>();

        RandomColumns(SplittableRandom random) {
            long[] edges = {0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 53, 3};
            double[] odd = {0.0, -0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.MIN_VALUE, -1.5};
            for (String name : TYPES.keySet()) {
                long[] whole = new long[ROWS];
                double[] real = new double[ROWS];
                boolean[] missing = new boolean[ROWS];
                for (int i = 0; i < ROWS; i++) {
                    whole[i] = random.nextBoolean() ? edges[random.nextInt(edges.length)] : random.nextLong(-9, 9);
                    real[i] = TYPES.get(name) == ValueType.LONG
                            ? (double) whole[i]
                            : random.nextBoolean() ? odd[random.nextInt(odd.length)] : random.nextDouble(-9, 9);
                    missing[i] = !name.equals("a") && random.nextInt(4) == 0;
                }
                longs.put(name, whole);
                doubles.put(name, real);
                nulls.put(name, missing);
            }
        }

        @Override
        public long[] longs(String column) {
            return longs.get(column);
        }

        @Override
        public double[] doubles(String column) {
            return doubles.get(column);
        }

        @Override
        public boolean @Nullable [] nulls(String column) {
            return column.equals("a") ? null : nulls.get(column);
        }

        Bindings row(int row) {
            return name -> {
                if (nulls.get(name)[row]) {
                    return null;
                }
                return TYPES.get(name) == ValueType.LONG
                        ? (Object) longs.get(name)[row]
                        : (Object) doubles.get(name)[row];
            };
        }
    }
}
