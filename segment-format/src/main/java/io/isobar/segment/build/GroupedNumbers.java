package io.isobar.segment.build;

import java.io.IOException;

/** Of each group of a run's rows, the aggregate of their numbers. For one thread. */
final class GroupedNumbers implements NumberStream {
    private static final int STRETCH = 4096;

    private final NumberStream rows;
    private final int[] starts;
    private final NumberFold fold;
    private int group;
    private long[] rowBits = {};
    private boolean[] rowNulls = {};

    /** Groups that begin at {@code starts}, whose last element is the number of rows. */
    GroupedNumbers(NumberStream rows, int[] starts, NumberFold fold) {
        this.rows = rows;
        this.starts = starts;
        this.fold = fold;
    }

    /** Goes from batch to batch of groups; where each of them is a single row, there is nothing to do. */
    @Override
    public boolean read(int count, long[] bits, boolean[] nulls) throws IOException {
        int first = group;
        group += count;
        if (starts[group] - starts[first] == count) {
            return rows.read(count, bits, nulls);
        }
        boolean any = false;
        for (int done = 0; done < count; ) {
            int single = done;
            while (single < count && starts[first + single + 1] - starts[first + single] == 1) {
                single++;
            }
            any |= readSingles(done, single - done, bits, nulls);
            done = single;
            if (done < count) {
                nulls[done] = !fold(starts[first + done + 1] - starts[first + done]);
                bits[done] = nulls[done] ? 0 : fold.take();
                any |= nulls[done];
                done++;
            }
        }
        return any;
    }

    private boolean readSingles(int at, int count, long[] bits, boolean[] nulls) throws IOException {
        reserve(count);
        boolean any = rows.read(count, rowBits, rowNulls);
        System.arraycopy(rowBits, 0, bits, at, count);
        for (int i = 0; i < count; i++) {
            nulls[at + i] = any && rowNulls[i];
        }
        return any;
    }

    /** Folds the rows of a group, a stretch at a time; whether any of them is a number. */
    private boolean fold(int count) throws IOException {
        boolean any = false;
        for (int left = count; left > 0; ) {
            int some = Math.min(left, STRETCH);
            reserve(some);
            boolean nulls = rows.read(some, rowBits, rowNulls);
            for (int i = 0; i < some; i++) {
                if (!nulls || !rowNulls[i]) {
                    fold.add(rowBits[i]);
                    any = true;
                }
            }
            left -= some;
        }
        return any;
    }

    private void reserve(int count) {
        if (rowBits.length < count) {
            rowBits = new long[count];
            rowNulls = new boolean[count];
        }
    }
}
