package io.isobar.indexer.spec;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Collects what a walk over a spec finds, so that all of it can be told at once; and what the reader of the spec should see
 * in another form than it is written in.
 */
final class Findings {
    private static final int SIBLINGS = 3;

    private final boolean lenient;
    private final DruidNames druid;
    private final List<Notice> notices = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final List<Runnable> corrections = new ArrayList<>();

    /**
     * Lenient: names that no Druid had are notices instead of problems.
     *
     * @param druid the names that Druid has in any place
     */
    Findings(boolean lenient, DruidNames druid) {
        this.lenient = lenient;
        this.druid = druid;
    }

    void report(String path, String why) {
        notices.add(new Notice(path, "has no effect: " + why));
    }

    void refuse(String path, String why) {
        problems.add("Field [" + path + "] is known to Druid and not possible here: " + why);
    }

    /** A value beside which only one is possible. */
    void otherValue(String path, String value, String expected, String why) {
        problems.add("Field [%s] has value [%s], only [%s] is possible: %s".formatted(path, value, expected, why));
    }

    /**
     * A name that isn't known at its place.
     *
     * @param siblings with which types of the same object it would be known
     */
    void unknown(String path, String name, JsonNode value, Collection<String> known, List<String> siblings) {
        Optional<String> elsewhere = siblings.isEmpty()
                ? druid.placeOf(name, path)
                : Optional.of("only objects of type %s have it"
                        .formatted(siblings.stream().limit(SIBLINGS).collect(joining(", "))
                                + (siblings.size() > SIBLINGS ? " and others" : "")));
        if (elsewhere.isPresent()) {
            if (!value.isNull()) {
                report(path, elsewhere.get() + "; Druid passes over it here too");
            }
            return;
        }
        String nearest = NearestName.of(name, known)
                .map(found -> "did you mean [" + found + "]?")
                .orElseGet(() -> "known here are " + known + ".");
        if (lenient) {
            notices.add(new Notice(path, "is unknown and ignored: " + nearest));
        } else {
            problems.add("Field [" + path + "] is unknown: " + nearest + " Remove it, or run with --lenient");
        }
    }

    /**
     * A value that isn't known.
     *
     * @param taken what Druid takes it for; empty if it complains too
     */
    void unknownValue(String path, String value, Collection<String> known, List<String> taken) {
        if (value.isEmpty()) {
            problems.add("Field [" + path + "] is missing: expected one of " + known);
            return;
        }
        String orLenient = taken.isEmpty()
                ? ""
                : " Druid takes it for [%s]: write that, or run with --lenient".formatted(taken.get(0));
        String expected = NearestName.of(value, known)
                .map(found -> "did you mean [" + found + "]?")
                .orElseGet(() -> "expected one of " + known + (orLenient.isEmpty() ? "" : "."));
        problems.add("Field [" + path + "] has unknown value [" + value + "]: " + expected + orLenient);
    }

    /** Whether an unknown value is no problem, but a notice that it stands for the default as in Druid. */
    boolean takesDefault(String path, String value, String standard) {
        if (lenient) {
            notices.add(new Notice(path, "has unknown value [%s]: as in Druid it is [%s]".formatted(value, standard)));
        }
        return lenient;
    }

    /** The field has no effect: the reader of the object won't see it. */
    void passOver(ObjectNode object, String field) {
        corrections.add(() -> object.remove(field));
    }

    /** The reader of the object sees this value. */
    void replace(ObjectNode object, String field, JsonNode value) {
        corrections.add(() -> object.set(field, value));
    }

    List<Notice> notices() {
        return List.copyOf(notices);
    }

    /** Makes the checked tree one that can be read; to be asked for once, after the walk. */
    void throwIfProblemsElseCorrect() {
        if (!problems.isEmpty()) {
            throw new SpecException(problems);
        }
        corrections.forEach(Runnable::run);
    }
}
