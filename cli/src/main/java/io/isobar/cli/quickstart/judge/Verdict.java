package io.isobar.cli.quickstart.judge;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the judge found.
 *
 * @param answers how many answers were judged
 * @param right how many of each release had nothing wrong with them
 * @param faults everything that must not happen
 */
public record Verdict(int answers, Map<Long, Integer> right, List<Fault> faults) {
    public Verdict {
        right = new TreeMap<>(right);
        faults = List.copyOf(faults);
    }

    /** True if every answer was right, of the right release, and no client went back. */
    public boolean allHeld() {
        return faults.isEmpty();
    }

    /** One line for the user. */
    public String inWords() {
        String by = right.entrySet().stream()
                .map(entry -> "%,d of release %d".formatted(entry.getValue(), entry.getKey()))
                .collect(Collectors.joining(", "));
        StringBuilder line = new StringBuilder("%,d answers: %s".formatted(answers, by.isEmpty() ? "none right" : by));
        for (Fault.Kind kind : Fault.Kind.values()) {
            long count = faults.stream().filter(fault -> fault.kind() == kind).count();
            line.append("; %,d %s".formatted(count, kind.inWords()));
        }
        return line.toString();
    }
}
