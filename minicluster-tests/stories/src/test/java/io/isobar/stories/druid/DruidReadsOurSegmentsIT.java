package io.isobar.stories.druid;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.isobar.segment.Segment;
import io.isobar.segment.build.BuildRow;
import io.isobar.segment.build.SegmentBuilder;
import io.isobar.segment.build.SegmentSpec;
import io.isobar.segment.testing.GoldenSegment;
import io.isobar.segment.testing.RandomRows;
import io.isobar.segment.testing.SegmentDump;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Segments that we write, opened by Apache Druid's own library: the same rows, and the answers that Druid gave. */
class DruidReadsOurSegmentsIT {
    private static final int RANDOM_SEGMENTS = 40;
    private static final List<Integer> BUILDABLE = IntStream.rangeClosed(1, 17)
            .filter(n -> n < 13 || n == 15 || n == 17)
            .boxed()
            .toList();
    private static final List<String> ASKED = List.of("timeseries", "topN", "groupBy");

    @TempDir
    Path temp;

    @Test
    void druidFindsInOurSegmentsTheRowsThatWeFind() throws Exception {
        DruidJudge druid = new DruidJudge(temp);
        List<List<List<Object>>> ours = new ArrayList<>();
        for (int seed = 0; seed < RANDOM_SEGMENTS; seed++) {
            RandomRows random = new RandomRows(1000 + seed, true);
            SegmentSpec spec = random.spec();
            Path built = build(spec, random.rows(spec), "random-" + seed);
            try (Segment segment = Segment.open(built)) {
                ours.add(SegmentDump.rows(segment, segment.columnNames()));
                druid.ask(built, segment.columnNames(), List.of());
            }
        }

        JsonNode answers = druid.answers();

        assertThat(answers).hasSize(RANDOM_SEGMENTS);
        for (int seed = 0; seed < RANDOM_SEGMENTS; seed++) {
            assertThat(rows(answers.get(seed).path("rows"), ours.get(seed)))
                    .as("segment of seed %d", seed)
                    .isEqualTo(ours.get(seed));
        }
    }

    @Test
    void druidAnswersFromOurSegmentsAsFromItsOwn() throws Exception {
        DruidJudge druid = new DruidJudge(temp);
        for (int number : BUILDABLE) {
            GoldenSegment golden = GoldenSegment.number(number);
            Path built = build(golden.spec(), golden.buildRows(), golden.name());
            druid.ask(built, List.of(), queries(golden).values());
        }

        JsonNode answers = druid.answers();

        for (int i = 0; i < BUILDABLE.size(); i++) {
            GoldenSegment golden = GoldenSegment.number(BUILDABLE.get(i));
            int at = 0;
            for (String name : queries(golden).keySet()) {
                JsonNode found = answers.get(i).path("answers").get(at++);
                assertThat(SameAnswer.difference(found, golden.results().get(name)))
                        .as("%s of %s", name, golden)
                        .isEmpty();
            }
            assertThat(at).isGreaterThan(10);
        }
    }

    private static Map<String, JsonNode> queries(GoldenSegment golden) {
        Map<String, JsonNode> queries = new TreeMap<>(golden.queries());
        queries.values()
                .removeIf(query -> !ASKED.contains(query.path("queryType").asText()));
        return queries;
    }

    private Path build(SegmentSpec spec, List<BuildRow> rows, String name) throws IOException {
        Path built = temp.resolve(name);
        try (SegmentBuilder builder = new SegmentBuilder(spec, temp.resolve("scratch"), 8 << 20)) {
            for (BuildRow row : rows) {
                builder.add(row);
            }
            builder.writeTo(built);
        }
        return built;
    }

    /** Druid's rows as objects of the types that ours have; it tells a row without values as null. */
    private static List<List<Object>> rows(JsonNode rows, List<List<Object>> like) {
        List<List<Object>> converted = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            List<Object> values = new ArrayList<>();
            for (int column = 0; column < rows.get(row).size(); column++) {
                Object our = row < like.size() ? like.get(row).get(column) : null;
                values.add(value(rows.get(row).get(column), our));
            }
            converted.add(values);
        }
        return converted;
    }

    private static Object value(JsonNode value, Object like) {
        if (value.isNull()) {
            return List.of().equals(like) ? like : null;
        }
        if (value.isArray()) {
            List<Object> texts = new ArrayList<>();
            value.forEach(text -> texts.add(text.textValue()));
            return texts;
        }
        if (like instanceof Long) {
            return value.longValue();
        }
        if (like instanceof Float) {
            return value.floatValue();
        }
        return like instanceof Double ? (Object) value.doubleValue() : value.asText();
    }
}
