package io.isobar.query.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Evaluates each line of {@code specification.txt}, whose head says how to read it. */
class ExpressionSpecificationTest {
    private static final Bindings ROW = Bindings.of(row());

    @ParameterizedTest(name = "{0}: {1} gives {2}")
    @MethodSource("specification")
    void evaluatesAsSpecified(String section, String expression, String expected) {
        String actual;
        try {
            actual = literal(Expression.parse(expression).eval(ROW));
        } catch (ExpressionException e) {
            actual = "! " + e.getMessage();
        }
        if (expected.startsWith("!")) {
            assertThat(actual).startsWith(expected);
        } else {
            assertThat(actual).isEqualTo(expected);
        }
    }

    static Stream<Arguments> specification() throws IOException {
        var cases = new ArrayList<Arguments>();
        String section = "";
        for (String line : lines()) {
            if (line.startsWith("==")) {
                section = line.substring(2).strip();
            } else if (!line.isBlank() && !line.startsWith("#")) {
                int arrow = line.lastIndexOf(" => ");
                assertThat(arrow).as(line).isNotNegative();
                cases.add(Arguments.of(
                        section,
                        line.substring(0, arrow).strip(),
                        line.substring(arrow + 4).strip()));
            }
        }
        return cases.stream();
    }

    private static List<String> lines() throws IOException {
        var stream = Objects.requireNonNull(ExpressionSpecificationTest.class.getResourceAsStream("specification.txt"));
        try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }

    private static Map<String, @Nullable Object> row() {
        var row = new HashMap<String, @Nullable Object>();
        row.put("s", "foo");
        row.put("num", "12");
        row.put("spacey", "  hey there  ");
        row.put("i", 2);
        row.put("l", 5_000_000_000L);
        row.put("maxLong", Long.MAX_VALUE);
        row.put("minLong", Long.MIN_VALUE);
        row.put("f", 12.5F);
        row.put("d", 3.1);
        row.put("nan", Double.NaN);
        row.put("yes", true);
        row.put("t", 949_550_706_000L);
        row.put("zone", "America/Los_Angeles");
        row.put("a b", "spaced");
        row.put("tags", List.of("x", "y", "zz"));
        row.put("one", List.of("only"));
        row.put("empty", List.of());
        row.put("longs", List.of(1, 2, 3));
        row.put("doubles", new Object[] {1.5, 2.5});
        row.put("holes", Arrays.asList("x", null));
        return row;
    }

    private static String literal(@Nullable Object value) {
        if (value instanceof String) {
            return "'" + value + "'";
        }
        return value instanceof List<?> list
                ? list.stream().map(ExpressionSpecificationTest::literal).collect(Collectors.joining(", ", "[", "]"))
                : String.valueOf(value);
    }
}
