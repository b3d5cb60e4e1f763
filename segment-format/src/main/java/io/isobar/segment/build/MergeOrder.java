package io.isobar.segment.build;

import io.isobar.segment.scratch.Scratch;
import io.isobar.segment.scratch.ScratchInput;
import io.isobar.segment.scratch.ScratchOutput;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From which run each row of a merge comes, and whether it begins a group of equal keys. Found once from the columns of the
 * key; then each column is merged by it, for itself and in one pass.
 *
 * <p>In a scratch file, per row int16: the run's number, doubled, plus 1 if the row begins a group.
 */
final class MergeOrder {
    /** No more runs are merged at once. */
    static final int MOST_RUNS = Short.MAX_VALUE / 2;

    private static final int BATCH = 4096;

    private final ScratchOutput entries;
    private final byte[] batch = new byte[2 * BATCH];
    private int inBatch;
    private long rows;
    private long groups;

    private MergeOrder(Scratch scratch) {
        entries = scratch.output();
    }

    /**
     * The order of several runs.
     *
     * @param columnsInKey by how many columns rows are ordered
     * @param grouping whether rows that are equal in these belong together
     */
    static MergeOrder merge(
            List<? extends SortedRun> runs,
            RunColumns columns,
            @Nullable MergedDictionary[] dictionaries,
            int columnsInKey,
            boolean grouping,
            Scratch scratch)
            throws IOException, UnsortedRunException {
        KeyPlan plan = new KeyPlan(runs, columns, dictionaries, columnsInKey);
        CursorHeap heads = new CursorHeap(runs.size());
        for (int run = 0; run < runs.size(); run++) {
            KeyCursor cursor = new KeyCursor(runs.get(run), run, plan, columns, dictionaries);
            if (cursor.next()) {
                heads.add(cursor);
            }
        }
        MergeOrder order = new MergeOrder(scratch);
        Key last = new Key(plan);
        while (!heads.isEmpty()) {
            KeyCursor least = heads.least();
            int comparison = order.rows == 0 ? -1 : last.compareTo(least.key());
            if (comparison > 0) {
                order.entries.discard();
                throw new UnsortedRunException(least.run());
            }
            order.add(least.run(), comparison < 0 || !grouping);
            if (comparison < 0) {
                last.copy(least.key());
            }
            if (least.next()) {
                heads.leastChanged();
            } else {
                heads.removeLeast();
            }
        }
        order.end();
        return order;
    }

    /** All rows of the first run, then all of the next, and so on; each is a group of its own. */
    static MergeOrder oneAfterAnother(List<? extends SortedRun> runs, Scratch scratch) throws IOException {
        MergeOrder order = new MergeOrder(scratch);
        for (int run = 0; run < runs.size(); run++) {
            for (long left = runs.get(run).rows(); left > 0; left--) {
                order.add(run, true);
            }
        }
        order.end();
        return order;
    }

    private void add(int run, boolean first) throws IOException {
        int entry = run << 1 | (first ? 1 : 0);
        batch[inBatch] = (byte) (entry >>> Byte.SIZE);
        batch[inBatch + 1] = (byte) entry;
        inBatch += 2;
        if (inBatch == batch.length) {
            entries.write(batch, 0, inBatch);
            inBatch = 0;
        }
        rows++;
        groups += first ? 1 : 0;
    }

    private void end() throws IOException {
        entries.write(batch, 0, inBatch);
        entries.finish();
    }

    /** How many groups there are. */
    long groups() {
        return groups;
    }

    Cursor cursor() throws IOException {
        return new Cursor(entries.input(), rows);
    }

    void close() throws IOException {
        entries.discard();
    }

    /** Goes through the rows. For one thread. */
    static final class Cursor implements MergedRows {
        private final ScratchInput in;
        private final byte[] batch = new byte[2 * BATCH];
        private long left;
        private int inBatch;
        private int at;

        private Cursor(ScratchInput in, long rows) {
            this.in = in;
            this.left = rows;
        }

        @Override
        public boolean continues() throws IOException {
            if (at == inBatch && !fill()) {
                return false;
            }
            return (batch[at + 1] & 1) == 0;
        }

        @Override
        public int next() throws IOException {
            if (at == inBatch) {
                fill();
            }
            int run = (batch[at] << Byte.SIZE | (batch[at + 1] & 0xFF)) >> 1;
            at += 2;
            return run;
        }

        private boolean fill() throws IOException {
            at = 0;
            inBatch = (int) Math.min(batch.length, 2 * left);
            left -= inBatch / 2;
            in.readBytes(batch, inBatch);
            return inBatch > 0;
        }
    }
}
