package io.isobar.segment.column;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isobar.segment.codec.Compression;
import io.isobar.segment.codec.GenericIndexed;
import io.isobar.segment.codec.IdLists;
import io.isobar.segment.codec.PackedInts;
import io.isobar.segment.dictionary.Dictionary;
import io.isobar.segment.smoosh.LogicalFiles;
import io.isobar.segment.smoosh.Region;
import io.isobar.segment.smoosh.RegionReader;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Finds where the parts of a column's file begin and end, and what their headers say. Layouts stand at the classes that
 * read them: {@link ColumnFile}, {@link Dictionary}, {@link PackedInts}, {@link IdLists}, {@link GenericIndexed}.
 */
final class LayoutReader {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SEVERAL = 1 | 2;
    private static final int NO_BITMAPS = 4;
    private static final byte TYPE_FOLLOWS = 0x7F;
    private static final int NUMBERS_HEADER = 9;
    private static final int IDS_HEADER = 10;
    private static final byte LOWEST_PLAIN_ID = -2;
    private static final int ENCODED = 126;

    private final String name;
    private final LogicalFiles siblings;
    private final Region file;
    private final RegionReader in;
    private final List<ColumnLayout.Part> parts = new ArrayList<>();

    LayoutReader(String name, Region file, LogicalFiles siblings) {
        this.name = name;
        this.file = file;
        this.siblings = siblings;
        this.in = new RegionReader(file);
    }

    ColumnLayout read() {
        JsonNode part = descriptor().path("parts").path(0);
        String type = part.path("type").asText();
        String bitmap = part.path("bitmapSerdeFactory").path("type").asText("concise");
        part("descriptor", 0, Map.of());
        switch (type) {
            case "long", "float", "double" -> values(type, in.position(), in.remaining());
            case "longV2", "floatV2", "doubleV2" -> {
                int start = in.position();
                values(type.substring(0, type.length() - 2), start, in.count("size of values"));
                rest("nulls", Map.of("bitmap", bitmap));
            }
            case "stringDictionary" -> strings(bitmap);
            case "complex" -> {
                if (in.peek() != TYPE_FOLLOWS) {
                    int start = in.position();
                    byte version = in.peek();
                    GenericIndexed.read(in, siblings);
                    part("objects", start, Map.of("version", Byte.toString(version)));
                }
            }
            default -> {}
        }
        rest("rest", Map.of());
        for (String other : siblings.names()) {
            if (other.startsWith(name + ".")) {
                parts.add(new ColumnLayout.Part(other.substring(name.length() + 1), siblings.size(other), Map.of()));
            }
        }
        return new ColumnLayout(name, type, parts);
    }

    private JsonNode descriptor() {
        try {
            return JSON.readTree(in.text("descriptor of a column"));
        } catch (JsonProcessingException e) {
            throw file.corrupt(Integer.BYTES, "Descriptor of column [%s] is no JSON".formatted(name), e);
        }
    }

    /** What was read since {@code start}. */
    private void part(String what, int start, Map<String, String> encoding) {
        parts.add(new ColumnLayout.Part(what, in.position() - start, encoding));
    }

    private void rest(String what, Map<String, String> encoding) {
        if (in.remaining() > 0) {
            int start = in.position();
            in.skip(in.remaining(), what);
            part(what, start, encoding);
        }
    }

    /** A section of numbers, with the size in front of it if there is one. */
    private void values(String type, int start, int length) {
        Region section = in.region(length, "values");
        Map<String, String> encoding = new LinkedHashMap<>();
        byte version = int8(section, 0, "version of numbers");
        encoding.put("version", Byte.toString(version));
        byte id = version == 1 ? Compression.LZF.id() : int8(section, NUMBERS_HEADER, "compression of numbers");
        boolean encoded = type.equals("long") && version != 1 && id < LOWEST_PLAIN_ID;
        encoding.put("compression", compression(encoded ? (byte) (id + ENCODED) : id, section, NUMBERS_HEADER));
        if (type.equals("long")) {
            encoding.put("encoding", encoded ? packing(section, NUMBERS_HEADER + 1) : "longs");
        }
        part("values", start, encoding);
    }

    private static String packing(Region section, int at) {
        return switch (int8(section, at, "encoding of longs")) {
            case 0 -> "delta of %d bits".formatted(section.int32(at + 10, "bits of longs"));
            case 1 -> "table of %d values".formatted(section.int32(at + 2, "length of a table"));
            default -> "longs";
        };
    }

    private void strings(String bitmap) {
        int start = in.position();
        byte version = in.int8("version of a string column");
        int flags = version >= 2 ? in.int32("flags of a string column") : version == 1 ? SEVERAL : 0;
        part("header", start, Map.of("version", Byte.toString(version)));
        dictionary();
        ids(version == 2, (flags & SEVERAL) != 0);
        if ((flags & NO_BITMAPS) == 0) {
            start = in.position();
            GenericIndexed.read(in, siblings);
            part("bitmaps", start, Map.of("bitmap", bitmap));
        }
    }

    private void dictionary() {
        int start = in.position();
        Region rest = in.rest();
        boolean told = in.peek() == TYPE_FOLLOWS;
        boolean frontCoded = told && int8(rest, 1, "type of a dictionary") == 1;
        Map<String, String> encoding = new LinkedHashMap<>();
        encoding.put("kind", frontCoded ? "frontCoded" : "utf8");
        encoding.put("version", Byte.toString(int8(rest, told ? 2 : 0, "version of a dictionary")));
        if (frontCoded) {
            encoding.put("bucketSize", Integer.toString(int8(rest, 3, "bucket size of a dictionary") & 0xFF));
        }
        Dictionary.read(in, siblings);
        part("dictionary", start, encoding);
    }

    private void ids(boolean compressed, boolean several) {
        int start = in.position();
        Region rest = in.rest();
        Map<String, String> encoding = new LinkedHashMap<>();
        encoding.put("kind", several ? "several" : "one");
        byte version = int8(rest, 0, "version of ids");
        encoding.put("version", Byte.toString(version));
        if (several) {
            // The ids stand behind offsets that have the same compression.
            if (compressed) {
                int header = version == 3 ? IDS_HEADER : IDS_HEADER + 1;
                encoding.put("compression", compression(int8(rest, header, "compression of ids"), rest, header));
                IdLists.compressed(in, siblings, ByteOrder.LITTLE_ENDIAN);
            } else {
                encoding.put("bytesPerId", Byte.toString(int8(rest, 1, "bytes per id")));
                IdLists.plain(in);
            }
        } else {
            if (compressed) {
                encoding.put(
                        "compression", compression(int8(rest, IDS_HEADER, "compression of ids"), rest, IDS_HEADER));
                PackedInts.compressed(in, siblings, ByteOrder.LITTLE_ENDIAN);
            } else {
                PackedInts.plain(in);
            }
            encoding.put("bytesPerId", Byte.toString(int8(rest, 1, "bytes per id")));
        }
        part("ids", start, encoding);
    }

    private static String compression(byte id, Region region, int at) {
        return Compression.of(id, region, at).name().toLowerCase(Locale.ROOT);
    }

    private static byte int8(Region region, int at, String what) {
        region.check(at, 1, what);
        return region.bytes().get(at);
    }
}
