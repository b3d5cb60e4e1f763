package io.isobar.segment.build;

import io.isobar.segment.ValueType;
import io.isobar.segment.bitmap.BitmapFormat;
import io.isobar.segment.codec.Compression;
import io.isobar.segment.codec.FixedWidthWriter;
import io.isobar.segment.codec.PackedLongsWriter;
import io.isobar.segment.scratch.Pieces;
import io.isobar.segment.scratch.Scratch;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.buffer.MutableRoaringBitmap;

/** Writes a column of numbers: its values, and which rows are null, where 0 stands in. */
final class NumberColumnWriter implements ColumnWriter {
    private final String what;
    private final ValueType type;
    private final BitmapFormat bitmaps;
    private final Values values;
    private final MutableRoaringBitmap nulls = new MutableRoaringBitmap();
    private int rows;

    /** Where values of one type go; takes {@code Long}, {@code Float} or {@code Double}. */
    private interface Values {
        void add(@Nullable Object value) throws IOException;

        Pieces finish() throws IOException;
    }

    NumberColumnWriter(Scratch scratch, String name, ValueType type, Compression compression, IndexSpec spec) {
        this.what = "Column [%s]".formatted(name);
        this.type = type;
        this.bitmaps = spec.bitmap();
        this.values = type == ValueType.LONG && spec.longEncoding() == IndexSpec.LongEncoding.AUTO
                ? new Packed(new PackedLongsWriter(scratch, what, compression))
                : new Fixed(new FixedWidthWriter(
                        scratch, what, compression, type == ValueType.FLOAT ? Float.BYTES : Long.BYTES));
    }

    @Override
    public void add(@Nullable Object value) throws IOException {
        if (value == null) {
            nulls.add(rows);
        }
        values.add(value);
        rows++;
    }

    @Override
    public boolean allNull() {
        return nulls.getCardinality() == rows;
    }

    @Override
    public Pieces finish() throws IOException {
        Pieces section = values.finish();
        Pieces file = ColumnDescriptor.number(type, bitmaps)
                .int32(section.intSize(what))
                .add(section);
        if (!nulls.isEmpty()) {
            byte[] bitmap = bitmaps.write(nulls);
            file.int32(bitmap.length).add(bitmap);
        }
        return file;
    }

    private record Packed(PackedLongsWriter writer) implements Values {
        @Override
        public void add(@Nullable Object value) throws IOException {
            writer.add(value == null ? 0 : (Long) value);
        }

        @Override
        public Pieces finish() throws IOException {
            return writer.finish();
        }
    }

    private final class Fixed implements Values {
        private final FixedWidthWriter writer;

        Fixed(FixedWidthWriter writer) {
            this.writer = writer;
        }

        @Override
        public void add(@Nullable Object value) throws IOException {
            switch (type) {
                case LONG -> writer.add(value == null ? 0L : (Long) value);
                case FLOAT -> writer.add(value == null ? 0f : (Float) value);
                default -> writer.add(value == null ? 0d : (Double) value);
            }
        }

        @Override
        public Pieces finish() throws IOException {
            return writer.finish();
        }
    }
}
