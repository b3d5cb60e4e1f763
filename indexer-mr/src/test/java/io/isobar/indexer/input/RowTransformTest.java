package io.isobar.indexer.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isobar.indexer.spec.IndexSpecFile;
import io.isobar.indexer.spec.StageSpec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RowTransformTest {
    @Test
    void renamesThenFillsThenComputesThenFiltersThenDrops() throws Exception {
        RowTransform transform = transform("""
                "rename": {"a": "b", "b": "a"}, "defaults": {"c": "none", "b": 5},
                "columns": [{"name": "sum", "expression": "a + b"}],
                "filter": {"type": "selector", "dimension": "sum", "value": "3"}, "drop": ["a"]""");

        Row row = row(Map.of("a", 1L, "b", 2L, "c", ""));
        assertThat(transform.apply(row, null)).isTrue();
        assertThat(row.fields()).isEqualTo(Map.of("b", 1L, "c", "none", "sum", 3L));
        assertThat(transform.apply(row(Map.of("a", 1L, "b", 1L)), null)).isFalse();
        Row filled = row(Map.of("b", -2L));
        assertThat(transform.apply(filled, null)).isTrue();
        assertThat(filled.fields()).isEqualTo(Map.of("b", 5L, "c", "none", "sum", 3L));
    }

    @Test
    void aFieldWithoutAValueLeavesTheOneOfItsNewName() throws Exception {
        RowTransform transform = transform("\"rename\": {\"old\": \"new\"}");
        Row row = row(Map.of("new", "x"));

        transform.apply(row, null);

        assertThat(row.fields()).isEqualTo(Map.of("new", "x"));
    }

    @Test
    void aRowOfWhichAColumnOrTheFilterCanNotBeComputedIsBad() throws Exception {
        RowTransform column = transform("\"columns\": [{\"name\": \"share\", \"expression\": \"a / b\"}]");
        RowTransform filter = transform("\"filter\": {\"type\": \"expression\", \"expression\": \"a / b > 1\"}");

        assertThat(filter.apply(row(Map.of("a", 4L, "b", 2L)), null)).isTrue();
        assertThatThrownBy(() -> column.apply(row(Map.of("a", 4L, "b", 0L)), null))
                .isInstanceOf(BadRowException.class)
                .hasMessageContainingAll("can't be computed", "zero");
        assertThatThrownBy(() -> filter.apply(row(Map.of("a", 4L, "b", 0L)), null))
                .isInstanceOf(BadRowException.class)
                .hasMessageContainingAll("can't be computed", "zero");
    }

    @Test
    void anEmptyListIsNoValue() throws Exception {
        Row row = row(Map.of("a", List.of(), "b", List.of("x")));

        transform("\"defaults\": {\"a\": 1.5, \"b\": 2}").apply(row, null);

        assertThat(row.fields()).isEqualTo(Map.of("a", 1.5, "b", List.of("x")));
    }

    private static RowTransform transform(String fields) {
        String json = """
                {"pipeline": {"sources": {"s": {"format": "json", "paths": ["p"]}},
                   "stages": [{"name": "t", "type": "transform", "input": "s", %s}]},
                 "spec": {"dataSchema": {"dataSource": "x", "dimensionsSpec": {"dimensions": ["a"]}}}}""".formatted(fields);
        StageSpec stage = IndexSpecFile.parse(json.getBytes(StandardCharsets.UTF_8), false)
                .pipeline()
                .orElseThrow()
                .stages()
                .get(0);
        return new RowTransform(((StageSpec.Transform) stage).transform());
    }

    private static Row row(Map<String, Object> fields) {
        Row row = new Row();
        fields.forEach(row::set);
        return row;
    }
}
