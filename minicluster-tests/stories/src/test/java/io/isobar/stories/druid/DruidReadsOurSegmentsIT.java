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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

    @ParameterizedTest
    @EnumSource
    void druidFindsInOurSegmentsTheRowsThatWeFind(DruidJudge.Druid version) throws Exception {
        DruidJudge druid = new DruidJudge(version, temp);
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
            assertThat(DruidRows.like(ours.get(seed), answers.get(seed).path("rows")))
                    .as("segment of seed %d", seed)
                    .isEqualTo(ours.get(seed));
        }
    }

    @ParameterizedTest
    @EnumSource
    void druidAnswersFromOurSegmentsAsFromItsOwn(DruidJudge.Druid version) throws Exception {
        DruidJudge druid = new DruidJudge(version, temp);
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
}
