package io.isobar.segment.column;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isobar.segment.bitmap.BitmapFormat;
import io.isobar.segment.smoosh.LogicalFiles;
import io.isobar.segment.smoosh.Region;
import io.isobar.segment.smoosh.RegionReader;
import java.nio.ByteOrder;
import org.roaringbitmap.buffer.ImmutableRoaringBitmap;

/**
 * What a column is opened from, whatever its type.
 *
 * @param name the column's name in the segment
 * @param file its own file
 * @param siblings all files of the segment, where it may have more
 * @param order the byte order of its values
 * @param bitmaps how its sets of rows are written
 * @param guard tells whether the segment is still open
 */
record ColumnSource(
        String name, Region file, LogicalFiles siblings, ByteOrder order, BitmapFormat bitmaps, OpenGuard guard) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The same column with the order and the bitmaps that {@code json} tells: little-endian and concise unless told. */
    ColumnSource as(JsonNode json) {
        boolean big = json.path("byteOrder").asText().equals("BIG_ENDIAN");
        boolean roaring = json.path("bitmapSerdeFactory").path("type").asText().equals(BitmapFormat.ROARING.typeName());
        return new ColumnSource(
                name,
                file,
                siblings,
                big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
                roaring ? BitmapFormat.ROARING : BitmapFormat.CONCISE,
                guard);
    }

    /** The JSON that comes next in the file, with its length in front. */
    JsonNode json(RegionReader in, String what) {
        int start = in.position();
        try {
            return JSON.readTree(in.text(what));
        } catch (JsonProcessingException e) {
            throw file.corrupt(start + Integer.BYTES, "%s of column [%s] is no JSON".formatted(what, name), e);
        }
    }

    /** A set of rows that comes next in {@code in}, with its length in front; none of them is {@code rows} or more. */
    ImmutableRoaringBitmap rowSet(RegionReader in, int rows) {
        return bitmaps.read(in.region(in.count("size of null rows"), "null rows"), rows, false);
    }
}
