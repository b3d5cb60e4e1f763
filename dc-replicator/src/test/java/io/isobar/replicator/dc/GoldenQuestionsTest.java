package io.isobar.replicator.dc;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.catalog.ReleaseSegment;
import io.isobar.catalog.Releases;
import io.isobar.catalog.View;
import io.isobar.segment.SegmentId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class GoldenQuestionsTest {
    private final GoldenQuestions questions = new GoldenQuestions(view());

    @Test
    void askAboutTheWholeViewPinnedToItsRelease() {
        List<String> texts = questions.questions().stream()
                .map(question -> new String(question, StandardCharsets.UTF_8))
                .toList();

        assertThat(texts).hasSize(4).allSatisfy(text -> assertThat(text).contains("\"release\":7"));
        assertThat(texts.get(0))
                .contains("\"queryType\":\"timeseries\"", "\"granularity\":\"all\"")
                .contains("\"intervals\":[\"2001-01-01T00:00:00.000Z/2001-01-03T00:00:00.000Z\"]");
        assertThat(texts.get(3)).contains("\"queryType\":\"topN\"", "\"dimension\":\"dest\"");
    }

    @Test
    void acceptCountsThatAddUpToTheManifests() throws Exception {
        assertThat(questions.complaint(0, bytes("[{\"result\":{\"rows\":2000}}]")))
                .isEmpty();
        assertThat(questions.complaint(1, bytes("[{\"result\":{\"rows\":500}},{\"result\":{\"rows\":1500}}]")))
                .isEmpty();
    }

    @Test
    void complainOfCountsThatDoNot() throws Exception {
        assertThat(questions.complaint(0, bytes("[{\"result\":{\"rows\":1999}}]")))
                .contains("counted [1999] rows, the manifest has [2000]");
        assertThat(questions.complaint(1, bytes("[]"))).contains("counted [0] rows, the manifest has [2000]");
    }

    @Test
    void askNothingAboutAnEmptyView() {
        assertThat(new GoldenQuestions(new View(Releases.DATA_SOURCE, 7, "ab".repeat(32), new TreeMap<>())).questions())
                .isEmpty();
    }

    private static View view() {
        NavigableMap<SegmentId, ReleaseSegment> segments = new TreeMap<>();
        for (int day = 0; day < 2; day++) {
            ReleaseSegment segment = Releases.segment(day, Releases.version(1), 0);
            segments.put(segment.id(), segment);
        }
        return new View(Releases.DATA_SOURCE, 7, "ab".repeat(32), segments);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
