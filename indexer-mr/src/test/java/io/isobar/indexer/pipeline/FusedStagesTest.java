package io.isobar.indexer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.indexer.input.Row;
import io.isobar.indexer.spec.IndexSpecFile;
import io.isobar.indexer.spec.StageSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random pipelines, with stages by one key in one job and with each in a job of its own. */
class FusedStagesTest {
    private static final int SEEDS = 150;
    private static final List<String> SOURCES = List.of("a", "b", "c");
    private static final Object[] KEYS = {"x", "y", 1L, 1.0, "1", "", List.of("p", "q"), "hot", "hot", "hot"};

    @TempDir
    private Path directory;

    @ParameterizedTest
    @MethodSource("seeds")
    void giveTheRowsThatTheyGiveInJobsOfTheirOwn(long seed) throws Exception {
        Random random = new Random(seed);
        IndexSpecFile file = pipeline(random);
        Map<String, List<Row>> rows = rows(random);
        PipelinePlan fused = PipelinePlan.of(file);
        PipelinePlan apart = PipelinePlan.of(file, stages(file));
        assertThat(apart.jobs()).allMatch(job -> job.stages().size() == 1);

        PlanDriver one = new PlanDriver(fused, rows, random, directory);
        PlanDriver other = new PlanDriver(apart, rows, random, directory);

        assertThat(one.rows())
                .as("jobs %s of seed [%d]", titles(fused), seed)
                .extracting(Row::fields)
                .containsExactlyInAnyOrderElementsOf(
                        other.rows().stream().map(Row::fields).toList());
        assertThat(one.thrownAway()).as("rows left out").isEqualTo(other.thrownAway());
        assertThat(fused.sources()).containsExactlyInAnyOrderElementsOf(apart.sources());
        assertThat(fused.jobs().stream().flatMap(job -> job.stages().stream()))
                .as("each stage runs once")
                .containsExactlyInAnyOrderElementsOf(
                        apart.jobs().stream().map(ShuffleJob::stage).toList());
    }

    static LongStream seeds() {
        return LongStream.range(0, SEEDS);
    }

    @Test
    void thePipelinesHaveAllKindsOfStagesInOneJob() {
        Map<String, Integer> kinds = new HashMap<>();
        for (long seed = 0; seed < SEEDS; seed++) {
            for (ShuffleJob job : PipelinePlan.of(pipeline(new Random(seed))).jobs()) {
                String kind = job.stages().stream().map(StageSpec::type).collect(Collectors.joining(" "));
                kinds.merge(kind, 1, Integer::sum);
            }
        }

        assertThat(kinds)
                .containsKeys("dedup group", "dedup join", "join dedup", "join group", "join join", "group join")
                .anySatisfy((kind, count) -> assertThat(kind.split(" ")).hasSizeGreaterThan(3));
    }

    private static Set<String> stages(IndexSpecFile file) {
        return file.pipeline().orElseThrow().stages().stream()
                .map(StageSpec::name)
                .collect(Collectors.toSet());
    }

    private static List<String> titles(PipelinePlan plan) {
        return plan.jobs().stream().map(ShuffleJob::title).toList();
    }

    private static IndexSpecFile pipeline(Random random) {
        List<String> names = new ArrayList<>(SOURCES);
        Set<String> timed = new HashSet<>(SOURCES);
        List<String> stages = new ArrayList<>();
        String key = random.nextInt(4) == 0 ? "\"k\", \"id\"" : "\"k\"";
        for (int i = 0; i < 2 + random.nextInt(5); i++) {
            String name = "s" + i;
            String input = names.get(random.nextInt(3) == 0 ? random.nextInt(names.size()) : names.size() - 1);
            String by = random.nextInt(6) == 0 ? "\"id\"" : key;
            boolean isTimed = timed.contains(input);
            switch (random.nextInt(5)) {
                case 0 ->
                    stages.add("""
                            {"name": "%s", "type": "dedup", "input": "%s", "by": [%s], "keep": "%s"%s}""".formatted(
                                    name,
                                    input,
                                    by,
                                    random.nextBoolean() ? "first" : "last",
                                    random.nextBoolean() ? ", \"order\": \"v\"" : ""));
                case 1 -> {
                    boolean windowed = isTimed && random.nextInt(3) == 0;
                    stages.add("""
                            {"name": "%s", "type": "group", "input": "%s", "by": [%s]%s, "aggregations": [
                              {"type": "longSum", "name": "v", "fieldName": "v"}, {"type": "count", "name": "n"},
                              {"type": "list", "name": "l", "fieldName": "v", "maxValues": 5}]}""".formatted(name, input, by, windowed ? ", \"window\": \"second\"" : ""));
                    isTimed = windowed;
                }
                case 2 -> stages.add("""
                            {"name": "%s", "type": "transform", "input": "%s", %s}""".formatted(name, input, transform(random)));
                default -> {
                    String right = names.get(random.nextInt(names.size()));
                    String how = List.of("inner", "inner", "left", "full").get(random.nextInt(4));
                    boolean windowed = isTimed && timed.contains(right) && random.nextInt(3) == 0;
                    stages.add("""
                            {"name": "%s", "type": "join", "left": "%s", "right": "%s", "how": "%s", "take": {"v": "%s"},
                             "on": [%s]%s}""".formatted(
                            name,
                            input,
                            right,
                            how,
                            random.nextInt(8) == 0 ? "k" : "w" + i,
                            by.replaceAll("\"(\\w+)\"", "{\"left\": \"$1\", \"right\": \"$1\"}"),
                            windowed ? ", \"window\": {\"before\": \"PT0.010S\", \"after\": \"PT0.020S\"}" : ""));
                    isTimed = how.equals("full") ? isTimed && timed.contains(right) : isTimed;
                }
            }
            names.add(name);
            if (isTimed) {
                timed.add(name);
            }
        }
        List<String> sources = SOURCES.stream()
                .map(name ->
                        "\"%s\": {\"format\": \"json\", \"paths\": [\"p\"], \"timestampSpec\": {\"column\": \"t\"}}"
                                .formatted(name))
                .toList();
        return PipelineFiles.file(String.join(",", sources), String.join(",", stages));
    }

    private static String transform(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> "\"columns\": [{\"name\": \"v\", \"expression\": \"v + 1\"}]";
            case 1 ->
                "\"filter\": {\"type\": \"bound\", \"dimension\": \"v\", \"lower\": \"20\", \"ordering\": \"numeric\"}";
            case 2 -> "\"rename\": {\"x\": \"y\"}, \"drop\": [\"y\"]";
            default -> "\"defaults\": {\"k\": \"none\"}";
        };
    }

    private static Map<String, List<Row>> rows(Random random) {
        Map<String, List<Row>> rows = new HashMap<>();
        for (String source : SOURCES) {
            List<Row> all = new ArrayList<>();
            for (int i = 0; i < 8 + random.nextInt(25); i++) {
                Row row = new Row();
                row.set("t", (long) random.nextInt(60));
                row.set("k", random.nextInt(8) == 0 ? null : KEYS[random.nextInt(KEYS.length)]);
                row.set("id", random.nextInt(8) == 0 ? null : (Object) (long) random.nextInt(4));
                row.set("v", (long) random.nextInt(50));
                row.set("x", random.nextGaussian());
                all.add(row);
            }
            rows.put(source, all);
        }
        return rows;
    }
}
