package io.isobar.indexer.partition;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts values, which come in their order, into ranges by Druid's rule: a range ends before the value that would bring it above
 * the target, however many rows that value has; a last range of less than a quarter of the target is joined to the one before.
 * Holds no values but the boundaries.
 */
public final class RangeCutter {
    private static final int SMALLEST_LAST_RANGE = 4;

    private final long target;
    private final List<List<@Nullable String>> boundaries = new ArrayList<>();
    private final List<Long> rows = new ArrayList<>();
    private long rowsOfRange;
    private long cardinality;

    public RangeCutter(long target) {
        this.target = target;
    }

    /** The next value, and the number of its rows. */
    public void add(List<@Nullable String> values, long count) {
        if (rowsOfRange > 0 && rowsOfRange + count > target) {
            rows.add(rowsOfRange);
            boundaries.add(values);
            rowsOfRange = 0;
        }
        rowsOfRange += count;
        cardinality++;
    }

    /** What came of the values. */
    public RangeCut finish() {
        if (!rows.isEmpty() && rowsOfRange * SMALLEST_LAST_RANGE < target) {
            rowsOfRange += rows.remove(rows.size() - 1);
            boundaries.remove(boundaries.size() - 1);
        }
        rows.add(rowsOfRange);
        return new RangeCut(boundaries, rows, cardinality);
    }
}
