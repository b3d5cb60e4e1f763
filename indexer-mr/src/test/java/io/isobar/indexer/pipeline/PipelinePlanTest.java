package io.isobar.indexer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.indexer.input.Row;
import io.isobar.indexer.spec.IndexSpecFile;
import io.isobar.indexer.spec.InputFormatSpec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PipelinePlanTest {
    private final PipelinePlan plan = PipelinePlan.of(file("""
            {"name": "clean", "type": "transform", "input": "flights", "drop": ["x"]},
            {"name": "unused", "type": "join", "left": "clean", "right": "airports", "prefix": "u_",
             "on": [{"left": "origin", "right": "iata"}]},
            {"name": "origin", "type": "join", "left": "clean", "right": "airports", "how": "left",
             "on": [{"left": "origin", "right": "iata"}], "take": {"city": "origin_city"}},
            {"name": "last", "type": "transform", "input": "origin", "drop": ["y"]}"""));

    @Test
    void transformsRunWhereTheirRowsAreReadAndJoinsAreJobs() {
        assertThat(plan.joins()).extracting(JoinJob::name).containsExactly("origin");
        assertThat(plan.join("origin").left().base()).isEqualTo("flights");
        assertThat(plan.join("origin").left().transforms()).hasSize(1);
        assertThat(plan.rows().base()).isEqualTo("origin");
        assertThat(plan.rows().format().kind()).isEqualTo(InputFormatSpec.Kind.ROWS);
        assertThat(plan.rows().transforms()).hasSize(1);
    }

    @Test
    void joinsTakeTheNamedFieldsAndMatchByText() {
        RowJoin join = new RowJoin(plan.join("origin").join());
        Row left = row(Map.of("origin", 7L));
        Row right = row(Map.of("iata", "7", "city", "Bonn", "state", "NW"));

        assertThat(join.key(left, true)).isEqualTo(join.key(right, false)).contains(List.of("7"));
        assertThat(join.key(new Row(), true)).isEmpty();
        join.combine(left, right);
        assertThat(left.fields()).isEqualTo(Map.of("origin", 7L, "origin_city", "Bonn"));
    }

    private static Row row(Map<String, Object> fields) {
        Row row = new Row();
        fields.forEach(row::set);
        return row;
    }

    private static IndexSpecFile file(String stages) {
        String json = """
                {"spec": {"dataSchema": {"dataSource": "x", "dimensionsSpec": {"dimensions": ["a"]}}},
                 "pipeline": {"sources": {"flights": {"format": "json", "paths": ["f"]},
                   "airports": {"format": "csv", "header": true, "paths": ["a"]}}, "stages": [%s]}}""".formatted(stages);
        return IndexSpecFile.parse(json.getBytes(StandardCharsets.UTF_8), false);
    }
}
