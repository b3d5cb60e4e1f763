package io.isobar.segment.build;

import java.util.Arrays;

/** The key of one row, by the steps of a {@link KeyPlan}. Changes from row to row. */
final class Key {
    final long[] words;
    final int[][] lists;
    final int[] listSizes;
    /** No bytes for null, which comes first. */
    final byte[][] objects;

    private final KeyPlan plan;

    Key(KeyPlan plan) {
        this.plan = plan;
        this.words = new long[plan.words()];
        this.lists = new int[plan.lists()][];
        this.listSizes = new int[plan.lists()];
        this.objects = new byte[plan.objects()][];
        Arrays.fill(lists, new int[0]);
        Arrays.fill(objects, new byte[0]);
    }

    void copy(Key other) {
        System.arraycopy(other.words, 0, words, 0, words.length);
        for (int i = 0; i < lists.length; i++) {
            setList(i, other.lists[i], 0, other.listSizes[i]);
        }
        System.arraycopy(other.objects, 0, objects, 0, objects.length);
    }

    void setList(int list, int[] ids, int start, int end) {
        int size = end - start;
        if (lists[list].length < size) {
            lists[list] = new int[Math.max(size, 2 * lists[list].length)];
        }
        System.arraycopy(ids, start, lists[list], 0, size);
        listSizes[list] = size;
    }

    int compareTo(Key other) {
        if (plan.onlyWords()) {
            int order = 0;
            for (int i = 0; order == 0 && i < words.length; i++) {
                order = Long.compare(words[i], other.words[i]);
            }
            return order;
        }
        for (KeyPlan.Step step : plan.steps()) {
            int at = step.at();
            int order = switch (step.kind()) {
                case WORD -> Long.compare(words[at], other.words[at]);
                case LIST -> Arrays.compare(lists[at], 0, listSizes[at], other.lists[at], 0, other.listSizes[at]);
                case OBJECT -> Arrays.compareUnsigned(objects[at], other.objects[at]);
            };
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
