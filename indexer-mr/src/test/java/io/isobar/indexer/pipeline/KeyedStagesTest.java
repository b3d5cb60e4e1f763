package io.isobar.indexer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.indexer.input.Row;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Stages over random rows, against what a few nested loops say. */
class KeyedStagesTest {
    private static final String JOIN = """
            {"name": "j", "type": "join", "left": "l", "right": "r", "how": "%s", "take": {"v": "rv"}%s,
             "on": [{"left": "k", "right": "kk"}]}""";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"1,inner", "2,left", "3,full", "4,full", "5,left"})
    void aJoinMakesThePairsThatNestedLoopsFind(long seed, String how) throws Exception {
        joins(seed, how, "", (left, right) -> true);
    }

    @ParameterizedTest
    @CsvSource({"11,inner", "12,left", "13,full", "14,full", "15,inner", "16,full"})
    void withAWindowOnlyRowsOfNearTimesPair(long seed, String how) throws Exception {
        joins(seed, how, ", \"window\": {\"before\": \"PT0.003S\", \"after\": \"PT0.010S\"}", (left, right) -> {
            long apart = (Long) right.value("__time") - (Long) left.value("__time");
            return apart >= -3 && apart <= 10;
        });
    }

    private void joins(long seed, String how, String window, BiPredicate<Row, Row> near) throws Exception {
        Random random = new Random(seed);
        List<Row> left = rows(random, 120, "k");
        List<Row> right = rows(random, 150, "kk");
        List<Map<String, Object>> expected = new ArrayList<>();
        boolean[] paired = new boolean[right.size()];
        for (Row l : left) {
            boolean any = false;
            for (int i = 0; i < right.size(); i++) {
                Row r = right.get(i);
                if (l.value("k") != null && Objects.equals(l.value("k"), r.value("kk")) && near.test(l, r)) {
                    expected.add(with(l, "rv", r.value("v")));
                    paired[i] = true;
                    any = true;
                }
            }
            if (!any && !how.equals("inner")) {
                expected.add(l.fields());
            }
        }
        for (int i = 0; i < right.size() && how.equals("full"); i++) {
            if (!paired[i]) {
                Row alone = new Row();
                alone.set("k", right.get(i).value("kk"));
                alone.set("__time", right.get(i).value("__time"));
                expected.add(with(alone, "rv", right.get(i).value("v")));
            }
        }

        StageDriver driver = new StageDriver(PipelineFiles.stage(JOIN.formatted(how, window)), random, directory);
        List<Row> joined =
                driver.route(JoinStage.LEFT, left).route(JoinStage.RIGHT, right).result();

        assertThat(joined).extracting(Row::fields).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void anEmptySideLeavesTheOtherToItsOwn() throws Exception {
        Row alone = PipelineFiles.row(Map.of("k", "a", "__time", 1L));
        for (int side : new int[] {JoinStage.LEFT, JoinStage.RIGHT}) {
            StageDriver full =
                    new StageDriver(PipelineFiles.stage(JOIN.formatted("full", "")), new Random(1), directory);
            StageDriver inner =
                    new StageDriver(PipelineFiles.stage(JOIN.formatted("inner", "")), new Random(1), directory);

            assertThat(full.route(side, List.of(alone)).result()).hasSize(1);
            assertThat(inner.route(side, List.of(alone)).result()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23})
    void dedupKeepsTheSameRowInWhateverOrderRowsCome(long seed) throws Exception {
        Random random = new Random(seed);
        List<Row> rows = rows(random, 200, "k");
        for (String keep : List.of("first", "last")) {
            KeyedStage stage = PipelineFiles.stage("""
                    {"name": "d", "type": "dedup", "input": "l", "by": ["k"], "keep": "%s", "order": "__time"}""".formatted(keep));
            Map<String, Long> edges = new TreeMap<>();
            for (Row row : rows) {
                edges.merge(
                        String.valueOf(row.value("k")),
                        (Long) Objects.requireNonNull(row.value("__time")),
                        keep.equals("first") ? Math::min : Math::max);
            }

            List<Row> once =
                    new StageDriver(stage, random, directory).route(0, rows).result();
            List<Row> again =
                    new StageDriver(stage, random, directory).route(0, rows).result();

            Map<String, Object> kept = new TreeMap<>();
            once.forEach(row -> kept.put(String.valueOf(row.value("k")), row.value("__time")));
            assertThat(kept).isEqualTo(edges);
            assertThat(once).hasSameSizeAs(edges.keySet());
            assertThat(again)
                    .extracting(Row::fields)
                    .isEqualTo(once.stream().map(Row::fields).toList());
        }
    }

    @Test
    void dedupKeepsTheSameRowInWhateverOrderItsFieldsCome() throws Exception {
        KeyedStage stage = PipelineFiles.stage("""
                {"name": "d", "type": "dedup", "input": "l", "by": ["k"]}""");
        Row one = new Row();
        one.set("k", "x");
        one.set("a", 1L);
        one.set("b", 2L);
        Row other = new Row();
        other.set("k", "x");
        other.set("a", 2L);
        other.set("b", 1L);
        Row turned = new Row();
        turned.set("b", 2L);
        turned.set("a", 1L);
        turned.set("k", "x");

        for (List<Row> rows : List.of(List.of(one, other), List.of(turned, other), List.of(other, turned))) {
            assertThat(new StageDriver(stage, new Random(1), directory)
                            .route(0, rows)
                            .result())
                    .extracting(Row::fields)
                    .containsExactly(one.fields());
        }
    }

    @ParameterizedTest
    @CsvSource({"41,false", "42,true", "43,false", "44,true"})
    void aListHasTheLowestValuesInWhateverOrderTheyCome(long seed, boolean distinct) throws Exception {
        Random random = new Random(seed);
        Object[] values = {3L, 3.0, 10L, 2.5, "b", "10", "", "\uD83D\uDE00", List.of("c", 7L), List.of(), -1L};
        List<Row> rows = new ArrayList<>();
        List<Object> all = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            Object value = values[random.nextInt(values.length)];
            rows.add(PipelineFiles.row(Map.of("k", "x", "v", value)));
            all.addAll(value instanceof List<?> list ? list : List.of(value));
        }
        rows.add(PipelineFiles.row(Map.of("k", "x")));
        KeyedStage stage = PipelineFiles.stage("""
                {"name": "g", "type": "group", "input": "l", "by": ["k"], "aggregations": [
                  {"type": "list", "name": "few", "fieldName": "v", "maxValues": 6, "distinct": %b},
                  {"type": "list", "name": "all", "fieldName": "v", "distinct": %b}]}""".formatted(distinct, distinct));

        Row group = new StageDriver(stage, random, directory)
                .route(0, rows)
                .result()
                .get(0);

        List<String> expected = all.stream()
                .sorted(Comparator.comparing((Object value) -> value instanceof String)
                        .thenComparing(value -> value instanceof Number number ? number.doubleValue() : 0.0)
                        .thenComparing(value -> value instanceof Number ? "" : (String) value))
                .map(value -> value instanceof Number number ? "" + number.doubleValue() : "text " + value)
                .toList();
        expected = distinct ? expected.stream().distinct().toList() : expected;
        assertThat(texts(group.value("all"))).isEqualTo(expected);
        assertThat(texts(group.value("few"))).isEqualTo(expected.subList(0, 6));
    }

    private static List<String> texts(Object values) {
        return ((List<?>) values)
                .stream()
                        .map(value -> value instanceof Number number ? "" + number.doubleValue() : "text " + value)
                        .toList();
    }

    @Test
    void aListOfNothingIsNoValue() throws Exception {
        KeyedStage stage = PipelineFiles.stage("""
                {"name": "g", "type": "group", "input": "l", "by": ["k"], "aggregations": [
                  {"type": "list", "name": "v", "fieldName": "v"}]}""");

        assertThat(new StageDriver(stage, new Random(1), directory)
                        .route(0, List.of(PipelineFiles.row(Map.of("k", "x", "v", List.of()))))
                        .result())
                .extracting(Row::fields)
                .containsExactly(Map.of("k", "x"));
    }

    @Test
    void aGroupAggregatesTheRowsThatPassAndWhatExpressionsMakeOfThem() throws Exception {
        Random random = new Random(11);
        List<Row> rows = rows(random, 300, "k");
        KeyedStage stage = PipelineFiles.stage("""
                {"name": "g", "type": "group", "input": "l", "by": ["k"], "aggregations": [
                  {"type": "longSum", "name": "twice", "expression": "v * 2"},
                  {"type": "filtered", "name": "odd", "filter": {"type": "expression", "expression": "v % 2 == 1"},
                   "aggregator": {"type": "count", "name": "n"}},
                  {"type": "filtered", "filter": {"type": "expression", "expression": "v % 2 == 1"},
                   "aggregator": {"type": "longMax", "name": "most_odd", "expression": "v + 1"}},
                  {"type": "filtered", "filter": {"type": "false"},
                   "aggregator": {"type": "count", "name": "none"}}]}""");

        List<Row> groups =
                new StageDriver(stage, random, directory).route(0, rows).result();

        assertThat(groups).isNotEmpty();
        for (Row group : groups) {
            List<Long> values = rows.stream()
                    .filter(row -> Objects.equals(row.value("k"), group.value("k")))
                    .map(row -> (Long) row.value("v"))
                    .toList();
            List<Long> odd = values.stream().filter(value -> value % 2 == 1).toList();
            assertThat(group.value("twice"))
                    .isEqualTo(values.stream().mapToLong(value -> 2 * value).sum());
            assertThat(group.value("odd")).isEqualTo((long) odd.size());
            assertThat(group.value("most_odd"))
                    .isEqualTo(odd.stream()
                            .max(Long::compare)
                            .map(value -> value + 1)
                            .orElse(null));
            assertThat(group.value("none")).isEqualTo(0L);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {31, 32, 33})
    void aGroupAddsUpTheSameInWhateverOrderAndWithWhateverCombined(long seed) throws Exception {
        Random random = new Random(seed);
        List<Row> rows = rows(random, 300, "k");
        KeyedStage stage = PipelineFiles.stage("""
                {"name": "g", "type": "group", "input": "l", "by": ["k"], "window": "second",
                 "aggregations": [{"type": "count", "name": "n"}, {"type": "longSum", "name": "s", "fieldName": "v"},
                   {"type": "doubleSum", "name": "d", "fieldName": "x"}, {"type": "longMin", "name": "lo", "fieldName": "v"},
                   {"type": "doubleMax", "name": "hi", "fieldName": "x"},
                   {"type": "longFirst", "name": "f", "fieldName": "v"}]}""");

        List<Row> once =
                new StageDriver(stage, random, directory).route(0, rows).result();
        List<Row> again =
                new StageDriver(stage, random, directory).route(0, rows).result();

        assertThat(again)
                .extracting(Row::fields)
                .isEqualTo(once.stream().map(Row::fields).toList());
        for (Row group : once) {
            List<Row> members = rows.stream()
                    .filter(row -> Objects.equals(row.value("k"), group.value("k")))
                    .toList();
            assertThat(group.value("__time")).isEqualTo(0L);
            assertThat(group.value("n")).isEqualTo((long) members.size());
            assertThat(group.value("s"))
                    .isEqualTo(members.stream()
                            .mapToLong(row -> (Long) row.value("v"))
                            .sum());
            assertThat(group.value("lo"))
                    .isEqualTo(members.stream()
                            .mapToLong(row -> (Long) row.value("v"))
                            .min()
                            .orElseThrow());
            assertThat(group.value("hi"))
                    .isEqualTo(members.stream()
                            .mapToDouble(row -> (Double) row.value("x"))
                            .max()
                            .orElseThrow());
        }
        assertThat(once.stream().mapToLong(row -> (Long) row.value("n")).sum()).isEqualTo(rows.size());
    }

    @Test
    void numbersAndTheirTextsAreOneKeyAndTheRowHasTheLowestOfThem() throws Exception {
        KeyedStage stage = PipelineFiles.stage("""
                {"name": "g", "type": "group", "input": "l", "by": ["k"], "aggregations": [{"type": "count", "name": "n"}]}""");
        List<Row> rows = new ArrayList<>();
        for (Object key : new Object[] {"1", 1.0, 1L, 1.0f, "1.0", ""}) {
            rows.add(PipelineFiles.row(Map.of("k", key)));
        }
        rows.add(new Row());

        List<Row> groups =
                new StageDriver(stage, new Random(5), directory).route(0, rows).result();

        assertThat(groups)
                .extracting(Row::fields)
                .containsExactlyInAnyOrder(
                        Map.of("k", 1L, "n", 4L),
                        Map.of("k", "1.0", "n", 1L),
                        Map.of("k", "", "n", 1L),
                        Map.of("n", 1L));
    }

    private static List<Row> rows(Random random, int count, String key) {
        List<Row> rows = new ArrayList<>();
        String[] keys = {"", "a", "b", "\uD83D\uDE00", "\uFFFF", "a\u0000b"};
        for (int i = 0; i < count; i++) {
            Row row = new Row();
            int pick = random.nextInt(keys.length + 6);
            row.set(key, pick < keys.length ? keys[pick] : pick == keys.length ? null : "skewed");
            row.set("__time", (long) random.nextInt(60));
            row.set("v", (long) random.nextInt(100));
            row.set("x", random.nextGaussian() * Math.pow(10, random.nextInt(30)));
            rows.add(row);
        }
        return rows;
    }

    private static Map<String, Object> with(Row row, String field, Object value) {
        Row copy = Row.copyOf(row);
        copy.set(field, value);
        return copy.fields();
    }
}
