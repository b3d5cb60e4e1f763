package io.isobar.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.segment.Segment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random questions to random rows: the engine answers what the {@link Oracle} does, from one segment and from several,
 * with and without a journey of the partial results. The seed of a failure is the name of its test.
 */
class RandomQueriesTest {
    private static final int QUESTIONS = 12;

    @TempDir
    Path scratch;

    static LongStream seeds() {
        return LongStream.range(0, Long.getLong("isobar.seeds", 25));
    }

    /** What a dimension is called, as what it is asked for, and how a row has it. */
    private record Asked(String column, String spec, Function<Map<String, Object>, Object> value) {}

    private static Asked dimension(Random random) {
        if (random.nextInt(3) > 0) {
            String column = RandomTable.TEXTS.get(random.nextInt(RandomTable.TEXTS.size()));
            return new Asked(column, "'" + column + "'", row -> row.get(column));
        }
        String column = RandomTable.NUMBERS.get(random.nextInt(RandomTable.NUMBERS.size()));
        if (random.nextBoolean()) {
            return new Asked(column, "'" + column + "'", row -> {
                Object value = row.get(column);
                return value == null ? null : value.toString();
            });
        }
        String type = column.toUpperCase(java.util.Locale.ROOT);
        return new Asked(
                column,
                "{'type':'default','dimension':'%s','outputType':'%s'}".formatted(column, type),
                row -> row.get(column));
    }

    private static String common(String type, Random random) {
        String granularity = List.of("all", "hour", "six_hour", "none").get(random.nextInt(4));
        String intervals = random.nextBoolean()
                ? "'2001-01-01/2001-01-02'"
                : "['2001-01-01T03:30/2001-01-01T11:15','2001-01-01T14:05/2001-01-01T22']";
        String filter = random.nextInt(4) == 0 ? "" : "'filter':" + new RandomFilter(random).next() + ",";
        return "{'queryType':'%s','dataSource':'d','granularity':'%s','intervals':%s,%s'aggregations':%s,"
                .formatted(type, granularity, intervals, filter, Oracle.AGGREGATIONS);
    }

    private interface Question {
        Query query(Random random);

        ArrayNode expected(Oracle oracle);
    }

    private void check(long seed, Function<Random, Question> ask) throws IOException {
        Random random = new Random(~seed);
        RandomTable table = new RandomTable(seed);
        List<Segment> segments = new ArrayList<>();
        try (Segment all = table.segment(scratch)) {
            segments.addAll(table.split(3, scratch));
            for (int i = 0; i < QUESTIONS; i++) {
                Question question = ask.apply(random);
                Query query = question.query(random);
                JsonNode expected = question.expected(new Oracle(table.rows(), query));
                agrees(query, "one segment", Answers.answer(query, all), expected);
                agrees(query, "several segments", Answers.answer(query, segments), expected);
                agrees(query, "after a journey", afterJourney(query, segments), expected);
            }
        } finally {
            segments.forEach(Segment::close);
        }
    }

    private static JsonNode afterJourney(Query query, List<Segment> segments) throws IOException {
        List<PartialResult> arrived = new ArrayList<>();
        for (Segment segment : segments) {
            PartialResult sent = new QueryEngine().run(query, Answers.id(segment, arrived.size()), segment);
            PartialResult partial = Answers.decode(query, Answers.encode(sent));
            assertThat(partial.segment()).isEqualTo(sent.segment());
            arrived.add(partial);
        }
        return Answers.finish(query, arrived);
    }

    private static void agrees(Query query, String how, JsonNode actual, JsonNode expected) {
        assertThat(Answers.close(actual, withTimes(expected, actual)))
                .withFailMessage(() -> "%s, from %s\nexpected %s\nbut got  %s".formatted(query, how, expected, actual))
                .isTrue();
    }

    /** With one bucket for all times, its timestamp is a matter of which segments there are. */
    private static JsonNode withTimes(JsonNode expected, JsonNode actual) {
        if (expected.size() == 1 && actual.size() == 1 && expected.get(0).size() == 2) {
            ((ObjectNode) expected.get(0)).set("timestamp", actual.get(0).get("timestamp"));
        }
        return expected;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void groupsAsTheOracleDoes(long seed) throws IOException {
        check(seed, ask -> new Question() {
            private final List<Asked> dimensions = new ArrayList<>();

            @Override
            public Query query(Random random) {
                for (int count = random.nextInt(4); dimensions.size() < count; ) {
                    Asked asked = dimension(random);
                    if (dimensions.stream().noneMatch(known -> known.column().equals(asked.column()))) {
                        dimensions.add(asked);
                    }
                }
                String specs =
                        String.join(",", dimensions.stream().map(Asked::spec).toList());
                return Answers.query(common("groupBy", random) + "'dimensions':[" + specs + "]}");
            }

            @Override
            public ArrayNode expected(Oracle oracle) {
                return oracle.groupBy(
                        dimensions.stream().map(Asked::column).toList(),
                        dimensions.stream().map(Asked::value).toList());
            }
        });
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void countsBucketsAsTheOracleDoes(long seed) throws IOException {
        check(seed, ask -> new Question() {
            @Override
            public Query query(Random random) {
                return Answers.query(common("timeseries", random) + "'context':{'skipEmptyBuckets':true}}");
            }

            @Override
            public ArrayNode expected(Oracle oracle) {
                return oracle.timeseries();
            }
        });
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void ranksAsTheOracleDoes(long seed) throws IOException {
        check(seed, ask -> new Question() {
            private String column = "";
            private int threshold;

            @Override
            public Query query(Random random) {
                column = RandomTable.TEXTS.get(random.nextInt(RandomTable.TEXTS.size()));
                threshold = 1 + random.nextInt(10);
                return Answers.query(common("topN", random)
                        + "'dimension':'%s','threshold':%d,'metric':'n','context':{'minTopNThreshold':5000}}"
                                .formatted(column, threshold));
            }

            @Override
            public ArrayNode expected(Oracle oracle) {
                return oracle.topN(column, threshold);
            }
        });
    }
}
