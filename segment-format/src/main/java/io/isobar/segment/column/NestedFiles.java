package io.isobar.segment.column;

import com.fasterxml.jackson.databind.JsonNode;
import io.isobar.segment.UnsupportedSegmentException;
import io.isobar.segment.bitmap.ColumnBitmaps;
import io.isobar.segment.codec.Blocks;
import io.isobar.segment.codec.CompressedObjects;
import io.isobar.segment.codec.FixedValues;
import io.isobar.segment.codec.FixedWidth;
import io.isobar.segment.codec.GenericIndexed;
import io.isobar.segment.codec.IdArrays;
import io.isobar.segment.codec.Longs;
import io.isobar.segment.codec.PackedInts;
import io.isobar.segment.dictionary.Dictionary;
import io.isobar.segment.smoosh.Region;
import io.isobar.segment.smoosh.RegionReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.roaringbitmap.buffer.ImmutableRoaringBitmap;
import org.roaringbitmap.buffer.MutableRoaringBitmap;

/**
 * The files of a column whose type was found from its values ({@code nestedCommonFormat}). The column's own file has after
 * its descriptor:
 *
 * <pre>
 *  int8 version 0 | vint length, UTF-8 name | if isVariantType: int8, a bit per type of its values |
 *  if COMPLEX&lt;json&gt;: {@link Dictionary} of the paths into its documents | int8 per path, bits as above
 *
 *  bits: 0 text, 2 long, 3 double, 4 array of texts, 5 array of longs, 6 array of doubles
 * </pre>
 *
 * <p>The rest lies in files called {@code <name>.<file>}, by the descriptor's {@code logicalType} and {@code isVariantType}:
 *
 * <pre>
 *  file                      STRING  LONG, DOUBLE  variant or ARRAY  COMPLEX&lt;json&gt;  content
 *  __stringDictionary          x                          x               x          texts, as in a string column
 *  __longDictionary                     LONG              x               x          {@link FixedValues}
 *  __doubleDictionary                   DOUBLE            x               x          {@link FixedValues}
 *  __arrayDictionary                                      x               x          {@link IdArrays}
 *  __arrayElementDictionary                               x                          int32 ids of what is in arrays
 *  __encodedColumn             x        x                 x                          an id per row, {@link PackedInts}
 *  __longColumn                         LONG                                         {@link Longs}
 *  __doubleColumn                       DOUBLE                                       {@link FixedWidth}
 *  __valueIndexes              x        x                 x                          a bitmap per id
 *  __arrayElementIndexes                                  x                          a bitmap per id in arrays
 *  __raw, __raw_offsets, __raw_compressed                                 x          {@link CompressedObjects}, Smile
 *  __nullIndex                                                            x          if hasNulls: int32 size, bitmap
 *  __field_0, __field_1, …                                                x          the values of each path
 * </pre>
 *
 * <p>Documents may lack ({@code objectStorageEncoding} none, since Druid 37); then they are put together from the values of
 * each path, see {@link FieldsColumn}. Ids of a variant or of arrays go through all dictionaries in the order of the table, see {@link GlobalDictionary}.
 */
final class NestedFiles {
    private static final String JSON = "COMPLEX<json>";

    private final ColumnSource source;
    private final String base;

    private NestedFiles(ColumnSource source, String base) {
        this.source = source;
        this.base = base;
    }

    /** Opens the column whose own file goes on in {@code in}; {@code descriptor} is that of its part. */
    static Column open(ColumnSource source, RegionReader in, JsonNode descriptor, int rows) {
        byte version = in.int8("version of a nested column");
        if (version != 0) {
            throw in.corrupt(1, "Version of a nested column is [%d], expected 0".formatted(version));
        }
        String base = in.text(in.vint("length of the name of a nested column"), "name of a nested column");
        NestedFiles nested = new NestedFiles(source, base);
        String type = descriptor.path("logicalType").asText();
        boolean variant = descriptor.path("isVariantType").asBoolean();
        return switch (type) {
            case "STRING" -> variant ? nested.mixedTexts(rows) : nested.texts(rows);
            case "LONG" -> variant ? nested.mixedNumbers(rows) : nested.longs(rows);
            case "DOUBLE" -> variant ? nested.mixedNumbers(rows) : nested.doubles(rows);
            case "ARRAY<STRING>", "ARRAY<LONG>", "ARRAY<DOUBLE>" -> nested.arrays(type);
            case JSON -> nested.json(in, descriptor.path("hasNulls").asBoolean(), rows);
            default ->
                throw new UncheckedIOException(new UnsupportedSegmentException(
                        "Column [%s] is of type [nestedCommonFormat %s], which is not read"
                                .formatted(source.name(), type),
                        source.file().file()));
        };
    }

    /** Opens a column of JSON as it was written before there were other types; its files are called by {@code base}. */
    static Column openJson(ColumnSource source, String base, boolean hasNulls, int rows) {
        return new NestedFiles(source, base).documents(hasNulls, rows);
    }

    private Region file(String suffix) {
        return source.siblings().require(base + "." + suffix);
    }

    private RegionReader reader(String suffix) {
        return new RegionReader(file(suffix));
    }

    private Dictionary textDictionary() {
        return Dictionary.read(reader("__stringDictionary"), source.siblings());
    }

    private PackedInts ids() {
        return PackedInts.compressed(reader("__encodedColumn"), source.siblings(), source.order());
    }

    private ColumnBitmaps bitmaps(int values, int rows) {
        Region indexes = file("__valueIndexes");
        ColumnBitmaps found = new ColumnBitmaps(
                GenericIndexed.read(new RegionReader(indexes), source.siblings()), source.bitmaps(), rows);
        if (found.size() != values) {
            throw indexes.corrupt(0, "There are [%d] bitmaps for [%d] values".formatted(found.size(), values));
        }
        return found;
    }

    private Column texts(int rows) {
        Dictionary dictionary = textDictionary();
        return new DictionaryColumn(
                source.name(),
                source.file(),
                dictionary,
                new RowIds.One(ids()),
                bitmaps(dictionary.size(), rows),
                source.guard());
    }

    private Column longs(int rows) {
        FixedValues dictionary = FixedValues.read(reader("__longDictionary"), source.order(), Long.BYTES);
        Longs values = Longs.read(reader("__longColumn"), source.siblings(), source.order());
        return new LongColumn(source.name(), values, nulls(dictionary, rows), source.guard());
    }

    private Column doubles(int rows) {
        FixedValues dictionary = FixedValues.read(reader("__doubleDictionary"), source.order(), Long.BYTES);
        Blocks values = FixedWidth.read(reader("__doubleColumn"), source.siblings(), source.order(), Double.SIZE);
        return new DoubleColumn(source.name(), values, nulls(dictionary, rows), source.guard());
    }

    private ImmutableRoaringBitmap nulls(FixedValues dictionary, int rows) {
        return dictionary.hasNull() ? bitmaps(dictionary.size(), rows).bitmap(0) : new MutableRoaringBitmap();
    }

    private GlobalDictionary dictionaries() {
        return new GlobalDictionary(
                source.file(),
                textDictionary(),
                FixedValues.read(reader("__longDictionary"), source.order(), Long.BYTES),
                FixedValues.read(reader("__doubleDictionary"), source.order(), Long.BYTES),
                IdArrays.read(reader("__arrayDictionary"), source.order()));
    }

    private Column arrays(String type) {
        return new ArrayColumn(source.name(), type, ids(), dictionaries(), source.guard());
    }

    private Column mixedTexts(int rows) {
        GlobalDictionary values = scalarDictionaries();
        return new MixedTextColumn(source, ids(), values, bitmaps(values.size(), rows));
    }

    private Column mixedNumbers(int rows) {
        GlobalDictionary values = scalarDictionaries();
        boolean hasNull = values.size() > 0 && values.value(0) == null;
        ImmutableRoaringBitmap nulls = hasNull ? bitmaps(values.size(), rows).bitmap(0) : new MutableRoaringBitmap();
        return new MixedNumberColumn(source.name(), ids(), values, nulls, source.guard());
    }

    private GlobalDictionary scalarDictionaries() {
        GlobalDictionary values = dictionaries();
        if (values.arrays().size() > 0) {
            throw file("__arrayDictionary").corrupt(0, "A column of scalars has arrays");
        }
        return values;
    }

    private Column json(RegionReader in, boolean hasNulls, int rows) {
        return source.siblings().find(base + ".__raw").isPresent()
                ? documents(hasNulls, rows)
                : fields(Dictionary.read(in, source.siblings()), hasNulls, rows);
    }

    private Column documents(boolean hasNulls, int rows) {
        String raw = base + ".__raw";
        CompressedObjects documents = CompressedObjects.open(source.siblings(), raw, source.order());
        Region file = source.siblings().require(raw);
        return new JsonColumn(source.name(), file, documents, nullRows(hasNulls, rows), source.guard());
    }

    private Column fields(Dictionary paths, boolean hasNulls, int rows) {
        List<FieldsColumn.Field> fields = new ArrayList<>();
        for (int i = 0; i < paths.size(); i++) {
            DocumentPath path = DocumentPath.parse(String.valueOf(paths.value(i)), source.file());
            Region file = file("__field_" + i);
            FieldsColumn.Field field = FieldsColumn.Field.read(path, file, source);
            if (field.ids().size() != rows) {
                throw file.corrupt(
                        0,
                        "It has [%d] rows, the segment has [%d]"
                                .formatted(field.ids().size(), rows));
            }
            fields.add(field);
        }
        return new FieldsColumn(source, fields, dictionaries(), nullRows(hasNulls, rows), rows);
    }

    private ImmutableRoaringBitmap nullRows(boolean hasNulls, int rows) {
        return hasNulls ? source.rowSet(reader("__nullIndex"), rows) : new MutableRoaringBitmap();
    }
}
