package io.isobar.cli.quickstart.judge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What each release must answer to each question; worked out without the servers. Filled first, read afterwards. */
public final class ExpectedAnswers {
    private final TreeMap<Long, ReleaseHeader> releases = new TreeMap<>();
    private final Map<Long, Map<String, String>> answers = new HashMap<>();

    /** States what {@code release} must answer; {@code byQuestion} has every question that is asked. */
    public void add(ReleaseHeader release, Map<String, String> byQuestion) {
        releases.put(release.seq(), release);
        answers.put(release.seq(), Map.copyOf(byQuestion));
    }

    Optional<ReleaseHeader> release(long seq) {
        return Optional.ofNullable(releases.get(seq));
    }

    Optional<String> answer(long seq, String question) {
        return Optional.ofNullable(answers.getOrDefault(seq, Map.of()).get(question));
    }

    /** All expected answers to a question, by release. */
    List<Map.Entry<ReleaseHeader, String>> answers(String question) {
        List<Map.Entry<ReleaseHeader, String>> found = new ArrayList<>();
        for (ReleaseHeader release : releases.values()) {
            answer(release.seq(), question).ifPresent(body -> found.add(Map.entry(release, body)));
        }
        return found;
    }
}
