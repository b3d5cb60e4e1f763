package io.isobar.indexer.pipeline;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isobar.indexer.input.Row;
import io.isobar.indexer.spec.StageSpec;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LookupTableTest {
    private static final long MOST = 5_000;

    @ParameterizedTest
    @MethodSource
    void whateverItHoldsCountsTowardsItsBound(Object large) {
        LookupTable table = new LookupTable(new StageSpec.Lookup(
                "look",
                "in",
                "names",
                new StageSpec.Match(
                        List.of(new StageSpec.Key("id", "id")), StageSpec.How.INNER, Map.of("value", "value"), ""),
                MOST));

        assertThatCode(() -> table.add(row(1L))).doesNotThrowAnyException();
        assertThatThrownBy(() -> table.add(row(large)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Table [names] of stage [look] takes more than [5000] bytes of memory");
    }

    static Stream<Object> whateverItHoldsCountsTowardsItsBound() {
        return Stream.of(
                "x".repeat(3_000),
                new byte[6_000],
                Collections.nCopies(100, 1L),
                Map.of("a", "x".repeat(3_000)),
                new BigDecimal(BigInteger.ONE.shiftLeft(50_000)));
    }

    private static Row row(Object value) {
        Row row = new Row();
        row.set("id", 1L);
        row.set("value", value);
        return row;
    }
}
