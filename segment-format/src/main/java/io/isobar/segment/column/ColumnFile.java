package io.isobar.segment.column;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isobar.segment.UnsupportedSegmentException;
import io.isobar.segment.bitmap.BitmapFormat;
import io.isobar.segment.bitmap.ColumnBitmaps;
import io.isobar.segment.codec.Blocks;
import io.isobar.segment.codec.FixedWidth;
import io.isobar.segment.codec.GenericIndexed;
import io.isobar.segment.codec.IdLists;
import io.isobar.segment.codec.Longs;
import io.isobar.segment.codec.PackedInts;
import io.isobar.segment.dictionary.Dictionary;
import io.isobar.segment.dictionary.FrontCodedDictionary;
import io.isobar.segment.dictionary.PlainDictionary;
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
 *  stringDictionary         int8 version | from version 2 on int32 flags | dictionary | ids of rows | bitmaps
 *  complex                  a list of one object per row
 *  null                     nothing: every row is null
 * </pre>
 *
 * <p>Versions of {@code stringDictionary}: 0 one plain id per row, 1 several plain ones, 2 compressed ids, 3 plain ones.
 * Flags: 1 several values per row, plain or compressed as of old; 2 several values per row; 4 no bitmaps. A dictionary that
 * begins with 0x7F says next what it is: 0 plain, 1 front-coded; else it is plain and begins at once.
 */
public final class ColumnFile {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SEVERAL_OLD = 1;
    private static final int SEVERAL = 2;
    private static final int NO_BITMAPS = 4;
    private static final byte DICTIONARY_TYPE_FOLLOWS = 0x7F;

    private final String name;
    private final Region file;
    private final LogicalFiles siblings;
    private final OpenGuard guard;
    private final RegionReader in;
    private final String part;
    private final JsonNode serde;
    private final ByteOrder order;
    private final BitmapFormat bitmaps;

    private ColumnFile(String name, Region file, LogicalFiles siblings, OpenGuard guard) {
        this.name = name;
        this.file = file;
        this.siblings = siblings;
        this.guard = guard;
        this.in = new RegionReader(file);
        JsonNode descriptor = parse(in.text("descriptor of a column"));
        JsonNode parts = descriptor.path("parts");
        if (parts.size() != 1) {
            throw file.corrupt(0, "Column [%s] has [%d] parts, expected one".formatted(name, parts.size()));
        }
        this.serde = parts.get(0);
        this.part = serde.path("type").asText();
        this.order =
                serde.path("byteOrder").asText().equals("BIG_ENDIAN") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        this.bitmaps = serde.path("bitmapSerdeFactory").path("type").asText().equals("roaring")
                ? BitmapFormat.ROARING
                : BitmapFormat.CONCISE;
    }

    private JsonNode parse(String descriptor) {
        try {
            return JSON.readTree(descriptor);
        } catch (JsonProcessingException e) {
            throw file.corrupt(4, "Descriptor of column [%s] is no JSON".formatted(name), e);
        }
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
        if (!column.part.startsWith("long")) {
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
            case "complex" -> Optional.of(objects());
            case "null" -> Optional.empty();
            default ->
                throw new UncheckedIOException(new UnsupportedSegmentException(
                        "Column [%s] is of type [%s%s], which is not read"
                                .formatted(
                                        name,
                                        part,
                                        serde.has("logicalType")
                                                ? " " + serde.get("logicalType").asText()
                                                : ""),
                        file.file()));
        };
    }

    private NumericColumn numeric(int rows) {
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
        return bitmaps.read(in.region(in.count("size of null rows"), "null rows"), rows, false);
    }

    private StringColumn strings(int rows) {
        byte version = in.int8("version of a string column");
        if (version < 0 || version > 3) {
            throw in.corrupt(1, "Version of a string column is [%d], expected 0 to 3".formatted(version));
        }
        int flags = version >= 2 ? in.int32("flags of a string column") : version == 1 ? SEVERAL : 0;
        boolean several = (flags & (SEVERAL | SEVERAL_OLD)) != 0;
        Dictionary dictionary = dictionary();
        boolean compressed = version == 2;
        RowIds ids = several
                ? new RowIds.Several(compressed ? IdLists.compressed(in, siblings, order) : IdLists.plain(in))
                : new RowIds.One(compressed ? PackedInts.compressed(in, siblings, order) : PackedInts.plain(in));
        ColumnBitmaps rowSets = null;
        if ((flags & NO_BITMAPS) == 0) {
            rowSets = new ColumnBitmaps(GenericIndexed.read(in, siblings), bitmaps, rows);
            if (rowSets.size() != dictionary.size()) {
                throw in.corrupt(
                        0, "There are [%d] bitmaps for [%d] values".formatted(rowSets.size(), dictionary.size()));
            }
        }
        return new DictionaryColumn(name, file, dictionary, ids, rowSets, guard);
    }

    private Dictionary dictionary() {
        Region rest = in.rest();
        if (rest.size() == 0 || rest.bytes().get(0) != DICTIONARY_TYPE_FOLLOWS) {
            return new PlainDictionary(GenericIndexed.read(in, siblings));
        }
        in.skip(1, "mark of a dictionary");
        byte type = in.int8("type of a dictionary");
        return switch (type) {
            case 0 -> new PlainDictionary(GenericIndexed.read(in, siblings));
            case 1 -> FrontCodedDictionary.read(in);
            default -> throw in.corrupt(1, "Type of a dictionary is [%d], expected 0 or 1".formatted(type));
        };
    }

    private ComplexColumn objects() {
        String typeName = serde.path("typeName").asText();
        if (in.remaining() > 0 && in.rest().bytes().get(0) == DICTIONARY_TYPE_FOLLOWS) {
            throw new UncheckedIOException(new UnsupportedSegmentException(
                    "Column [%s] of type [%s] is compressed, which is not read".formatted(name, typeName),
                    file.file()));
        }
        return new ObjectColumn(name, typeName, GenericIndexed.read(in, siblings), guard);
    }
}
