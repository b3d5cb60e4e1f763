package io.isobar.segment.build;

import io.isobar.segment.ValueType;
import io.isobar.segment.column.MultiIds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Goes through the keys of a run, which it makes a batch of rows at a time. For one thread. */
final class KeyCursor {
    private static final int BATCH = 256;
    private static final byte[] NOTHING = {};

    private final int run;
    private final Key key;
    private final long[][] words;
    private final List<Column> columns = new ArrayList<>();
    private long rowsLeft;
    private int inBatch;
    private final boolean onlyWords;
    private int at = -1;

    /** Brings one column's part of the keys. */
    private interface Column {
        /** Reads so many rows and packs what is packed. */
        void read(int count) throws IOException;

        /** Sets what isn't packed. */
        void set(int row);
    }

    KeyCursor(SortedRun sorted, int run, KeyPlan plan, RunColumns names, @Nullable MergedDictionary[] dictionaries)
            throws IOException {
        this.run = run;
        this.rowsLeft = sorted.rows();
        this.key = new Key(plan);
        this.onlyWords = plan.onlyWords();
        this.words = new long[plan.words()][BATCH];
        for (KeyPlan.Part part : plan.parts()) {
            int column = part.column();
            MergedDictionary dictionary = dictionaries[column];
            if (part.kind() == KeyPlan.StepKind.OBJECT) {
                columns.add(new ObjectColumn(part, sorted.objects(column)));
            } else if (dictionary == null) {
                columns.add(new NumberColumn(part, names.type(column), sorted.numbers(column)));
            } else if (part.kind() == KeyPlan.StepKind.LIST) {
                columns.add(new ListColumn(part, sorted.ids(column), dictionary));
            } else {
                columns.add(new IdColumn(part, sorted.ids(column), dictionary));
            }
        }
    }

    /** The run's number. */
    int run() {
        return run;
    }

    /** The key of the row; changes with the next. */
    Key key() {
        return key;
    }

    /** Moves to the next row; false after the last. */
    boolean next() throws IOException {
        if (++at == inBatch) {
            if (rowsLeft == 0) {
                return false;
            }
            inBatch = (int) Math.min(BATCH, rowsLeft);
            rowsLeft -= inBatch;
            at = 0;
            for (long[] word : words) {
                Arrays.fill(word, 0);
            }
            for (Column column : columns) {
                column.read(inBatch);
            }
        }
        for (int i = 0; i < words.length; i++) {
            key.words[i] = words[i][at];
        }
        if (!onlyWords) {
            for (Column column : columns) {
                column.set(at);
            }
        }
        return true;
    }

    private final class NumberColumn implements Column {
        private final KeyPlan.Part part;
        private final ValueType type;
        private final NumberStream numbers;
        private final long[] bits = new long[BATCH];
        private final boolean[] nulls = new boolean[BATCH];

        NumberColumn(KeyPlan.Part part, ValueType type, NumberStream numbers) {
            this.part = part;
            this.type = type;
            this.numbers = numbers;
        }

        @Override
        public void read(int count) throws IOException {
            boolean any = numbers.read(count, bits, nulls);
            if (part.nullWord() >= 0) {
                long[] word = words[part.nullWord()];
                for (int i = 0; i < count; i++) {
                    word[i] = word[i] << 1 | (any && nulls[i] ? 0 : 1);
                }
            }
            long[] word = words[part.at()];
            boolean whole = part.width() == Long.SIZE;
            for (int i = 0; i < count; i++) {
                long value = any && nulls[i] ? 0 : Bits.key(type, bits[i]) - part.base();
                word[i] = whole ? value : word[i] << part.width() | value;
            }
        }

        @Override
        public void set(int row) {
            // All of it is in words.
        }
    }

    private final class IdColumn implements Column {
        private final KeyPlan.Part part;
        private final IdStream ids;
        private final MergedDictionary dictionary;
        private final int[] batch = new int[BATCH];

        IdColumn(KeyPlan.Part part, IdStream ids, MergedDictionary dictionary) {
            this.part = part;
            this.ids = ids;
            this.dictionary = dictionary;
        }

        @Override
        public void read(int count) throws IOException {
            ids.read(count, batch);
            long[] word = words[part.at()];
            for (int i = 0; i < count; i++) {
                word[i] = word[i] << part.width() | dictionary.idOf(run, batch[i]);
            }
        }

        @Override
        public void set(int row) {
            // All of it is in words.
        }
    }

    private final class ListColumn implements Column {
        private final int list;
        private final IdStream ids;
        private final MergedDictionary dictionary;
        private final MultiIds batch = new MultiIds();

        ListColumn(KeyPlan.Part part, IdStream ids, MergedDictionary dictionary) {
            this.list = part.at();
            this.ids = ids;
            this.dictionary = dictionary;
        }

        @Override
        public void read(int count) throws IOException {
            ids.read(count, batch);
            for (int i = 0; i < batch.offsets()[count]; i++) {
                batch.ids()[i] = dictionary.idOf(run, batch.ids()[i]);
            }
        }

        @Override
        public void set(int row) {
            key.setList(list, batch.ids(), batch.offsets()[row], batch.offsets()[row + 1]);
        }
    }

    private final class ObjectColumn implements Column {
        private final int object;
        private final ObjectStream objects;
        private final byte[][] batch = new byte[BATCH][];

        ObjectColumn(KeyPlan.Part part, ObjectStream objects) {
            this.object = part.at();
            this.objects = objects;
        }

        @Override
        public void read(int count) throws IOException {
            for (int i = 0; i < count; i++) {
                objects.next();
                batch[i] = objects.isNull()
                        ? NOTHING
                        : Arrays.copyOfRange(objects.bytes(), objects.start(), objects.end());
            }
        }

        @Override
        public void set(int row) {
            key.objects[object] = batch[row];
        }
    }
}
