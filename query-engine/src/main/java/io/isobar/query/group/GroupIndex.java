package io.isobar.query.group;

import io.isobar.query.error.QueryException;
import java.util.Arrays;

/** Gives each distinct key, a tuple of codes, a number: its group. Groups are numbered as their keys come. */
abstract class GroupIndex {
    private final int width;
    private final int maxGroups;
    private int[] keys;
    private int size;

    GroupIndex(int width, int maxGroups) {
        this.width = width;
        this.maxGroups = maxGroups;
        this.keys = new int[Math.max(16 * width, 1)];
    }

    /** Finds the groups of {@code count} keys, given column by column, making those that are new. */
    abstract void find(int[][] columns, int count, int[] groups);

    /** How many groups there are. */
    final int size() {
        return size;
    }

    /** The codes of all groups in one column of the key. */
    final int[] codes(int column) {
        int[] codes = new int[size];
        for (int group = 0; group < size; group++) {
            codes[group] = keys[group * width + column];
        }
        return codes;
    }

    final int newGroup(int[][] columns, int row) {
        if (size == maxGroups) {
            throw QueryException.capacityExceeded(
                    "The answer has more than [%d] groups: group by less, filter more, or raise maxResults in the context"
                            .formatted(maxGroups));
        }
        if ((size + 1) * width > keys.length) {
            keys = Arrays.copyOf(keys, 2 * keys.length);
        }
        for (int column = 0; column < width; column++) {
            keys[size * width + column] = columns[column][row];
        }
        return size++;
    }

    final boolean hasKey(int group, int[][] columns, int row) {
        for (int column = 0; column < width; column++) {
            if (keys[group * width + column] != columns[column][row]) {
                return false;
            }
        }
        return true;
    }

    final int key(int group, int column) {
        return keys[group * width + column];
    }
}
