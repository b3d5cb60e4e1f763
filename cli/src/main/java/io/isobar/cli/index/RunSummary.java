package io.isobar.cli.index;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.indexer.IndexReport.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What became of every output of a run, also of those that it didn't come to; changed as the run goes on. Outputs run one
 * after the other, so the first that isn't done is the one that failed, if it had begun.
 */
final class RunSummary {
    /** The outcome of an output that wasn't sealed because something went wrong. */
    static final String FAILED = "FAILED";

    /** The outcome of an output behind one that failed. */
    static final String NOT_BEGUN = "NOT_BEGUN";

    private static final JsonMapper JSON = new JsonMapper();

    private final List<String> dataSources;
    private final List<IndexSummary> done = new ArrayList<>();
    private int begun;
    private Optional<String> problem = Optional.empty();

    /** @param dataSources of the outputs, in the order in which they run */
    RunSummary(List<String> dataSources) {
        this.dataSources = List.copyOf(dataSources);
    }

    /** The next output is sealed, now or before. */
    void done(IndexSummary output) {
        done.add(output);
        begun = Math.max(begun, done.size());
    }

    /**
     * The run has ended before its time.
     *
     * @param outputsBegun how many had begun by then, the one that failed included
     */
    void failed(String why, int outputsBegun) {
        problem = Optional.of(why);
        begun = Math.max(begun, outputsBegun);
    }

    /** Of a run with one output what became of it, of one with several a list. */
    ObjectNode toJson() {
        List<ObjectNode> outputs = new ArrayList<>();
        for (int i = 0; i < dataSources.size(); i++) {
            outputs.add(toJson(i));
        }
        ObjectNode json = outputs.size() == 1 ? outputs.get(0) : JSON.createObjectNode();
        if (outputs.size() != 1) {
            ArrayNode all = json.putArray("outputs");
            outputs.forEach(all::add);
        }
        problem.filter(why -> failedOutput().isEmpty()).ifPresent(why -> json.put("problem", why));
        return json;
    }

    private ObjectNode toJson(int output) {
        if (output < done.size()) {
            return done.get(output).toJson();
        }
        ObjectNode json = JSON.createObjectNode()
                .put("outcome", output < begun ? FAILED : NOT_BEGUN)
                .put("dataSource", dataSources.get(output));
        if (output < begun) {
            problem.ifPresent(why -> json.put("problem", why));
        }
        return json;
    }

    /** None if the run failed before the first output or behind the last one. */
    private Optional<String> failedOutput() {
        return problem.isPresent() && done.size() < begun
                ? Optional.of(dataSources.get(done.size()))
                : Optional.empty();
    }

    /** Of a run with several outputs that failed: a line about each, and what to do. Otherwise nothing. */
    List<String> lastWords() {
        if (dataSources.size() == 1 || problem.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < dataSources.size(); i++) {
            lines.add("output %d of %d: [%s] %s".formatted(i + 1, dataSources.size(), dataSources.get(i), inWords(i)));
        }
        lines.add("Run it again once the cause is mended: what is sealed stays as it is, and only the rest is built");
        return lines;
    }

    private String inWords(int output) {
        if (output < done.size()) {
            IndexSummary summary = done.get(output);
            return (summary.outcome() == Outcome.SEALED
                            ? "is sealed as version [%s]"
                            : "was sealed before as version [%s]")
                    .formatted(summary.version());
        }
        return output < begun ? "failed" : "has not begun";
    }
}
