package io.isobar.cli.segment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.isobar.segment.Interval;
import io.isobar.segment.Segment;
import io.isobar.segment.hll.HyperLogLog;
import java.nio.ByteBuffer;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Values of rows as JSON and as text. */
final class RowText {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private RowText() {}

    /** As JSON: bytes in Base64, a number that JSON lacks as a string. */
    static String json(@Nullable Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A value of a row cannot be written as JSON", e);
        }
    }

    /** As text: null is empty, lists and documents are JSON, bytes are Base64. */
    static String text(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        }
        return value instanceof String || value instanceof Number ? value.toString() : json(value);
    }

    /** As text of one line that is not much longer than {@code length}. */
    static String shortText(@Nullable Object value, int length) {
        String text = text(value).replace('\n', ' ').replace('\r', ' ');
        return text.length() <= length ? text : text.substring(0, length) + "…";
    }

    /** The value of a column as people want it: milliseconds of {@code __time} as a time, others as they are. */
    static @Nullable Object readable(String column, @Nullable Object value) {
        return column.equals(Segment.TIME) && value instanceof Long time ? Interval.text(time) : value;
    }

    /** How many distinct values the bytes of a {@code hyperUnique} stand for; null stays null. */
    static @Nullable Object estimate(@Nullable Object bytes) {
        return bytes instanceof byte[] sketch
                ? (Object) HyperLogLog.read(ByteBuffer.wrap(sketch)).estimate()
                : bytes;
    }
}
