package io.isobar.cli.quickstart;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.cli.quickstart.judge.Answer;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes down what clients were answered, one JSON object a line, so that the verdict can be checked by others. */
final class AnswerLog {
    private static final JsonMapper JSON = new JsonMapper();

    private AnswerLog() {}

    static void write(Path file, List<Answer> answers) throws IOException {
        try (Writer out = Files.newBufferedWriter(file)) {
            for (Answer answer : answers) {
                ObjectNode line = JSON.createObjectNode()
                        .put("client", answer.client())
                        .put("turn", answer.turn())
                        .put("question", answer.question())
                        .put("router", answer.router())
                        .put("dc", answer.dataCenter())
                        .put("tokenSeq", answer.tokenSeq())
                        .put("release", answer.release().map(Object::toString).orElse(""))
                        .put("status", answer.status())
                        .put("body", answer.body());
                out.write(line + "\n");
            }
        }
    }
}
