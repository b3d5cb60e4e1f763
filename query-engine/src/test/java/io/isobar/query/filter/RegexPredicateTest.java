package io.isobar.query.filter;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isobar.query.error.QueryException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RegexPredicateTest {
    @Test
    void stopsPatternsThatBacktrackWithoutEnd() {
        var predicate = new RegexPredicate(Pattern.compile("(x+x+)+\\1y"));
        assertThatThrownBy(() -> predicate.matches("x".repeat(60)))
                .isInstanceOf(QueryException.class)
                .hasMessageContaining("[(x+x+)+\\1y]")
                .hasMessageContaining("write one with less backtracking");
    }
}
