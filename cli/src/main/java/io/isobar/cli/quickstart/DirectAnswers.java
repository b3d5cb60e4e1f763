package io.isobar.cli.quickstart;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.isobar.catalog.ReleaseSegment;
import io.isobar.catalog.View;
import io.isobar.catalog.store.SegmentPaths;
import io.isobar.cli.quickstart.judge.Question;
import io.isobar.cli.segment.SegmentAnswers;
import io.isobar.query.Query;
import io.isobar.segment.Segment;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a release must answer, read in this process from the segments that its manifest lists, past all servers. */
final class DirectAnswers {
    private static final JsonFactory JSON = new JsonFactory();

    private final Path store;
    private final List<Question> questions;

    /** @param store directory of content-addressed zips */
    DirectAnswers(Path store, List<Question> questions) {
        this.store = store;
        this.questions = List.copyOf(questions);
    }

    /** The answers by name of the question. */
    Map<String, String> of(View view) throws IOException {
        Map<String, String> answers = new HashMap<>();
        try (SegmentAnswers segments = new SegmentAnswers()) {
            for (ReleaseSegment segment : view.segments().values()) {
                Path zip = Path.of(SegmentPaths.under(store.toUri(), segment.path()));
                segments.add(segment.id(), Segment.open(zip));
            }
            for (Question question : questions) {
                StringWriter text = new StringWriter();
                try (JsonGenerator out = JSON.createGenerator(text)) {
                    segments.answer(Query.parse(question.query().getBytes(StandardCharsets.UTF_8)), out);
                }
                answers.put(question.name(), text.toString());
            }
        }
        return answers;
    }
}
