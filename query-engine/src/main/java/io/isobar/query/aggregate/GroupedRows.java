package io.isobar.query.aggregate;

import io.isobar.query.batch.RowBatch;
import java.util.Arrays;

/**
 * Rows of a batch and the group of each. Usually every row of the batch once, in order; with a filter some are left out,
 * and a row whose dimension has several values is there once for each.
 */
public final class GroupedRows {
    private static final int[] IDENTITY = new int[RowBatch.SIZE];

    static {
        Arrays.setAll(IDENTITY, i -> i);
    }

    private final RowBatch batch;
    private int count;
    private int[] positions = IDENTITY;
    private int[] groups = new int[RowBatch.SIZE];
    private int singleGroup = -1;

    /** Rows of a batch that is refilled over time. */
    public GroupedRows(RowBatch batch) {
        this.batch = batch;
    }

    /** The batch that positions refer to. */
    public RowBatch batch() {
        return batch;
    }

    /** How many (row, group) pairs there are. */
    public int count() {
        return count;
    }

    /** The place in the batch of each pair's row. */
    public int[] positions() {
        return positions;
    }

    /** The group of each pair; not filled in if there is a single group. */
    public int[] groups() {
        return groups;
    }

    /** The group of all rows, or -1 if each has its own. */
    public int singleGroup() {
        return singleGroup;
    }

    /** The group of one pair. */
    int group(int index) {
        return singleGroup >= 0 ? singleGroup : groups[index];
    }

    /** All rows of the batch belong to one group. */
    public void allTo(int group) {
        count = batch.size();
        positions = IDENTITY;
        singleGroup = group;
    }

    /** Each row of the batch belongs to the group at its place. */
    public void eachTo(int[] groupOfRow) {
        set(IDENTITY, groupOfRow, batch.size());
    }

    /** Pairs of places in the batch and groups. */
    public void set(int[] newPositions, int[] newGroups, int newCount) {
        positions = newPositions;
        groups = newGroups;
        count = newCount;
        singleGroup = -1;
    }

    /** Those pairs of {@code all} whose row has a mark. */
    void keep(GroupedRows all, boolean[] marks) {
        if (positions == IDENTITY || positions.length < all.count) {
            positions = new int[Math.max(RowBatch.SIZE, all.count)];
        }
        if (groups.length < all.count) {
            groups = new int[all.count];
        }
        singleGroup = all.singleGroup;
        int kept = 0;
        for (int i = 0; i < all.count; i++) {
            int position = all.positions[i];
            positions[kept] = position;
            groups[kept] = singleGroup < 0 ? all.groups[i] : singleGroup;
            kept += marks[position] ? 1 : 0;
        }
        count = kept;
    }
}
