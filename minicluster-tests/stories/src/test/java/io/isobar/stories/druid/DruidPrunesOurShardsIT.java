package io.isobar.stories.druid;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.isobar.catalog.ShardSpec;
import io.isobar.indexer.partition.BucketPlan;
import io.isobar.indexer.partition.Chunk;
import io.isobar.indexer.partition.RowBuckets;
import io.isobar.indexer.partition.Sharding;
import io.isobar.indexer.partition.Slots;
import io.isobar.segment.Interval;
import io.isobar.segment.build.BuildRow;
import io.isobar.segment.build.Dimension;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A Druid broker shows our chunks, and asks the segment of each row: what its own library concludes from the shard specs agrees
 * with where our jobs put the rows.
 */
class DruidPrunesOurShardsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Interval DAY = Interval.parse("2001-01-01/2001-01-02");
    private static final List<Dimension> DIMENSIONS =
            List.of(Dimension.string("host"), Dimension.string("country"), Dimension.number("n", Dimension.Type.LONG));
    private static final List<String> TEXTS =
            List.of("", " ", "a", "A", "b", "ba", "\"q\"", "\\", "\n", "é", "\uE000", "\uFFFD", "\uD83D\uDE00", "z");
    private static final int ROWS = 300;
    private static final int SEEDS = 12;

    private record ShardedRow(long time, List<String> values, int shard) {}

    @ParameterizedTest
    @EnumSource(DruidJudge.Druid.class)
    void everyRowIsWhereABrokerAsksForIt(DruidJudge.Druid druid, @TempDir Path directory) throws Exception {
        List<Sharding> shardings = new ArrayList<>();
        List<List<ShardedRow>> rows = new ArrayList<>();
        ArrayNode jobs = JSON.createArrayNode();
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            for (Sharding sharding : shardings(random)) {
                List<ShardedRow> dealt = deal(sharding, random);
                shardings.add(sharding);
                rows.add(dealt);
                jobs.add(job(sharding, dealt));
            }
        }

        JsonNode answers = DruidJudge.run(druid, directory, "io.isobar.druid.DruidShardSpecs", jobs);

        int pruned = 0;
        for (int i = 0; i < shardings.size(); i++) {
            pruned += check(shardings.get(i), rows.get(i), answers.get(i));
        }
        assertThat(pruned).as("segments that a broker doesn't ask").isGreaterThan(SEEDS * ROWS);
    }

    private static int check(Sharding sharding, List<ShardedRow> rows, JsonNode answer) {
        assertThat(answer.get("complete").booleanValue())
                .as("%s is shown", sharding)
                .isTrue();
        assertThat(answer.get("shownWithout").intValue())
                .as("%s lacks a segment", sharding)
                .isZero();
        List<Integer> shards = shardsWithRows(rows);
        int pruned = 0;
        for (int i = 0; i < rows.size(); i++) {
            ShardedRow row = rows.get(i);
            int segment = shards.indexOf(row.shard());
            List<Integer> asked = ints(answer.get("asked").get(i));
            assertThat(asked).as("%s, row %s", sharding, row).contains(segment);
            assertThat(ints(answer.get("alwaysAsked").get(i)))
                    .as("%s, row %s", sharding, row)
                    .contains(segment);
            pruned += shards.size() - asked.size();
            if (sharding instanceof Sharding.Hashed) {
                assertThat(answer.get("buckets").get(i).intValue())
                        .as("%s, row %s", sharding, row)
                        .isEqualTo(sharding.slots().slotOf(row.shard()));
            }
        }
        return pruned;
    }

    private static List<Sharding> shardings(Random random) {
        int buckets = 1 + random.nextInt(9);
        List<List<String>> hosts = boundaries(random, 1);
        List<List<String>> tuples = boundaries(random, 3);
        return List.of(
                Sharding.hashed(buckets),
                new Sharding.Hashed(split(random, buckets), List.of("country", "n")),
                new Sharding.Ranges(Sharding.RangeKind.SINGLE, List.of("host"), hosts, split(random, hosts.size() + 1)),
                new Sharding.Ranges(Sharding.RangeKind.RANGE, List.of("host"), hosts, Slots.of(hosts.size() + 1)),
                new Sharding.Ranges(
                        Sharding.RangeKind.RANGE,
                        List.of("country", "n", "host"),
                        tuples,
                        split(random, tuples.size() + 1)));
    }

    private static Slots split(Random random, int slots) {
        return new Slots(slots, new TreeMap<>(Map.of(random.nextInt(slots), 2 + random.nextInt(3))));
    }

    /** What a survey makes of rows: values that are in some of them, ascending, and not the first of all. */
    private static List<List<String>> boundaries(Random random, int dimensions) {
        TreeSet<List<String>> tuples = new TreeSet<>((a, b) -> {
            for (int i = 0; i < a.size(); i++) {
                int order =
                        Comparator.nullsFirst(Comparator.<String>naturalOrder()).compare(a.get(i), b.get(i));
                if (order != 0) {
                    return order;
                }
            }
            return 0;
        });
        for (int i = 0; i < 6; i++) {
            List<String> values = values(random);
            tuples.add(
                    dimensions == 1
                            ? values.subList(0, 1)
                            : Arrays.asList(values.get(1), values.get(2), values.get(0)));
        }
        tuples.pollFirst();
        return List.copyOf(tuples);
    }

    /** Host, country and n of a row. */
    private static List<String> values(Random random) {
        return Arrays.asList(
                random.nextInt(6) == 0 ? null : TEXTS.get(random.nextInt(TEXTS.size())),
                random.nextInt(6) == 0 ? null : TEXTS.get(random.nextInt(3)),
                random.nextInt(6) == 0 ? null : Long.toString(random.nextInt(24) - 12L));
    }

    private static List<ShardedRow> deal(Sharding sharding, Random random) {
        RowBuckets buckets = new RowBuckets(new BucketPlan(List.of(new Chunk(DAY, sharding))), DIMENSIONS);
        List<ShardedRow> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            List<String> values = values(random);
            long time = DAY.start() + random.nextInt(86_400_000);
            Object[] dimensions = {
                values.get(0), values.get(1), values.get(2) == null ? null : Long.valueOf(values.get(2))
            };
            rows.add(new ShardedRow(time, values, buckets.bucket(0, new BuildRow(time, dimensions, new Object[0]))));
        }
        return rows;
    }

    private static List<Integer> shardsWithRows(List<ShardedRow> rows) {
        return rows.stream().map(ShardedRow::shard).distinct().sorted().toList();
    }

    private static ObjectNode job(Sharding sharding, List<ShardedRow> rows) throws IOException {
        ObjectNode job = JSON.createObjectNode();
        ArrayNode segments = job.putArray("segments");
        List<Integer> shards = shardsWithRows(rows);
        for (int i = 0; i < shards.size(); i++) {
            segments.addObject()
                    .put("dataSource", "test")
                    .put("interval", DAY.toString())
                    .put("version", "2026-01-01T00:00:00.000Z")
                    .put("dimensions", "host,country,n")
                    .put("metrics", "count")
                    .put("binaryVersion", 9)
                    .put("size", 1)
                    .set("shardSpec", json(sharding.shardSpec(shards.get(i), i, shards.size())));
        }
        ArrayNode all = job.putArray("rows");
        for (ShardedRow row : rows) {
            ObjectNode dimensions = all.addObject().put("time", row.time()).putObject("dimensions");
            for (int i = 0; i < DIMENSIONS.size(); i++) {
                dimensions.put(DIMENSIONS.get(i).name(), row.values().get(i));
            }
        }
        return job;
    }

    private static JsonNode json(ShardSpec spec) throws IOException {
        try (TokenBuffer buffer = new TokenBuffer(JSON, false)) {
            spec.writeTo(buffer);
            return JSON.readTree(buffer.asParser());
        }
    }

    private static List<Integer> ints(JsonNode numbers) {
        List<Integer> all = new ArrayList<>();
        numbers.forEach(number -> all.add(number.intValue()));
        return all;
    }
}
