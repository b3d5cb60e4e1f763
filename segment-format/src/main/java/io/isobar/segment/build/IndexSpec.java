package io.isobar.segment.build;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.segment.bitmap.BitmapFormat;
import io.isobar.segment.codec.Compression;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How columns are encoded, as Druid's {@code indexSpec}. The defaults are what every Druid since 0.23 reads.
 *
 * @param bitmap how row sets are written
 * @param dimensionCompression of the ids of string columns and of numeric dimensions; {@code NONE} is refused
 * @param metricCompression of {@code __time} and of metrics
 * @param longEncoding how longs are packed
 * @param dictionary how dictionaries are written
 */
public record IndexSpec(
        BitmapFormat bitmap,
        Compression dimensionCompression,
        Compression metricCompression,
        LongEncoding longEncoding,
        DictionaryEncoding dictionary) {
    private static final Set<String> FIELDS =
            Set.of("bitmap", "dimensionCompression", "stringDictionaryEncoding", "metricCompression", "longEncoding");
    private static final Set<String> BITMAP_FIELDS = Set.of("type", "compressRunOnSerialization");
    private static final Set<String> DICTIONARY_FIELDS = Set.of("type", "bucketSize", "formatVersion");

    /** How longs are packed. */
    public enum LongEncoding {
        /** Eight bytes each. */
        LONGS,
        /** As few bits as the values need, from a table or as differences from the smallest. */
        AUTO
    }

    /**
     * How dictionaries are written.
     *
     * @param bucketSize values per bucket of a front-coded dictionary, a power of 2 up to 128; 0 for a plain one
     * @param formatVersion of a front-coded dictionary: 0 or 1
     */
    public record DictionaryEncoding(int bucketSize, int formatVersion) {
        /** Every value whole, in UTF-8. */
        public static final DictionaryEncoding UTF8 = new DictionaryEncoding(0, 0);

        public DictionaryEncoding {
            if (bucketSize != 0 && (Integer.bitCount(bucketSize) != 1 || bucketSize < 1 || bucketSize > 128)) {
                throw new IllegalArgumentException(
                        "indexSpec.stringDictionaryEncoding has [bucketSize] = [%d]: expected a power of 2 up to 128"
                                .formatted(bucketSize));
            }
            if (formatVersion < 0 || formatVersion > 1) {
                throw new IllegalArgumentException(
                        "indexSpec.stringDictionaryEncoding has [formatVersion] = [%d]: expected 0 or 1"
                                .formatted(formatVersion));
            }
        }

        boolean frontCoded() {
            return bucketSize > 0;
        }
    }

    public IndexSpec {
        if (dimensionCompression == Compression.NONE) {
            throw new IllegalArgumentException(
                    "indexSpec has [dimensionCompression] = [none], which exists for metrics only: use [uncompressed]");
        }
    }

    /** What the widest range of Druids reads: lz4, roaring, plain longs and dictionaries. */
    public static IndexSpec defaults() {
        return new IndexSpec(
                BitmapFormat.ROARING, Compression.LZ4, Compression.LZ4, LongEncoding.LONGS, DictionaryEncoding.UTF8);
    }

    /**
     * Reads Druid's {@code indexSpec}; an absent field has its default.
     *
     * @throws IllegalArgumentException naming the field that cannot be used
     */
    public static IndexSpec fromJson(@Nullable JsonNode json) {
        IndexSpec defaults = defaults();
        if (json == null || json.isNull() || json.isMissingNode()) {
            return defaults;
        }
        JsonFields fields = JsonFields.of("indexSpec", json, FIELDS);
        return new IndexSpec(
                bitmap(fields.present("bitmap")),
                fields.choice("dimensionCompression", defaults.dimensionCompression),
                fields.choice("metricCompression", defaults.metricCompression),
                fields.choice("longEncoding", defaults.longEncoding),
                dictionary(fields.present("stringDictionaryEncoding")));
    }

    /** The object that {@link #fromJson} reads, in Druid's form. */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.putObject("bitmap").put("type", bitmap.typeName());
        json.put("dimensionCompression", text(dimensionCompression));
        ObjectNode encoding = json.putObject("stringDictionaryEncoding");
        if (dictionary.frontCoded()) {
            encoding.put("type", "frontCoded")
                    .put("bucketSize", dictionary.bucketSize())
                    .put("formatVersion", dictionary.formatVersion());
        } else {
            encoding.put("type", "utf8");
        }
        return json.put("metricCompression", text(metricCompression)).put("longEncoding", text(longEncoding));
    }

    private static BitmapFormat bitmap(@Nullable JsonNode json) {
        if (json == null) {
            return BitmapFormat.ROARING;
        }
        return JsonFields.of("indexSpec.bitmap", json, BITMAP_FIELDS).choice("type", BitmapFormat.ROARING);
    }

    private static DictionaryEncoding dictionary(@Nullable JsonNode json) {
        if (json == null) {
            return DictionaryEncoding.UTF8;
        }
        JsonFields fields = JsonFields.of("indexSpec.stringDictionaryEncoding", json, DICTIONARY_FIELDS);
        String type = fields.required("type");
        return switch (type) {
            case "utf8" -> DictionaryEncoding.UTF8;
            case "frontCoded" ->
                new DictionaryEncoding(Math.max(1, fields.number("bucketSize", 4)), fields.number("formatVersion", 1));
            default ->
                throw new IllegalArgumentException(
                        "indexSpec.stringDictionaryEncoding has [type] = [%s]: expected utf8 or frontCoded"
                                .formatted(type));
        };
    }

    private static String text(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
