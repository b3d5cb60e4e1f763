package io.isobar.query.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {
    @Test
    void namesTheColumnsThatItReads() {
        assertThat(Expression.parse("concat(a, \"b c\") + nvl(d, 'x') && a > 1").requiredColumns())
                .containsExactly("a", "b c", "d");
        assertThat(Expression.parse("map((x, y) -> x + y + z, list)"
                                .replace("(x, y)", "x")
                                .replace("+ y ", ""))
                        .requiredColumns())
                .containsExactly("list", "z");
        assertThat(Expression.parse("1 + 2").requiredColumns()).isEmpty();
    }

    @Test
    void evaluatesOnceWhatDoesNotDependOnTheRow() {
        assertThat(Expression.parse("timestamp_floor(timestamp('2001-01-31'), 'P1M') + 1")
                        .isConstant())
                .isTrue();
        assertThat(Expression.parse("1 + x").isConstant()).isFalse();
        assertThatThrownBy(() -> Expression.parse("if(x, 1, 1 / 0)"))
                .as("a literal part that fails for every row fails when it is read")
                .isInstanceOf(ExpressionException.class);
    }

    @Test
    void readsNoColumnThatItDoesNotNeed() {
        var reads = new AtomicInteger();
        Expression expression = Expression.parse("if(1, 'a', concat(x, 'b'))");

        assertThat(expression.eval(name -> reads.getAndIncrement() == 0 ? null : "more"))
                .isEqualTo("a");
    }

    @Test
    void matchesRowsForWhichItIsTrue() {
        Expression expression = Expression.parse("delay > 15");

        assertThat(expression.matches(Bindings.of(Map.of("delay", 16)))).isTrue();
        assertThat(expression.matches(Bindings.of(Map.of("delay", 15)))).isFalse();
        assertThat(expression.matches(Bindings.none())).as("unknown isn't true").isFalse();
        assertThat(Expression.parse("tag == 'x'").matches(Bindings.of(Map.of("tag", List.of("y", "x")))))
                .as("one of several values is enough")
                .isTrue();
    }

    @Test
    void saysWhereAMistakeIs() {
        assertThatThrownBy(() -> Expression.parse("concat(a, uper(b))"))
                .isInstanceOfSatisfying(
                        ExpressionException.class, e -> assertThat(e.column()).isEqualTo(11))
                .hasMessage("Function [uper] isn't known: did you mean [upper]?"
                        + " (column [11] of expression [concat(a, uper(b))])");
    }

    @Test
    void quotesOnlyTheSurroundingsOfAMistakeInALongExpression() {
        String sum = "a" + " + 1".repeat(300);

        assertThatThrownBy(() -> Expression.parse(sum + " + @" + " + 1".repeat(300)))
                .hasMessageStartingWith("The character [@] has no meaning (column [1205] of expression […")
                .hasMessageEndingWith(" + 1…])")
                .hasMessageContaining("+ 1 + @ + 1 +")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(250));
    }

    @Test
    void refusesToNestWithoutEnd() {
        int levels = 100_000;

        assertThat(Expression.parse("x" + " + 1".repeat(Parser.MAX_HEIGHT - 1)).eval(Bindings.of(Map.of("x", 1))))
                .isEqualTo((long) Parser.MAX_HEIGHT);

        assertThatThrownBy(() -> Expression.parse("(".repeat(levels) + "1"))
                .hasMessageStartingWith("More than [400] operations in each other");
        assertThatThrownBy(() -> Expression.parse("!".repeat(levels) + "1"))
                .hasMessageStartingWith("More than [400] operations in each other");
        assertThatThrownBy(() -> Expression.parse("x" + " + x".repeat(levels / 2)))
                .hasMessageStartingWith("More than [1500] operations in each other");
        assertThatThrownBy(() -> Expression.parse("1" + " ".repeat(Parser.MAX_LENGTH)))
                .hasMessageStartingWith("More than [262144] characters");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void everyTextIsAnExpressionOrAMistakeThatIsExplained(long seed) {
        String[] words = {
            "x",
            "tags",
            "\"a b\"",
            "1",
            "2.5",
            "'t'",
            "null",
            "(",
            ")",
            "[",
            "]",
            ",",
            "+",
            "-",
            "*",
            "/",
            "^",
            "%",
            "!",
            "==",
            "<",
            ">=",
            "&&",
            "||",
            "->",
            "concat",
            "if",
            "map",
            "round",
            "substring",
            "timestamp_floor",
            "'P1D'",
            "array",
            "cast",
            "'LONG'",
            "<",
            "LONG",
            ">",
            "ARRAY",
            "'",
            "\\",
            "=",
            "@"
        };
        var random = new SplittableRandom(seed);
        Bindings row = Bindings.of(Map.of("x", 3, "tags", List.of("a", "b"), "a b", "t"));
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder();
            for (int n = random.nextInt(12); n >= 0; n--) {
                text.append(words[random.nextInt(words.length)]).append(random.nextBoolean() ? " " : "");
            }
            try {
                Expression.parse(text.toString()).eval(row);
            } catch (ExpressionException e) {
                assertThat(e).as("seed %d", seed).hasMessageContaining("(column [");
            } catch (RuntimeException e) {
                throw new AssertionError("[" + text + "] of seed " + seed, e);
            }
        }
    }
}
