package io.isobar.stories.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.catalog.config.DatabaseConfig;
import io.isobar.catalog.control.ControlDatabase;
import io.isobar.indexer.IndexReport;
import io.isobar.indexer.IndexRunConfig;
import io.isobar.indexer.IndexRuns;
import io.isobar.indexer.RunOptions;
import io.isobar.indexer.progress.IndexListener;
import io.isobar.indexer.progress.StageReport;
import io.isobar.indexer.progress.StopSwitch;
import io.isobar.indexer.spec.IndexSpecFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One pipeline with an output for each kind of stage and for some chains of them, over random rows of three days, for the day
 * in the middle. Its rows must be those that DuckDB gives for a query over all three days.
 */
class StagesEqualAnIndependentEngineIT {
    private static final String STAGES = """
            {"name": "clean", "type": "transform", "input": "l", "rename": {"x": "amount"}, "defaults": {"k": "none"},
             "columns": [{"name": "twice", "expression": "v * 2"}],
             "filter": {"type": "bound", "dimension": "twice", "lower": "40", "ordering": "numeric"}, "drop": ["id"]},
            {"name": "looked", "type": "lookup", "input": "l", "table": "names", "how": "left",
             "on": [{"left": "k", "right": "code"}], "take": {"name": "n"}},
            {"name": "found", "type": "lookup", "input": "l", "table": "names",
             "on": [{"left": "k", "right": "code"}], "prefix": "n_"},
            {"name": "pairs", "type": "join", "left": "l", "right": "r", "on": [{"left": "k", "right": "kk"}],
             "take": {"w": "w"}, "window": {"before": "PT5M", "after": "PT1H"}},
            {"name": "kept", "type": "join", "left": "l", "right": "r", "how": "left", "on": [{"left": "k", "right": "kk"}],
             "take": {"w": "w"}, "window": {"after": "PT20M"}},
            {"name": "both", "type": "join", "left": "l", "right": "r", "how": "full", "on": [{"left": "k", "right": "kk"}],
             "take": {"w": "w"}, "window": {"before": "PT10M", "after": "PT30M"}},
            {"name": "plain", "type": "join", "left": "l", "right": "names", "how": "full",
             "on": [{"left": "k", "right": "code"}], "take": {"name": "n"}},
            {"name": "all", "type": "union", "inputs": ["l", "r", "l"]},
            {"name": "last", "type": "dedup", "input": "l", "by": ["id"], "keep": "last", "order": "v"},
            {"name": "lasts", "type": "transform", "input": "last", "drop": ["__time", "k", "x"]},
            {"name": "sums", "type": "group", "input": "l", "by": ["id"], "window": "PT1H", "aggregations": [
               {"type": "count", "name": "c"}, {"type": "longSum", "name": "s", "fieldName": "v"},
               {"type": "doubleSum", "name": "d", "fieldName": "x"}, {"type": "longMin", "name": "lo", "fieldName": "v"},
               {"type": "doubleMax", "name": "hi", "fieldName": "x"}]},
            {"name": "edges", "type": "group", "input": "l", "by": ["id"], "aggregations": [
               {"type": "longFirst", "name": "f", "fieldName": "__time"},
               {"type": "longLast", "name": "t", "fieldName": "__time"}]},
            {"name": "top", "type": "transform", "input": "sums",
             "filter": {"type": "bound", "dimension": "c", "lower": "2", "ordering": "numeric"}},
            {"name": "chain", "type": "join", "left": "pairs", "right": "top", "how": "left",
             "on": [{"left": "id", "right": "id"}], "take": {"s": "s"}},
            {"name": "chained", "type": "group", "input": "chain", "by": ["id", "s"], "window": "hour",
             "aggregations": [{"type": "count", "name": "c"}]},
            {"name": "met", "type": "join", "left": "l", "right": "r", "on": [{"left": "k", "right": "kk"}],
             "take": {"w": "w"}, "window": {"after": "PT6H"}},
            {"name": "more", "type": "transform", "input": "met", "columns": [{"name": "v", "expression": "v + 1"}]},
            {"name": "meetings", "type": "group", "input": "more", "by": ["k"], "aggregations": [
               {"type": "count", "name": "c"}, {"type": "longMax", "name": "hi", "fieldName": "v"}]},
            {"name": "left_best", "type": "dedup", "input": "l", "by": ["k"], "keep": "last", "order": "v"},
            {"name": "right_best", "type": "dedup", "input": "r", "by": ["kk"], "keep": "last", "order": "w"},
            {"name": "best", "type": "join", "left": "left_best", "right": "right_best", "how": "left",
             "on": [{"left": "k", "right": "kk"}], "take": {"w": "w"}},
            {"name": "named_best", "type": "join", "left": "best", "right": "names", "how": "left",
             "on": [{"left": "k", "right": "code"}], "take": {"name": "n"}},
            {"name": "bests", "type": "transform", "input": "named_best", "drop": ["__time", "k", "x", "id"]}""";

    /** For each output: its columns, and the rows as a query of time and these columns. */
    private static final Map<String, Output> OUTPUTS = outputs();

    private static final String PAIRS = """
            SELECT l.t, l.id, l.kt, l.v, r.w FROM l_all l JOIN r_all r
            ON l.kk = r.kk AND r.t BETWEEN l.t - 300000 AND l.t + 3600000 WHERE l.t BETWEEN %d AND %d""";

    private record Output(List<String> columns, String sql) {}

    @TempDir
    private Path directory;

    private static Map<String, Output> outputs() {
        Map<String, Output> outputs = new LinkedHashMap<>();
        String pairs = "(" + PAIRS.formatted(RandomTables.DAY, RandomTables.DAY_END - 1) + ")";
        outputs.put(
                "clean",
                new Output(
                        List.of("k", "v", "amount", "twice", "id"),
                        "SELECT t, CASE WHEN coalesce(kt, '') = '' THEN 'none' ELSE kt END, v, x, v * 2, NULL FROM l WHERE v * 2 >= 40"));
        outputs.put(
                "looked",
                new Output(
                        List.of("id", "k", "n"), "SELECT t, id, kt, name FROM l LEFT JOIN names ON l.kk = names.code"));
        outputs.put(
                "found",
                new Output(
                        List.of("id", "n_name", "n_code"),
                        "SELECT t, id, name, code FROM l JOIN names ON l.kk = names.code"));
        outputs.put("pairs", new Output(List.of("id", "k", "v", "w"), pairs.substring(1, pairs.length() - 1)));
        outputs.put("kept", new Output(List.of("id", "k", "w"), """
                SELECT l.t, id, l.kt, w FROM l LEFT JOIN r_all r ON l.kk = r.kk AND r.t BETWEEN l.t AND l.t + 1200000"""));
        outputs.put(
                "both", new Output(List.of("id", "k", "w"), """
                SELECT * FROM (SELECT coalesce(l.t, r.t) AS t, id, coalesce(l.kt, CASE WHEN l.t IS NULL THEN r.kt END), w
                FROM l_all l FULL JOIN r_all r ON l.kk = r.kk AND r.t BETWEEN l.t - 600000 AND l.t + 1800000)
                WHERE t BETWEEN %d AND %d""".formatted(RandomTables.DAY, RandomTables.DAY_END - 1)));
        outputs.put("plain", new Output(List.of("id", "k", "n"), """
                SELECT coalesce(t, %d), id, coalesce(kt, CASE WHEN t IS NULL THEN code END), name
                FROM l FULL JOIN names ON l.kk = names.code""".formatted(RandomTables.DAY)));
        outputs.put(
                "all", new Output(List.of("id", "v", "w"), """
                SELECT t, id, v, NULL FROM l UNION ALL SELECT t, id, v, NULL FROM l
                UNION ALL SELECT t, NULL, NULL, w FROM r_all WHERE t BETWEEN %d AND %d""".formatted(RandomTables.DAY, RandomTables.DAY_END - 1)));
        outputs.put(
                "lasts",
                new Output(List.of("id", "v"), "SELECT %d, id, max(v) FROM l GROUP BY id".formatted(RandomTables.DAY)));
        String sums = """
                SELECT t - t %% 3600000 AS h, id, count(*) AS c, sum(v)::BIGINT AS s, sum(x) AS d, min(v) AS lo, max(x) AS hi
                FROM l GROUP BY ALL""".replace("%%", "%");
        outputs.put("sums", new Output(List.of("id", "c", "s", "d", "lo", "hi"), sums));
        outputs.put(
                "edges",
                new Output(
                        List.of("id", "f", "t"),
                        "SELECT %d, id, min(t), max(t) FROM l GROUP BY id".formatted(RandomTables.DAY)));
        outputs.put("chained", new Output(List.of("id", "s", "c"), """
                SELECT p.t - p.t %% 3600000 AS h, p.id, top.s, count(*) FROM %s p
                LEFT JOIN (SELECT * FROM (%s) WHERE c >= 2) top ON p.id = top.id GROUP BY ALL""".formatted(pairs, sums)));
        outputs.put("meetings", new Output(List.of("c", "hi"), """
                SELECT %d, count(*), max(l.v) + 1 FROM l JOIN r_all r ON l.kk = r.kk AND r.t BETWEEN l.t AND l.t + 21600000
                GROUP BY l.kk""".formatted(RandomTables.DAY)));
        outputs.put("bests", new Output(List.of("v", "w", "n"), """
                SELECT %d, a.v, b.w, name FROM (SELECT kk, max(v) AS v FROM l GROUP BY kk) a
                LEFT JOIN (SELECT kk, max(w) AS w FROM r_all WHERE t BETWEEN %d AND %d GROUP BY kk) b ON a.kk = b.kk
                LEFT JOIN names ON a.kk = names.code""".formatted(
                        RandomTables.DAY, RandomTables.DAY, RandomTables.DAY_END - 1)));
        return outputs;
    }

    @ParameterizedTest
    @ValueSource(longs = {1})
    void everyOutputHasTheRowsThatTheOtherEngineGives(long seed) throws Exception {
        RandomTables tables = RandomTables.write(directory, seed);
        List<IndexRunConfig> runs = configs(tables, seed);
        List<IndexReport> reports = new ArrayList<>();

        IndexRuns.run(runs, RunOptions.NONE, IndexListener.SILENT, new StopSwitch(), reports::add);

        int report = 0;
        for (Map.Entry<String, Output> output : OUTPUTS.entrySet()) {
            assertThat(OutputRows.read(
                            reports.get(report++),
                            directory.resolve("store"),
                            output.getValue().columns()))
                    .as("rows of [%s] of seed [%d]", output.getKey(), seed)
                    .containsExactlyInAnyOrderElementsOf(expected(tables, output.getValue()));
        }
        List<String> stages = reports.stream()
                .flatMap(each -> each.stages().stream())
                .map(StageReport::stage)
                .filter(stage -> !stage.equals("build segments"))
                .toList();
        assertThat(stages)
                .as("each stage runs once")
                .doesNotHaveDuplicates()
                .contains(
                        "join pairs",
                        "group sums",
                        "join met + group meetings",
                        "dedup right_best + dedup left_best + join best + join named_best");
        assertThat(directory.resolve("work")).isEmptyDirectory();
    }

    private static List<List<@Nullable String>> expected(RandomTables tables, Output output) throws SQLException {
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (Map<String, Object> row : tables.rows(output.sql())) {
            List<@Nullable String> texts = new ArrayList<>();
            row.values().forEach(value -> texts.add(value == null ? null : value.toString()));
            rows.add(texts);
        }
        assertThat(rows).as("rows of [%s]", output.sql()).hasSizeGreaterThan(4);
        return rows;
    }

    private List<IndexRunConfig> configs(RandomTables tables, long seed) throws Exception {
        DatabaseConfig control = new DatabaseConfig(
                "jdbc:h2:mem:stages-%d;DB_CLOSE_DELAY=-1".formatted(seed), "isobar", Optional.empty(), 4);
        try (ControlDatabase database = ControlDatabase.open(control)) {
            database.migrate();
        }
        Files.createDirectories(directory.resolve("store"));
        List<IndexRunConfig> configs = new ArrayList<>();
        for (IndexSpecFile file :
                IndexSpecFile.parseAll(spec(tables).getBytes(StandardCharsets.UTF_8), false, Map.of())) {
            configs.add(new IndexRunConfig(
                    file,
                    "east",
                    directory.resolve("store").toUri(),
                    control,
                    Optional.of(directory.resolve("work").toString()),
                    2,
                    List.of(),
                    Map.of(),
                    Clock.systemUTC()));
        }
        return configs;
    }

    private static String spec(RandomTables tables) {
        List<String> outputs = new ArrayList<>();
        OUTPUTS.forEach(
                (stage, output) -> outputs.add("""
                {"stage": "%s", "spec": {"dataSchema": {"dataSource": "of-%s",
                   "timestampSpec": {"column": "__time", "format": "millis", "missingValue": "2020-01-02"},
                   "dimensionsSpec": {"dimensions": ["%s"]},
                   "granularitySpec": {"rollup": false, "intervals": ["2020-01-02/P1D"]}},
                 "tuningConfig": {"partitionsSpec": {"type": "hashed", "numShards": 1}, "jobProperties": {"isobar.join-memory": "2000"}}}}""".formatted(stage, stage, String.join("\", \"", output.columns()))));
        return """
                {"pipeline": {"sources": %s, "stages": [%s]}, "outputs": [%s]}""".formatted(tables.sources(), STAGES, String.join(",", outputs));
    }
}
