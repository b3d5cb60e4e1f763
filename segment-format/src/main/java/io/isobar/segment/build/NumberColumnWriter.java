package io.isobar.segment.build;

import io.isobar.segment.Segment;
import io.isobar.segment.ValueType;
import io.isobar.segment.codec.Compression;
import io.isobar.segment.codec.FixedWidthWriter;
import io.isobar.segment.codec.PackedLongsWriter;
import io.isobar.segment.scratch.Pieces;
import io.isobar.segment.scratch.Scratch;
import io.isobar.segment.smoosh.FileSink;
import java.io.IOException;
import java.util.Locale;
import org.roaringbitmap.buffer.MutableRoaringBitmap;

/** Writes a column of numbers: its values, and which rows are null, where 0 stands in. */
final class NumberColumnWriter {
    private static final int BATCH = 4096;

    private static final String TIME_LIST = "little_end_time";

    private final Scratch scratch;
    private final FileSink files;
    private final IndexSpec spec;

    /** A writer of columns whose lists go into {@code files} of their own if they are too large for one. */
    NumberColumnWriter(Scratch scratch, FileSink files, IndexSpec spec) {
        this.scratch = scratch;
        this.files = files;
        this.spec = spec;
    }

    /** Takes the bits of one number. */
    private interface Values {
        void add(long bits) throws IOException;
    }

    /** The column's file. */
    Pieces write(String name, ValueType type, Compression compression, NumberStream numbers, int rows)
            throws IOException {
        String what = "Column [%s]".formatted(name);
        String list = name.equals(Segment.TIME)
                ? TIME_LIST
                : "%s.%s_column".formatted(name, type.name().toLowerCase(Locale.ROOT));
        MutableRoaringBitmap nulls = new MutableRoaringBitmap();
        Pieces section;
        if (type == ValueType.LONG && spec.longEncoding() == IndexSpec.LongEncoding.AUTO) {
            PackedLongsWriter values = new PackedLongsWriter(scratch, what, compression);
            copy(numbers, rows, values::add, nulls);
            section = values.finish(files, list);
        } else {
            int bytes = type == ValueType.FLOAT ? Float.BYTES : Long.BYTES;
            FixedWidthWriter values = new FixedWidthWriter(scratch, what, compression, bytes);
            if (type == ValueType.FLOAT) {
                copy(numbers, rows, bits -> values.add(Float.intBitsToFloat((int) bits)), nulls);
            } else {
                copy(numbers, rows, values::add, nulls);
            }
            section = values.finish(files, list);
        }
        Pieces file = ColumnDescriptor.number(type, spec.bitmap())
                .int32(section.intSize(what))
                .add(section);
        if (!nulls.isEmpty()) {
            byte[] bitmap = spec.bitmap().write(nulls);
            file.int32(bitmap.length).add(bitmap);
        }
        return file;
    }

    private static void copy(NumberStream numbers, int rows, Values to, MutableRoaringBitmap nullRows)
            throws IOException {
        long[] bits = new long[BATCH];
        boolean[] nulls = new boolean[BATCH];
        for (int row = 0; row < rows; row += BATCH) {
            int count = Math.min(BATCH, rows - row);
            if (numbers.read(count, bits, nulls)) {
                for (int i = 0; i < count; i++) {
                    if (nulls[i]) {
                        nullRows.add(row + i);
                        bits[i] = 0;
                    }
                }
            }
            for (int i = 0; i < count; i++) {
                to.add(bits[i]);
            }
        }
    }
}
