package io.isobar.segment.build;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the key of a row, in any of several runs, is laid out: numbers and ids packed into words, lists and objects beside
 * them. Keys of equal plans compare step by step.
 */
final class KeyPlan {
    private static final int MOST_BITS = 63;

    private final List<Step> steps = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();
    private int words;
    private int lists;
    private int objects;
    private int bitsInWord;

    /** What a step of a comparison looks at. */
    enum StepKind {
        WORD,
        LIST,
        OBJECT
    }

    /** One comparison: of a word, a list or an object by its number among its kind. */
    record Step(StepKind kind, int at) {}

    /**
     * Where a column goes.
     *
     * @param column the column
     * @param kind of the step
     * @param at number of the word, list or object
     * @param width bits of the value in the word
     * @param nullWord word that tells null by a bit; -1 if the column is known to have none
     * @param base taken off the value
     */
    record Part(int column, StepKind kind, int at, int width, int nullWord, long base) {}

    /**
     * The key of runs: time and dimensions, and if asked for metrics too, of which numbers go before objects.
     *
     * @param dictionaries by column of strings, the dictionary of all runs
     */
    KeyPlan(
            List<? extends SortedRun> runs,
            RunColumns columns,
            @Nullable MergedDictionary[] dictionaries,
            int columnsInKey) {
        for (int column = 0; column < columnsInKey; column++) {
            int at = column;
            MergedDictionary dictionary = dictionaries[column];
            if (column == RunColumns.TIME) {
                addTime(runs);
            } else if (dictionary == null) {
                addNumber(column, columns);
            } else if (runs.stream().anyMatch(run -> run.hasLists(at))) {
                addStep(StepKind.LIST, lists);
                parts.add(new Part(column, StepKind.LIST, lists++, 0, -1, 0));
            } else {
                int width = Integer.SIZE - Integer.numberOfLeadingZeros(dictionary.size());
                parts.add(new Part(column, StepKind.WORD, word(width), width, -1, 0));
            }
        }
        for (int column = 0; column < columnsInKey; column++) {
            if (columns.kind(column) == RunColumns.Kind.OBJECT) {
                addStep(StepKind.OBJECT, objects);
                parts.add(new Part(column, StepKind.OBJECT, objects++, 0, -1, 0));
            }
        }
    }

    private void addTime(List<? extends SortedRun> runs) {
        long least = runs.stream().mapToLong(SortedRun::minTime).min().orElse(0);
        long most = runs.stream().mapToLong(SortedRun::maxTime).max().orElse(0);
        long range = most - least;
        boolean whole = range < 0 || range > SortKey.MOST_PACKED;
        int width = whole ? Long.SIZE : Long.SIZE - Long.numberOfLeadingZeros(range);
        parts.add(new Part(RunColumns.TIME, StepKind.WORD, word(width), width, -1, whole ? 0 : least));
    }

    private void addNumber(int column, RunColumns columns) {
        if (columns.kind(column) == RunColumns.Kind.NUMBER) {
            int nullWord = word(1);
            parts.add(new Part(column, StepKind.WORD, word(Long.SIZE), Long.SIZE, nullWord, 0));
        }
    }

    /** The word that has room for so many bits more, which it now has no more. */
    private int word(int width) {
        boolean fits = !steps.isEmpty()
                && steps.get(steps.size() - 1).kind == StepKind.WORD
                && bitsInWord + width <= MOST_BITS;
        if (!fits) {
            addStep(StepKind.WORD, words++);
            bitsInWord = 0;
        }
        bitsInWord += width;
        return words - 1;
    }

    private void addStep(StepKind kind, int at) {
        steps.add(new Step(kind, at));
    }

    List<Step> steps() {
        return steps;
    }

    List<Part> parts() {
        return parts;
    }

    boolean onlyWords() {
        return lists == 0 && objects == 0;
    }

    int words() {
        return words;
    }

    int lists() {
        return lists;
    }

    int objects() {
        return objects;
    }
}
