package io.isobar.query.group;

import io.isobar.query.batch.RowBatch;
import io.isobar.query.group.Grouping.EmptyRows;
import io.isobar.segment.column.MultiIds;
import java.util.Arrays;
import java.util.List;

/**
 * Rows of dimensions with several values, counted once for each combination of them as in Druid. A batch is given in
 * portions, since it can become many times its size.
 */
final class Explosion {
    private static final int PORTION = 8 * RowBatch.SIZE;

    private final List<KeyColumn> columns;
    private final boolean leaveOutEmpty;
    private final RowBatch batch;
    private final int[][] keys;
    private final int[] positions = new int[PORTION];
    private final int[] groups = new int[PORTION];
    private final int[][] single;
    private final MultiIds[] multi;
    /** Which value of each column comes next for the current row. */
    private final int[] place;

    private int[] bucketCodes = new int[0];
    private int row;
    private int count;

    Explosion(List<KeyColumn> columns, EmptyRows emptyRows, RowBatch batch) {
        this.columns = columns;
        this.leaveOutEmpty = emptyRows == EmptyRows.LEFT_OUT;
        this.batch = batch;
        this.keys = new int[columns.size() + 1][PORTION];
        this.single = new int[columns.size()][];
        this.multi = new MultiIds[columns.size()];
        this.place = new int[columns.size()];
    }

    /** Begins with a batch. */
    void start(int[] newBucketCodes) {
        bucketCodes = newBucketCodes;
        row = 0;
        Arrays.fill(place, 0);
        for (int c = 0; c < columns.size(); c++) {
            if (columns.get(c).multiValue()) {
                multi[c] = columns.get(c).multi(batch);
            } else {
                single[c] = columns.get(c).codes(batch);
            }
        }
    }

    /** Fills in the next portion, or says that there is none. */
    boolean next() {
        count = 0;
        while (row < batch.size() && count < PORTION) {
            if (leaveOutEmpty && hasNoValues()) {
                row++;
                continue;
            }
            positions[count] = row;
            keys[0][count] = bucketCodes[row];
            for (int c = 0; c < columns.size(); c++) {
                keys[c + 1][count] = code(c);
            }
            count++;
            advance();
        }
        return count > 0;
    }

    int count() {
        return count;
    }

    int[][] keys() {
        return keys;
    }

    int[] positions() {
        return positions;
    }

    int[] groups() {
        return groups;
    }

    private boolean hasNoValues() {
        for (int c = 0; c < columns.size(); c++) {
            if (values(c) == 0) {
                return true;
            }
        }
        return false;
    }

    private int code(int c) {
        if (!columns.get(c).multiValue()) {
            return single[c][row];
        }
        return values(c) == 0 ? columns.get(c).nullCode() : multi[c].ids()[multi[c].offsets()[row] + place[c]];
    }

    private int values(int c) {
        return columns.get(c).multiValue() ? multi[c].offsets()[row + 1] - multi[c].offsets()[row] : 1;
    }

    /** Goes to the next combination of the row, the last column's values first, or to the next row. */
    private void advance() {
        for (int c = columns.size() - 1; c >= 0; c--) {
            place[c]++;
            if (place[c] < values(c)) {
                return;
            }
            place[c] = 0;
        }
        row++;
    }
}
