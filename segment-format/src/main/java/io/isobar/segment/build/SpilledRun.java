package io.isobar.segment.build;

import io.isobar.segment.column.MultiIds;
import io.isobar.segment.scratch.ScratchInput;
import io.isobar.segment.scratch.ScratchOutput;
import java.io.IOException;

/**
 * A run in a scratch file, column after column.
 *
 * <pre>
 *  numbers   per {@value #BATCH} rows: int8 whether any is null, if so int8 for each row whether it is; int64 for each row
 *  strings   per value: int32 length, UTF-8; then per row int32 id, or if some row has not exactly one value: int32
 *            number of values and as many ids
 *  objects   per row: int32 length, or -1 for null; bytes
 * </pre>
 */
final class SpilledRun implements SortedRun {
    static final int BATCH = 512;
    private static final int READ_BYTES = 8 << 10;
    static final int NULL = -1;

    private final ScratchOutput file;
    private final long rows;
    private final long minTime;
    private final long maxTime;
    private final boolean aggregated;
    private final Section[] sections;

    /** Where a column lies; of strings, its values, its rows, and what is known of it. */
    record Section(
            long start,
            long rowsStart,
            long end,
            int cardinality,
            boolean hasNull,
            boolean hasLists,
            boolean several) {}

    /** The run that {@link RunSpill} has written. */
    SpilledRun(SortedRun run, ScratchOutput file, Section... sections) {
        this.file = file;
        this.rows = run.rows();
        this.minTime = run.minTime();
        this.maxTime = run.maxTime();
        this.aggregated = run.aggregated();
        this.sections = sections;
    }

    @Override
    public long rows() {
        return rows;
    }

    @Override
    public long minTime() {
        return minTime;
    }

    @Override
    public long maxTime() {
        return maxTime;
    }

    @Override
    public boolean aggregated() {
        return aggregated;
    }

    @Override
    public NumberStream numbers(int column) throws IOException {
        return new Numbers(rowsOf(column), rows);
    }

    @Override
    public IdStream ids(int column) throws IOException {
        return new Ids(rowsOf(column), sections[column].hasLists);
    }

    @Override
    public ValueStream values(int column) throws IOException {
        Section section = sections[column];
        return new StoredValues(
                file.input(section.start, section.rowsStart - section.start, READ_BYTES), section.cardinality);
    }

    private ScratchInput rowsOf(int column) throws IOException {
        Section section = sections[column];
        return file.input(section.rowsStart, section.end - section.rowsStart, READ_BYTES);
    }

    @Override
    public int cardinality(int column) {
        return sections[column].cardinality;
    }

    @Override
    public boolean hasNull(int column) {
        return sections[column].hasNull;
    }

    @Override
    public boolean hasLists(int column) {
        return sections[column].hasLists;
    }

    @Override
    public boolean hasSeveral(int column) {
        return sections[column].several;
    }

    @Override
    public ObjectStream objects(int column) throws IOException {
        return new Objects(rowsOf(column));
    }

    @Override
    public void close() throws IOException {
        file.discard();
    }

    private static final class Numbers implements NumberStream {
        private final ScratchInput in;
        private final boolean[] batchNulls = new boolean[BATCH];
        private long left;
        private int leftInBatch;
        private int at;
        private boolean anyNull;

        Numbers(ScratchInput in, long rows) {
            this.in = in;
            this.left = rows;
        }

        @Override
        public boolean read(int count, long[] bits, boolean[] nulls) throws IOException {
            boolean any = false;
            for (int done = 0; done < count; ) {
                if (leftInBatch == 0) {
                    beginBatch();
                }
                int part = Math.min(count - done, leftInBatch);
                for (int i = 0; i < part; i++) {
                    bits[done + i] = in.readLong();
                }
                if (anyNull && !any) {
                    java.util.Arrays.fill(nulls, 0, done, false);
                    any = true;
                }
                if (any) {
                    System.arraycopy(batchNulls, at, nulls, done, part);
                }
                at += part;
                done += part;
                leftInBatch -= part;
            }
            return any;
        }

        private void beginBatch() throws IOException {
            leftInBatch = (int) Math.min(BATCH, left);
            left -= leftInBatch;
            at = 0;
            anyNull = in.readByte() == 1;
            for (int i = 0; i < leftInBatch; i++) {
                batchNulls[i] = anyNull && in.readByte() == 1;
            }
        }
    }

    private record Ids(ScratchInput in, boolean lists) implements IdStream {
        @Override
        public void read(int count, int[] into) throws IOException {
            for (int i = 0; i < count; i++) {
                into[i] = in.readInt();
            }
        }

        @Override
        public void read(int count, MultiIds into) throws IOException {
            into.reserveRows(count);
            int end = 0;
            for (int i = 0; i < count; i++) {
                int size = lists ? in.readInt() : 1;
                into.reserveIds(end + size);
                for (int k = 0; k < size; k++) {
                    into.ids()[end + k] = in.readInt();
                }
                end += size;
                into.offsets()[i + 1] = end;
            }
        }
    }

    private static final class Objects extends HeldBytes implements ObjectStream {
        private final ScratchInput in;
        private boolean isNull;

        Objects(ScratchInput in) {
            this.in = in;
        }

        @Override
        public void next() throws IOException {
            int length = in.readInt();
            isNull = length == NULL;
            in.readBytes(hold(Math.max(0, length)), Math.max(0, length));
        }

        @Override
        public boolean isNull() {
            return isNull;
        }
    }
}
