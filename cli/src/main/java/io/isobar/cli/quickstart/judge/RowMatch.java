package io.isobar.cli.quickstart.judge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tells an answer that mixes releases from one that is plainly wrong, by its rows: in a mixture every row is a row of
 * some release's answer, but no one release has all of them.
 */
final class RowMatch {
    private static final JsonMapper JSON = new JsonMapper();

    private final ExpectedAnswers expected;

    RowMatch(ExpectedAnswers expected) {
        this.expected = expected;
    }

    /** Which releases the rows come from, if it takes several of them to explain the answer. */
    Optional<String> mixture(String question, String body) {
        Set<JsonNode> seen = rows(body);
        // Of releases with the same content (a rollback's, say) the first one stands for all.
        Map<Set<JsonNode>, Long> contents = new LinkedHashMap<>();
        expected.answers(question)
                .forEach(answer -> contents.putIfAbsent(
                        rows(answer.getValue()), answer.getKey().seq()));
        Set<JsonNode> inEach = new HashSet<>(seen);
        Set<JsonNode> unexplained = new HashSet<>(seen);
        for (Set<JsonNode> content : contents.keySet()) {
            if (content.containsAll(seen)) {
                return Optional.empty();
            }
            inEach.retainAll(content);
            unexplained.removeAll(content);
        }
        if (!unexplained.isEmpty()) {
            return Optional.empty();
        }
        Set<Long> contributors = new TreeSet<>();
        contents.forEach((content, seq) -> {
            if (seen.stream().anyMatch(row -> content.contains(row) && !inEach.contains(row))) {
                contributors.add(seq);
            }
        });
        return Optional.of("has rows of the releases " + contributors);
    }

    /** The rows of an answer in any of Druid's shapes: a topN keeps them one level down. */
    private static Set<JsonNode> rows(String body) {
        JsonNode root;
        try {
            root = JSON.readTree(body);
        } catch (IOException notJson) {
            return Set.of();
        }
        if (root == null || !root.isArray()) {
            return Set.of();
        }
        Set<JsonNode> rows = new HashSet<>();
        for (JsonNode element : root) {
            JsonNode result = element.path("result");
            if (result.isArray()) {
                result.forEach(rows::add);
            } else {
                rows.add(element);
            }
        }
        return rows;
    }
}
