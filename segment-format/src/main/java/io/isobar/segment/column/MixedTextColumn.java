package io.isobar.segment.column;

import io.isobar.segment.ValueType;
import io.isobar.segment.bitmap.ColumnBitmaps;
import io.isobar.segment.codec.PackedInts;
import io.isobar.segment.smoosh.Region;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.buffer.ImmutableRoaringBitmap;
import org.roaringbitmap.buffer.MutableRoaringBitmap;

/**
 * A column of texts and numbers, all read as texts.
 *
 * <p>The file numbers them by type, so a dictionary in the order of texts is made on the heap when the column is opened; a
 * number and the text that looks like it are one value.
 */
final class MixedTextColumn implements StringColumn {
    private static final Comparator<@Nullable String> NULL_FIRST = Comparator.nullsFirst(Comparator.naturalOrder());

    private final String name;
    private final Region file;
    private final PackedInts ids;
    private final ColumnBitmaps bitmaps;
    private final OpenGuard guard;
    private final @Nullable String[] texts;
    /** The place in {@link #texts} of each id of the file. */
    private final int[] rankOf;

    /** Makes the dictionary; {@code values} has no arrays. */
    MixedTextColumn(ColumnSource source, PackedInts ids, GlobalDictionary values, ColumnBitmaps bitmaps) {
        this.name = source.name();
        this.file = source.file();
        this.ids = ids;
        this.bitmaps = bitmaps;
        this.guard = source.guard();
        @Nullable String[] byId = new @Nullable String[values.size()];
        for (int id = 0; id < byId.length; id++) {
            Object value = values.value(id);
            byId[id] = value == null ? null : value.toString();
        }
        this.texts = Arrays.stream(byId).sorted(NULL_FIRST).distinct().toArray(String[]::new);
        this.rankOf = IntStream.range(0, byId.length)
                .map(id -> Arrays.binarySearch(texts, byId[id], NULL_FIRST))
                .toArray();
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
        return ids.size();
    }

    @Override
    public int cardinality() {
        return texts.length;
    }

    @Override
    public @Nullable String value(int id) {
        guard.check();
        return texts[id];
    }

    @Override
    public @Nullable ByteBuffer utf8(int id) {
        String text = value(id);
        return text == null
                ? null
                : ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)).asReadOnlyBuffer();
    }

    @Override
    public int idOf(@Nullable String value) {
        guard.check();
        return Arrays.binarySearch(texts, value, NULL_FIRST);
    }

    @Override
    public boolean multiValue() {
        return false;
    }

    @Override
    public boolean hasBitmaps() {
        return true;
    }

    @Override
    public ImmutableRoaringBitmap bitmap(int id) {
        guard.check();
        Objects.checkIndex(id, texts.length);
        MutableRoaringBitmap rows = new MutableRoaringBitmap();
        for (int stored = 0; stored < rankOf.length; stored++) {
            if (rankOf[stored] == id) {
                rows.or(bitmaps.bitmap(stored));
            }
        }
        return rows;
    }

    @Override
    public Reader reader() {
        return new MixedReader();
    }

    private final class MixedReader implements Reader {
        private final PackedInts.Reader packed = ids.reader();

        @Override
        public void ids(int firstRow, int count, int[] into) {
            guard.check();
            Objects.checkFromIndexSize(firstRow, count, rows());
            packed.read(firstRow, count, into, 0);
            rank(into, count);
        }

        @Override
        public void ids(int[] rows, int count, int[] into) {
            guard.check();
            if (count > 0) {
                Objects.checkIndex(rows[0], rows());
                Objects.checkIndex(rows[count - 1], rows());
            }
            packed.gather(rows, count, into);
            rank(into, count);
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

        private void rank(int[] stored, int count) {
            for (int i = 0; i < count; i++) {
                if (stored[i] < 0 || stored[i] >= rankOf.length) {
                    throw file.corrupt(
                            0, "A row has the id [%d], the dictionaries have [%d]".formatted(stored[i], rankOf.length));
                }
                stored[i] = rankOf[stored[i]];
            }
        }
    }
}
