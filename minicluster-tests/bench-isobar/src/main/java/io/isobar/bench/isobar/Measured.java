package io.isobar.bench.isobar;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What both contenders answered, round by round. */
final class Measured {
    private final Map<String, List<List<String>>> answers = new HashMap<>();

    void add(String contender, List<String> answer) {
        answers.computeIfAbsent(contender, name -> new ArrayList<>()).add(answer);
    }

    /** The medians of one word of the answers: ours, Druid's; not a number for one that wasn't asked. */
    double[] median(int word) {
        return new double[] {median("isobar", word), median("druid", word)};
    }

    private double median(String contender, int word) {
        double[] sorted = answers.getOrDefault(contender, List.of()).stream()
                .mapToDouble(answer -> Double.parseDouble(answer.get(word)))
                .sorted()
                .toArray();
        return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
    }
}
