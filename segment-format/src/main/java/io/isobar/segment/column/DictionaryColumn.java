package io.isobar.segment.column;

import io.isobar.segment.ValueType;
import io.isobar.segment.bitmap.ColumnBitmaps;
import io.isobar.segment.codec.IdLists;
import io.isobar.segment.codec.PackedInts;
import io.isobar.segment.dictionary.Dictionary;
import io.isobar.segment.smoosh.Region;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.buffer.ImmutableRoaringBitmap;

/** A column of strings: ids in a dictionary. */
public final class DictionaryColumn implements StringColumn {
    private final String name;
    private final Region file;
    private final Dictionary dictionary;
    private final RowIds ids;
    private final @Nullable ColumnBitmaps bitmaps;
    private final OpenGuard guard;

    /** A column whose bytes lie in {@code file}; without {@code bitmaps} if it has none. */
    public DictionaryColumn(
            String name,
            Region file,
            Dictionary dictionary,
            RowIds ids,
            @Nullable ColumnBitmaps bitmaps,
            OpenGuard guard) {
        this.name = name;
        this.file = file;
        this.dictionary = dictionary;
        this.ids = ids;
        this.bitmaps = bitmaps;
        this.guard = guard;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public ValueType type() {
        return ValueType.STRING;
    }

    @Override
    public int rows() {
        return ids.rows();
    }

    @Override
    public int cardinality() {
        return dictionary.size();
    }

    @Override
    public @Nullable String value(int id) {
        guard.check();
        return dictionary.value(id);
    }

    @Override
    public @Nullable ByteBuffer utf8(int id) {
        guard.check();
        return dictionary.utf8(id);
    }

    @Override
    public int idOf(@Nullable String value) {
        guard.check();
        return dictionary.idOf(value);
    }

    @Override
    public boolean multiValue() {
        return ids instanceof RowIds.Several;
    }

    @Override
    public boolean hasBitmaps() {
        return bitmaps != null;
    }

    @Override
    public ImmutableRoaringBitmap bitmap(int id) {
        guard.check();
        if (bitmaps == null) {
            throw new IllegalStateException(
                    "Column [%s] was written without bitmaps: ask hasBitmaps() first".formatted(name));
        }
        return bitmaps.bitmap(id);
    }

    @Override
    public Reader reader() {
        return ids instanceof RowIds.Several several
                ? new SeveralReader(several.ids().reader())
                : new OneReader(((RowIds.One) ids).ids().reader());
    }

    private void check(int[] rows, int count) {
        guard.check();
        if (count > 0) {
            java.util.Objects.checkIndex(rows[0], rows());
            java.util.Objects.checkIndex(rows[count - 1], rows());
        }
    }

    /** Refuses ids that the dictionary lacks. */
    private void checkIds(int[] read, int count) {
        // The sign of this tells whether any is negative or too large; a maximum takes several times as long.
        int signs = 0;
        int last = dictionary.size() - 1;
        for (int i = 0; i < count; i++) {
            signs |= read[i] | (last - read[i]);
        }
        if (signs < 0) {
            int bad = Arrays.stream(read, 0, count)
                    .filter(id -> id < 0 || id > last)
                    .findFirst()
                    .orElseThrow();
            throw file.corrupt(0, "A row has the id [%d], the dictionary has [%d]".formatted(bad, last + 1));
        }
    }

    private final class OneReader implements Reader {
        private final PackedInts.Reader packed;

        OneReader(PackedInts.Reader packed) {
            this.packed = packed;
        }

        @Override
        public void ids(int firstRow, int count, int[] into) {
            guard.check();
            java.util.Objects.checkFromIndexSize(firstRow, count, rows());
            packed.read(firstRow, count, into, 0);
            checkIds(into, count);
        }

        @Override
        public void ids(int[] rows, int count, int[] into) {
            check(rows, count);
            packed.gather(rows, count, into);
            checkIds(into, count);
        }

        @Override
        public void multi(int[] rows, int count, MultiIds into) {
            into.reserveRows(count);
            into.reserveIds(count);
            ids(rows, count, into.ids());
            int[] offsets = into.offsets();
            for (int i = 0; i <= count; i++) {
                offsets[i] = i;
            }
        }
    }

    private final class SeveralReader implements Reader {
        private final IdLists.Reader lists;

        SeveralReader(IdLists.Reader lists) {
            this.lists = lists;
        }

        @Override
        public void ids(int firstRow, int count, int[] into) {
            throw refused();
        }

        @Override
        public void ids(int[] rows, int count, int[] into) {
            throw refused();
        }

        private IllegalStateException refused() {
            return new IllegalStateException(
                    "Column [%s] has several values per row: read it with multi()".formatted(name));
        }

        @Override
        public void multi(int[] rows, int count, MultiIds into) {
            check(rows, count);
            into.reserveRows(count);
            int[] offsets = into.offsets();
            int total = 0;
            int end = 0;
            for (int i = 0; i < count; ) {
                // rows that follow each other have their ids side by side, so they are copied at once
                int first = lists.start(rows[i]);
                if (first < end) {
                    throw file.corrupt(
                            0, "Ids of row [%d] begin before those of an earlier row end".formatted(rows[i]));
                }
                int length = 0;
                int last = rows[i] - 1;
                while (i < count && rows[i] == last + 1) {
                    last = rows[i];
                    length += lists.count(last, first + length);
                    i++;
                    offsets[i] = total + length;
                }
                into.reserveIds(total + length);
                lists.read(first, length, into.ids(), total);
                total += length;
                end = first + length;
            }
            checkIds(into.ids(), total);
        }
    }
}
