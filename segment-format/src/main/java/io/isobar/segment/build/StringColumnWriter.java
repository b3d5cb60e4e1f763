package io.isobar.segment.build;

import io.isobar.segment.codec.Compression;
import io.isobar.segment.codec.IdListsWriter;
import io.isobar.segment.codec.PackedIntsWriter;
import io.isobar.segment.dictionary.DictionaryWriter;
import io.isobar.segment.dictionary.FrontCodedDictionaryWriter;
import io.isobar.segment.dictionary.PlainDictionaryWriter;
import io.isobar.segment.scratch.Pieces;
import io.isobar.segment.scratch.Scratch;
import io.isobar.segment.scratch.ScratchInts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a column of strings. Rows wait as provisional ids in a scratch file; when all values are known these become
 * the ids of the sorted dictionary, and the rows of each id its bitmap.
 */
final class StringColumnWriter implements ColumnWriter {
    private static final int RECENT = 1 << 10;
    private static final int PLAIN_SINGLE = 0;
    private static final int PLAIN_SEVERAL = 1;
    private static final int COMPRESSED = 2;
    private static final int PLAIN_WITH_FLAGS = 3;
    private static final int FLAG_SEVERAL_PLAIN = 1;
    private static final int FLAG_SEVERAL = 2;
    private static final int FLAG_NO_BITMAPS = 4;

    private final Scratch scratch;
    private final String what;
    private final boolean withBitmaps;
    private final IndexSpec spec;
    private final ProvisionalDictionary provisional;
    private final RowSpool spool;
    private final @Nullable String[] recent = new String[RECENT];
    private final int[] recentIds = new int[RECENT];
    private boolean hasNull;
    private boolean allNull = true;

    StringColumnWriter(Scratch scratch, Dimension dimension, IndexSpec spec) {
        this.scratch = scratch;
        this.what = "Column [%s]".formatted(dimension.name());
        this.withBitmaps = dimension.createBitmapIndex();
        this.spec = spec;
        this.provisional = new ProvisionalDictionary(scratch);
        this.spool = new RowSpool(scratch);
    }

    @Override
    public void add(@Nullable Object value) throws IOException {
        if (value instanceof List<?> several) {
            // A row without values counts to null in bitmaps, so null must be there.
            hasNull |= several.isEmpty();
            spool.beginSeveral(several.size());
            for (Object one : several) {
                spool.add(idOf((String) one));
            }
        } else {
            spool.addOne(idOf((String) value));
        }
    }

    private int idOf(@Nullable String value) {
        if (value == null) {
            hasNull = true;
            return RowSpool.NULL;
        }
        allNull = false;
        int hash = value.hashCode();
        int slot = (hash ^ (hash >>> 10) ^ (hash >>> 20)) & (RECENT - 1);
        if (!value.equals(recent[slot])) {
            recent[slot] = value;
            recentIds[slot] = provisional.idOf(value.getBytes(StandardCharsets.UTF_8));
        }
        return recentIds[slot];
    }

    @Override
    public boolean allNull() {
        return allNull;
    }

    /** What the dictionary takes on the heap. */
    long heapBytes() {
        return provisional.heapBytes();
    }

    /** Frees the heap that the dictionary takes. */
    void spill() throws IOException {
        provisional.spill();
    }

    @Override
    public Pieces finish() throws IOException {
        boolean several = spool.hasSeveral();
        boolean compressed = spec.dimensionCompression() != Compression.UNCOMPRESSED;
        DictionaryWriter dictionary = spec.dictionary().frontCoded()
                ? new FrontCodedDictionaryWriter(
                        scratch,
                        what,
                        spec.dictionary().bucketSize(),
                        spec.dictionary().formatVersion())
                : new PlainDictionaryWriter(scratch, what);
        ScratchInts finalIds = DictionaryMerge.merge(provisional, hasNull, dictionary, scratch);
        Pieces file = ColumnDescriptor.string(several, spec.bitmap());
        int severalFlag = compressed ? FLAG_SEVERAL : FLAG_SEVERAL_PLAIN;
        int flags = (several ? severalFlag : 0) | (withBitmaps ? 0 : FLAG_NO_BITMAPS);
        if (compressed) {
            file.int8(COMPRESSED).int32(flags);
        } else if (!withBitmaps) {
            file.int8(PLAIN_WITH_FLAGS).int32(flags);
        } else {
            file.int8(several ? PLAIN_SEVERAL : PLAIN_SINGLE);
        }
        int cardinality = dictionary.size();
        file.add(dictionary.finish());
        file.add(several ? severalIds(finalIds, cardinality) : singleIds(finalIds, cardinality));
        if (withBitmaps) {
            file.add(new BitmapsWriter(scratch, what, spec.bitmap(), cardinality).write(spool, finalIds));
        }
        spool.discard();
        return file;
    }

    private Pieces singleIds(ScratchInts finalIds, int cardinality) throws IOException {
        PackedIntsWriter ids = PackedIntsWriter.ids(scratch, what, spec.dimensionCompression(), cardinality);
        // With a single value at most in each row, a row without any is a row of null.
        spool.forEachRow(finalIds, (row, values, count) -> ids.add(count == 0 ? 0 : values[0]));
        return ids.finish();
    }

    private Pieces severalIds(ScratchInts finalIds, int cardinality) throws IOException {
        IdListsWriter ids = new IdListsWriter(scratch, what, spec.dimensionCompression(), cardinality);
        spool.forEachRow(finalIds, (row, values, count) -> ids.add(values, count));
        return ids.finish();
    }
}
