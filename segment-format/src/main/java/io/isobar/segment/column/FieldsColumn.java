package io.isobar.segment.column;

import io.isobar.segment.codec.FixedValues;
import io.isobar.segment.codec.PackedInts;
import io.isobar.segment.smoosh.Region;
import io.isobar.segment.smoosh.RegionReader;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.buffer.ImmutableRoaringBitmap;

/**
 * A column of JSON that has no documents, but the values of each path into them. Documents are put together from these, so that
 * what is empty in them is lost.
 */
final class FieldsColumn implements NestedColumn {
    private static final byte COMPRESSED = 2;

    private final ColumnSource source;
    private final List<Field> fields;
    private final GlobalDictionary values;
    private final ImmutableRoaringBitmap nulls;
    private final int rows;
    /** Readers that nobody uses, one per field, with their blocks still decoded. */
    private final AtomicReference<PackedInts.Reader[]> idle = new AtomicReference<>();

    /**
     * The values of one path.
     *
     * <pre>
     *  int8 version: 0 plain ids, 2 compressed ones | int32 0 | {@link FixedValues} of int32: the id in all dictionaries of
     *  each id here | int32 size of longs | int32 size of doubles | longs | doubles | an id per row, {@link PackedInts} |
     *  bitmaps, which aren't read
     * </pre>
     *
     * <p>The sizes are in the column's byte order. Longs and doubles repeat what the ids tell, if all values are such.
     */
    record Field(DocumentPath path, FixedValues globalIds, PackedInts ids) {
        /** Reads the file of a path. */
        static Field read(DocumentPath path, Region file, ColumnSource source) {
            RegionReader in = new RegionReader(file);
            byte version = in.int8("version of a field");
            if (version != 0 && version != COMPRESSED) {
                throw in.corrupt(1, "Version of a field is [%d], expected 0 or 2".formatted(version));
            }
            in.skip(Integer.BYTES, "flags of a field");
            FixedValues globalIds = FixedValues.read(in, source.order(), Integer.BYTES);
            Region sizes = in.region(2 * Integer.BYTES, "sizes of a field");
            ByteBuffer inOrder = sizes.bytes().duplicate().order(source.order());
            in.skip(inOrder.getInt(0), "longs of a field");
            in.skip(inOrder.getInt(Integer.BYTES), "doubles of a field");
            PackedInts ids = version == COMPRESSED
                    ? PackedInts.compressed(in, source.siblings(), source.order())
                    : PackedInts.plain(in);
            return new Field(path, globalIds, ids);
        }
    }

    FieldsColumn(
            ColumnSource source, List<Field> fields, GlobalDictionary values, ImmutableRoaringBitmap nulls, int rows) {
        this.source = source;
        this.fields = List.copyOf(fields);
        this.values = values;
        this.nulls = nulls;
        this.rows = rows;
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public String typeName() {
        return "COMPLEX<json>";
    }

    @Override
    public @Nullable Object value(int row) {
        source.guard().check();
        Objects.checkIndex(row, rows);
        if (nulls.contains(row)) {
            return null;
        }
        PackedInts.Reader[] readers = idle.getAndSet(null);
        if (readers == null) {
            readers = fields.stream().map(field -> field.ids.reader()).toArray(PackedInts.Reader[]::new);
        }
        Object document = null;
        for (int i = 0; i < readers.length; i++) {
            Object value = value(fields.get(i), readers[i].at(row));
            if (value != null) {
                document = fields.get(i).path.put(document, value);
                if (document == null) {
                    throw source.file().corrupt(0, "Row [%d] has two values in one place".formatted(row));
                }
            }
        }
        idle.set(readers);
        return document == null ? new LinkedHashMap<String, Object>() : document;
    }

    private @Nullable Object value(Field field, int id) {
        if (id < 0 || id >= field.globalIds.size()) {
            throw source.file()
                    .corrupt(0, "A row has the id [%d], its field has [%d]".formatted(id, field.globalIds.size()));
        }
        return values.value(field.globalIds.int32(id));
    }
}
