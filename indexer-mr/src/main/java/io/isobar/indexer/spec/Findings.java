package io.isobar.indexer.spec;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Collects what a walk over a spec finds, so that all of it can be told at once. */
final class Findings {
    private final boolean lenient;
    private final List<Notice> notices = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    /** Lenient: names that no Druid had are notices instead of problems. */
    Findings(boolean lenient) {
        this.lenient = lenient;
    }

    void report(String path, String why) {
        notices.add(new Notice(path, "has no effect: " + why));
    }

    void refuse(String path, String why) {
        problems.add("Field [" + path + "] is known to Druid and not possible here: " + why);
    }

    void unknown(String path, String name, Collection<String> known) {
        String nearest = NearestName.of(name, known)
                .map(found -> "did you mean [" + found + "]?")
                .orElseGet(() -> "known here are " + known);
        if (lenient) {
            notices.add(new Notice(path, "is unknown and ignored: " + nearest));
        } else {
            problems.add("Field [" + path + "] is unknown: " + nearest + " Remove it, or run with --lenient");
        }
    }

    void unknownValue(String path, String value, Collection<String> known) {
        problems.add(
                value.isEmpty()
                        ? "Field [" + path + "] is missing: expected one of " + known
                        : "Field [" + path + "] has unknown value [" + value + "]: "
                                + NearestName.of(value, known)
                                        .map(found -> "did you mean [" + found + "]?")
                                        .orElse("expected one of " + known));
    }

    List<Notice> notices() {
        return List.copyOf(notices);
    }

    void throwIfProblems() {
        if (!problems.isEmpty()) {
            throw new SpecException(problems);
        }
    }
}
