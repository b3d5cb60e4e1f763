package io.isobar.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.segment.Segment;
import io.isobar.segment.testing.GoldenSegment;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every question that Druid was asked about a segment that Druid wrote has Druid's answer. */
class GoldenAnswersTest {
    @TestFactory
    Stream<DynamicContainer> answersAsDruidDoes() {
        return GoldenSegment.all()
                .map(golden -> DynamicContainer.dynamicContainer(
                        golden.name(),
                        golden.queries().keySet().stream()
                                .map(name -> DynamicTest.dynamicTest(name, () -> check(golden, name)))));
    }

    private static void check(GoldenSegment golden, String name) throws IOException {
        Map<String, JsonNode> expected = golden.results();
        Query query = Query.parse(golden.queries().get(name));
        try (Segment segment = Segment.open(golden.segment())) {
            JsonNode actual = comparable(query, Answers.answer(query, segment));
            assertThat(Answers.close(actual, comparable(query, expected.get(name))))
                    .withFailMessage(() -> "expected\n%s\nbut got\n%s".formatted(expected.get(name), actual))
                    .isTrue();
        }
    }

    /** Without what names the segment, and without sizes, which are estimates. */
    private static JsonNode comparable(Query query, JsonNode answer) {
        ArrayNode copy = answer.deepCopy();
        for (JsonNode element : copy) {
            if (query instanceof ScanQuery) {
                ((ObjectNode) element).remove("segmentId");
            } else if (query instanceof SegmentMetadataQuery) {
                ((ObjectNode) element).remove(Set.of("id", "size"));
            }
        }
        return copy;
    }
}
