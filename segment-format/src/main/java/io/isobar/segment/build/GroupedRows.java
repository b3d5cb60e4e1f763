package io.isobar.segment.build;

/** The rows of a single run, group after group. For one thread. */
final class GroupedRows implements MergedRows {
    private final int[] starts;
    private int row;
    private int group;

    /** Groups that begin at {@code starts}, whose last element is the number of rows. */
    GroupedRows(int... starts) {
        this.starts = starts;
    }

    @Override
    public boolean continues() {
        return row < starts[starts.length - 1] && row != starts[group];
    }

    @Override
    public int next() {
        if (row == starts[group]) {
            group++;
        }
        row++;
        return 0;
    }
}
