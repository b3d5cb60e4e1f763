package io.isobar.segment.build;

import io.isobar.segment.column.MultiIds;
import io.isobar.segment.scratch.Scratch;
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
    private static final int BATCH = 512;
    private static final int READ_BYTES = 8 << 10;
    private static final int NULL = -1;

    private final ScratchOutput file;
    private final long rows;
    private final long minTime;
    private final long maxTime;
    private final boolean aggregated;
    private final Section[] sections;

    /** Where a column lies; of strings, its values, its rows, and what is known of it. */
    private record Section(
            long start,
            long rowsStart,
            long end,
            int cardinality,
            boolean hasNull,
            boolean hasLists,
            boolean several) {}

    private SpilledRun(SortedRun run, ScratchOutput file, Section... sections) {
        this.file = file;
        this.rows = run.rows();
        this.minTime = run.minTime();
        this.maxTime = run.maxTime();
        this.aggregated = run.aggregated();
        this.sections = sections;
    }

    /** Writes another run, which it then replaces. */
    static SpilledRun of(SortedRun run, RunColumns columns, Scratch scratch) throws IOException {
        ScratchOutput file = scratch.output();
        Section[] sections = new Section[columns.size()];
        for (int column = 0; column < sections.length; column++) {
            sections[column] = switch (columns.kind(column)) {
                case NUMBER -> writeNumbers(run, column, file);
                case STRING -> writeStrings(run, column, file);
                case OBJECT -> writeObjects(run, column, file);
            };
        }
        file.finish();
        return new SpilledRun(run, file, sections);
    }

    private static Section writeNumbers(SortedRun run, int column, ScratchOutput file) throws IOException {
        long start = file.size();
        NumberStream numbers = run.numbers(column);
        long[] bits = new long[BATCH];
        boolean[] nulls = new boolean[BATCH];
        for (long row = 0; row < run.rows(); row += BATCH) {
            int count = (int) Math.min(BATCH, run.rows() - row);
            boolean any = numbers.read(count, bits, nulls);
            file.write(any ? 1 : 0);
            for (int i = 0; any && i < count; i++) {
                file.write(nulls[i] ? 1 : 0);
            }
            for (int i = 0; i < count; i++) {
                file.writeLong(bits[i]);
            }
        }
        return new Section(start, start, file.size(), 0, false, false, false);
    }

    private static Section writeStrings(SortedRun run, int column, ScratchOutput file) throws IOException {
        long start = file.size();
        for (ValueStream values = run.values(column); values.next(); ) {
            file.writeInt(values.end() - values.start());
            file.write(values.bytes(), values.start(), values.end() - values.start());
        }
        long rowsStart = file.size();
        IdStream ids = run.ids(column);
        boolean lists = run.hasLists(column);
        int[] one = new int[BATCH];
        MultiIds several = new MultiIds();
        for (long row = 0; row < run.rows(); row += BATCH) {
            int count = (int) Math.min(BATCH, run.rows() - row);
            if (lists) {
                ids.read(count, several);
                writeLists(several, count, file);
            } else {
                ids.read(count, one);
                for (int i = 0; i < count; i++) {
                    file.writeInt(one[i]);
                }
            }
        }
        return new Section(
                start,
                rowsStart,
                file.size(),
                run.cardinality(column),
                run.hasNull(column),
                lists,
                run.hasSeveral(column));
    }

    private static void writeLists(MultiIds lists, int count, ScratchOutput file) throws IOException {
        for (int i = 0; i < count; i++) {
            int end = lists.offsets()[i + 1];
            file.writeInt(end - lists.offsets()[i]);
            for (int k = lists.offsets()[i]; k < end; k++) {
                file.writeInt(lists.ids()[k]);
            }
        }
    }

    private static Section writeObjects(SortedRun run, int column, ScratchOutput file) throws IOException {
        long start = file.size();
        ObjectStream objects = run.objects(column);
        for (long row = 0; row < run.rows(); row++) {
            objects.next();
            if (objects.isNull()) {
                file.writeInt(NULL);
            } else {
                file.writeInt(objects.end() - objects.start());
                file.write(objects.bytes(), objects.start(), objects.end() - objects.start());
            }
        }
        return new Section(start, start, file.size(), 0, false, false, false);
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

    private static final class Objects implements ObjectStream {
        private final ScratchInput in;
        private byte[] object = new byte[64];
        private int length;

        Objects(ScratchInput in) {
            this.in = in;
        }

        @Override
        public void next() throws IOException {
            length = in.readInt();
            if (length > object.length) {
                object = new byte[Math.max(length, 2 * object.length)];
            }
            in.readBytes(object, Math.max(0, length));
        }

        @Override
        public boolean isNull() {
            return length == NULL;
        }

        @Override
        public byte[] bytes() {
            return object;
        }

        @Override
        public int start() {
            return 0;
        }

        @Override
        public int end() {
            return length;
        }
    }
}
