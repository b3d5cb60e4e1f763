package io.isobar.segment.build;

import io.isobar.segment.codec.Compression;
import io.isobar.segment.codec.IdListsWriter;
import io.isobar.segment.codec.PackedIntsWriter;
import io.isobar.segment.column.MultiIds;
import io.isobar.segment.dictionary.DictionaryWriter;
import io.isobar.segment.dictionary.FrontCodedDictionaryWriter;
import io.isobar.segment.dictionary.PlainDictionaryWriter;
import io.isobar.segment.scratch.Pieces;
import io.isobar.segment.scratch.Scratch;
import io.isobar.segment.smoosh.FileSink;
import java.io.IOException;

/** Writes a column of strings: the dictionary, each row's ids, and each value's rows. */
final class StringColumnWriter {
    private static final int BATCH = 4096;
    private static final String ROWS = ".forward_dim";
    private static final int PLAIN_SINGLE = 0;
    private static final int PLAIN_SEVERAL = 1;
    private static final int COMPRESSED = 2;
    private static final int PLAIN_WITH_FLAGS = 3;
    private static final int FLAG_SEVERAL_PLAIN = 1;
    private static final int FLAG_SEVERAL = 2;
    private static final int FLAG_NO_BITMAPS = 4;

    private final Scratch scratch;
    private final FileSink files;
    private final IndexSpec spec;

    /** A writer of columns whose lists go into {@code files} of their own if they are too large for one. */
    StringColumnWriter(Scratch scratch, FileSink files, IndexSpec spec) {
        this.scratch = scratch;
        this.files = files;
        this.spec = spec;
    }

    /** The column's file. */
    Pieces write(String name, SortedRun run, int column, boolean withBitmaps, int rows) throws IOException {
        String what = "Column [%s]".formatted(name);
        // A row without values counts to null in bitmaps, so null must be there then too.
        boolean hasNull = run.hasNull(column);
        boolean several = run.hasSeveral(column);
        boolean compressed = spec.dimensionCompression() != Compression.UNCOMPRESSED;
        DictionaryWriter dictionary = dictionary(what, run.values(column), hasNull);
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
        file.add(dictionary.finish(files, name + ".dim_values"));
        RowsById rowsById = new RowsById(scratch, withBitmaps ? cardinality : 0);
        int first = hasNull ? 0 : 1;
        if (run.hasLists(column)) {
            file.add(lists(name, run.ids(column), several, cardinality, rows, first, rowsById));
        } else {
            file.add(singles(name, run.ids(column), cardinality, rows, first, rowsById));
        }
        return withBitmaps ? file.add(rowsById.bitmaps(name, spec.bitmap(), files)) : file;
    }

    private DictionaryWriter dictionary(String what, ValueStream values, boolean hasNull) throws IOException {
        DictionaryWriter dictionary = spec.dictionary().frontCoded()
                ? new FrontCodedDictionaryWriter(
                        scratch,
                        what,
                        spec.dictionary().bucketSize(),
                        spec.dictionary().formatVersion())
                : new PlainDictionaryWriter(scratch, what);
        if (hasNull) {
            dictionary.addNull();
        }
        while (values.next()) {
            dictionary.add(values.bytes(), values.start(), values.end() - values.start());
        }
        return dictionary;
    }

    /** Rows of one value each; {@code first} is the id of the run that is 0 in the segment. */
    private Pieces singles(String name, IdStream ids, int cardinality, int rows, int first, RowsById rowsById)
            throws IOException {
        String what = "Column [%s]".formatted(name);
        PackedIntsWriter writer = PackedIntsWriter.ids(scratch, what, spec.dimensionCompression(), cardinality);
        int[] batch = new int[BATCH];
        for (int row = 0; row < rows; row += BATCH) {
            int count = Math.min(BATCH, rows - row);
            ids.read(count, batch);
            for (int i = 0; i < count; i++) {
                int id = batch[i] - first;
                writer.add(id);
                rowsById.addOnly(id);
            }
        }
        return writer.finish(files, name + ROWS);
    }

    private Pieces lists(
            String name, IdStream ids, boolean several, int cardinality, int rows, int first, RowsById rowsById)
            throws IOException {
        String what = "Column [%s]".formatted(name);
        PackedIntsWriter one =
                several ? null : PackedIntsWriter.ids(scratch, what, spec.dimensionCompression(), cardinality);
        IdListsWriter lists = new IdListsWriter(scratch, what, spec.dimensionCompression(), cardinality);
        MultiIds batch = new MultiIds();
        int[] row = new int[16];
        for (int start = 0; start < rows; start += BATCH) {
            int count = Math.min(BATCH, rows - start);
            ids.read(count, batch);
            for (int i = 0; i < count; i++) {
                int from = batch.offsets()[i];
                int size = batch.offsets()[i + 1] - from;
                row = row.length < size ? new int[Math.max(size, 2 * row.length)] : row;
                for (int k = 0; k < size; k++) {
                    row[k] = batch.ids()[from + k] - first;
                }
                rowsById.add(row, size);
                if (one == null) {
                    lists.add(row, size);
                } else {
                    // With a single value at most in each row, a row without any is a row of null.
                    one.add(size == 0 ? 0 : row[0]);
                }
            }
        }
        return one == null ? lists.finish(files, name + ROWS) : one.finish(files, name + ROWS);
    }
}
