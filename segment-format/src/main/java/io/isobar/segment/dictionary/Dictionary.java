package io.isobar.segment.dictionary;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The distinct values of a column in ascending order: null first, then by UTF-16 code units. Safe for many threads.
 *
 * <p>The order is taken from the file as it is: a search in a dictionary that is not sorted finds nothing wrong, nor
 * anything else.
 */
public interface Dictionary {
    /** How many values there are, null included. */
    int size();

    /** Whether id 0 is null. */
    boolean hasNull();

    /** The UTF-8 bytes of a value, read-only; null for null. */
    @Nullable
    ByteBuffer utf8(int id);

    /** The id of a value that is not null, or {@code -(insertion point) - 1}. */
    int idOf(byte[] utf8);

    /** A value as text. */
    default @Nullable String value(int id) {
        ByteBuffer bytes = utf8(id);
        return bytes == null ? null : StandardCharsets.UTF_8.decode(bytes).toString();
    }

    /** The id of a value, or {@code -(insertion point) - 1}. */
    default int idOf(@Nullable String value) {
        if (value == null) {
            return hasNull() ? 0 : -1;
        }
        return idOf(value.getBytes(StandardCharsets.UTF_8));
    }
}
