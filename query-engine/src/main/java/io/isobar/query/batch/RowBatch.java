package io.isobar.query.batch;

/** Up to {@value #SIZE} rows of a segment, ascending; refilled from batch to batch. */
public final class RowBatch {
    /** Rows of a full batch: a few arrays of that many numbers stay in the first-level cache. */
    public static final int SIZE = 1024;

    private final int[] rows = new int[SIZE];
    private int size;
    private boolean contiguous;
    private long generation;

    /** How many rows there are. */
    public int size() {
        return size;
    }

    /** The rows; only the first {@link #size()} count. */
    public int[] rows() {
        return rows;
    }

    /** Whether the rows follow each other without a gap. */
    public boolean contiguous() {
        return contiguous;
    }

    /** Changes whenever the rows do, so that columns know when to read again. */
    long generation() {
        return generation;
    }

    /** Takes {@code count} rows from {@code first} on. */
    public void range(int first, int count) {
        for (int i = 0; i < count; i++) {
            rows[i] = first + i;
        }
        size = count;
        contiguous = true;
        generation++;
    }

    /** Says that the first {@code count} elements of {@link #rows()} were just filled, ascending. */
    public void filled(int count) {
        size = count;
        contiguous = count > 0 && rows[count - 1] - rows[0] == count - 1;
        generation++;
    }

    /** Drops the rows whose mark is false. */
    public void keep(boolean[] marks) {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            rows[kept] = rows[i];
            kept += marks[i] ? 1 : 0;
        }
        if (kept < size) {
            filled(kept);
        }
    }
}
