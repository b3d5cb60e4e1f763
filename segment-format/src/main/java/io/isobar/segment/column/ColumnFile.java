package io.isobar.segment.column;

import com.fasterxml.jackson.databind.JsonNode;
import io.isobar.segment.UnsupportedSegmentException;
import io.isobar.segment.bitmap.BitmapFormat;
import io.isobar.segment.bitmap.ColumnBitmaps;
import io.isobar.segment.codec.Blocks;
import io.isobar.segment.codec.CompressedObjects;
import io.isobar.segment.codec.FixedWidth;
import io.isobar.segment.codec.GenericIndexed;
import io.isobar.segment.codec.IdLists;
import io.isobar.segment.codec.Longs;
import io.isobar.segment.codec.PackedInts;
import io.isobar.segment.codec.Pairs;
import io.isobar.segment.dictionary.Dictionary;
import io.isobar.segment.smoosh.LogicalFiles;
import io.isobar.segment.smoosh.Region;
import io.isobar.segment.smoosh.RegionReader;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.util.Optional;
import org.roaringbitmap.buffer.ImmutableRoaringBitmap;
import org.roaringbitmap.buffer.MutableRoaringBitmap;

/**
 * The file of one column: {@code int32} length and UTF-8 of a JSON descriptor, then the parts that it lists. Every
 * column that is read here has one part:
 *
 * <pre>
 *  longV2 floatV2 doubleV2  int32 size | that many bytes of values | if rows are null: int32 size, bitmap of these rows
 *  long float double        values
 *  stringDictionary         int8 version | from version 2 on int32 flags | {@link Dictionary} | ids of rows | bitmaps |
 *                           what was said of points in space, which isn't read
 *  complex                  a {@link GenericIndexed} of one object per row; or compressed: int8 0x7F | int8 version 0 |
 *                           int32 length, JSON of fileNameBase, byteOrder, bitmapSerdeFactory, hasNulls; the objects are
 *                           {@link CompressedObjects} called &lt;base&gt;.__complexColumn, null rows are a bitmap with its
 *                           int32 size in &lt;base&gt;.__nullIndex
 *  complex, pairs           of type serializablePairLong…: {@link Pairs}; pairs with strings mostly as any complex column
 *  complex json             int8 version 3, 4 or 5 | the same JSON | what isn't read; documents as {@link NestedFiles} says
 *  nestedCommonFormat       see {@link NestedFiles}
 *  null                     nothing: every row is null
 * </pre>
 *
 * <p>The descriptor is {@code {"valueType": …, "hasMultipleValues": …, "parts": [{"type": …}]}}; a part has {@code
 * byteOrder} (of values, not of lengths), {@code bitmapSerdeFactory.type} (concise unless told), {@code typeName} and
 * others. Values of longs are {@link Longs}, others {@link FixedWidth}.
 *
 * <p>Versions of {@code stringDictionary}: 0 one plain id per row, 1 several plain ones, 2 compressed ids, 3 plain ones;
 * see {@link PackedInts} and {@link IdLists}. Flags: 1 several values per row, plain or compressed as of old; 2 several
 * values per row; 4 no bitmaps. Bitmaps are a {@link GenericIndexed} with one per value of the dictionary.
 */
public final class ColumnFile {
    private static final int SEVERAL_OLD = 1;
    private static final int SEVERAL = 2;
    private static final int NO_BITMAPS = 4;
    private static final byte COMPRESSED_OBJECTS = 0x7F;
    private static final String PAIRS = "serializablePairLong";
    private static final byte PAIRS_IN_CELLS = 3;

    private final ColumnSource source;
    private final RegionReader in;
    private final String part;
    private final JsonNode serde;

    private ColumnFile(String name, Region file, LogicalFiles siblings, OpenGuard guard) {
        in = new RegionReader(file);
        ColumnSource plain =
                new ColumnSource(name, file, siblings, ByteOrder.LITTLE_ENDIAN, BitmapFormat.CONCISE, guard);
        JsonNode parts = plain.json(in, "descriptor").path("parts");
        int count = parts.isArray() ? parts.size() : 0;
        if (count != 1) {
            throw file.corrupt(0, "Column [%s] has [%d] parts, expected one".formatted(name, count));
        }
        serde = parts.get(0);
        part = serde.path("type").asText();
        source = plain.as(serde);
    }

    /** Opens a column of {@code rows} rows; empty if each of them is null. */
    public static Optional<Column> open(String name, Region file, LogicalFiles siblings, int rows, OpenGuard guard) {
        Optional<Column> column = new ColumnFile(name, file, siblings, guard).column(rows);
        column.ifPresent(c -> requireRows(name, file, c.rows(), rows));
        return column;
    }

    /** Opens the column that says how many rows the segment has: one of longs without nulls. */
    public static NumericColumn openTime(String name, Region file, LogicalFiles siblings, OpenGuard guard) {
        ColumnFile column = new ColumnFile(name, file, siblings, guard);
        if (!column.part.equals("long") && !column.part.equals("longV2")) {
            throw file.corrupt(0, "Column [%s] is of type [%s], expected longs".formatted(name, column.part));
        }
        return column.numeric(Integer.MAX_VALUE);
    }

    private static void requireRows(String name, Region file, int found, int expected) {
        if (found != expected) {
            throw file.corrupt(0, "Column [%s] has [%d] rows, the segment has [%d]".formatted(name, found, expected));
        }
    }

    private Optional<Column> column(int rows) {
        return switch (part) {
            case "long", "float", "double", "longV2", "floatV2", "doubleV2" -> Optional.of(numeric(rows));
            case "stringDictionary" -> Optional.of(strings(rows));
            case "complex" -> Optional.of(objects(rows));
            case "nestedCommonFormat" -> Optional.of(NestedFiles.open(source, in, serde, rows));
            case "null" -> Optional.empty();
            default ->
                throw new UncheckedIOException(new UnsupportedSegmentException(
                        "Column [%s] is of type [%s], which is not read".formatted(source.name(), part),
                        source.file().file()));
        };
    }

    private NumericColumn numeric(int rows) {
        String name = source.name();
        LogicalFiles siblings = source.siblings();
        ByteOrder order = source.order();
        OpenGuard guard = source.guard();
        boolean withNulls = part.endsWith("V2");
        Region section = withNulls ? in.region(in.count("size of values"), "values") : in.rest();
        RegionReader values = new RegionReader(section);
        String type = withNulls ? part.substring(0, part.length() - 2) : part;
        return switch (type) {
            case "long" -> {
                Longs longs = Longs.read(values, siblings, order);
                yield new LongColumn(name, longs, nulls(withNulls, Math.min(rows, longs.rows())), guard);
            }
            case "float" -> {
                Blocks floats = FixedWidth.read(values, siblings, order, Float.SIZE);
                yield new FloatColumn(name, floats, nulls(withNulls, floats.values()), guard);
            }
            default -> {
                Blocks doubles = FixedWidth.read(values, siblings, order, Double.SIZE);
                yield new DoubleColumn(name, doubles, nulls(withNulls, doubles.values()), guard);
            }
        };
    }

    private ImmutableRoaringBitmap nulls(boolean mayFollow, int rows) {
        if (!mayFollow || in.remaining() == 0) {
            return new MutableRoaringBitmap();
        }
        return source.rowSet(in, rows);
    }

    private StringColumn strings(int rows) {
        LogicalFiles siblings = source.siblings();
        ByteOrder order = source.order();
        byte version = in.int8("version of a string column");
        if (version < 0 || version > 3) {
            throw in.corrupt(1, "Version of a string column is [%d], expected 0 to 3".formatted(version));
        }
        int flags = version >= 2 ? in.int32("flags of a string column") : version == 1 ? SEVERAL : 0;
        boolean several = (flags & (SEVERAL | SEVERAL_OLD)) != 0;
        Dictionary dictionary = Dictionary.read(in, siblings);
        boolean compressed = version == 2;
        RowIds ids = several
                ? new RowIds.Several(compressed ? IdLists.compressed(in, siblings, order) : IdLists.plain(in))
                : new RowIds.One(compressed ? PackedInts.compressed(in, siblings, order) : PackedInts.plain(in));
        ColumnBitmaps rowSets = null;
        if ((flags & NO_BITMAPS) == 0) {
            rowSets = new ColumnBitmaps(GenericIndexed.read(in, siblings), source.bitmaps(), rows);
            if (rowSets.size() != dictionary.size()) {
                throw in.corrupt(
                        0, "There are [%d] bitmaps for [%d] values".formatted(rowSets.size(), dictionary.size()));
            }
        }
        return new DictionaryColumn(source.name(), source.file(), dictionary, ids, rowSets, source.guard());
    }

    private Column objects(int rows) {
        String typeName = serde.path("typeName").asText();
        if (in.peek() == COMPRESSED_OBJECTS) {
            return compressedObjects(typeName, rows);
        }
        if (typeName.equals("json")) {
            return oldJson(rows);
        }
        if (typeName.startsWith(PAIRS) && in.peek() == PAIRS_IN_CELLS) {
            boolean strings = typeName.equals(PAIRS + "String");
            return new PairColumn(source.name(), typeName, Pairs.read(in, rows, strings), source.guard());
        }
        return new ObjectColumn(source.name(), typeName, GenericIndexed.read(in, source.siblings()), source.guard());
    }

    private Column compressedObjects(String typeName, int rows) {
        in.skip(1, "mark of compressed objects");
        byte version = in.int8("version of compressed objects");
        if (version != 0) {
            throw in.corrupt(1, "Version of compressed objects is [%d], expected 0".formatted(version));
        }
        JsonNode json = source.json(in, "description of compressed objects");
        ColumnSource described = source.as(json);
        String base = json.path("fileNameBase").asText();
        CompressedObjects objects =
                CompressedObjects.open(described.siblings(), base + ".__complexColumn", described.order());
        ImmutableRoaringBitmap nulls = new MutableRoaringBitmap();
        if (json.path("hasNulls").asBoolean()) {
            Region index = described.siblings().require(base + ".__nullIndex");
            nulls = described.rowSet(new RegionReader(index), rows);
        }
        return new CompressedObjectColumn(described.name(), typeName, objects, nulls, described.guard());
    }

    private Column oldJson(int rows) {
        byte version = in.int8("version of a column of JSON");
        if (version < 3 || version > 5) {
            throw in.corrupt(1, "Version of a column of JSON is [%d], expected 3 to 5".formatted(version));
        }
        JsonNode json = source.json(in, "description of a column of JSON");
        return NestedFiles.openJson(
                source.as(json),
                json.path("fileNameBase").asText(),
                json.path("hasNulls").asBoolean(true),
                rows);
    }
}
