package io.isobar.segment.dictionary;

import io.isobar.segment.codec.GenericIndexed;
import io.isobar.segment.smoosh.LogicalFiles;
import io.isobar.segment.smoosh.RegionReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The distinct values of a column in ascending order: null first, then by UTF-16 code units. Safe for many threads.
 *
 * <p>Its bytes say by their first what they are:
 *
 * <pre>
 *  1, 2       a {@link PlainDictionary} that begins with this byte
 *  0x7F 0x00  a plain one that begins with the next byte
 *  0x7F 0x01  a {@link FrontCodedDictionary} that begins with the next byte
 * </pre>
 *
 * <p>The order is taken from the file as it is: a search in a dictionary that is not sorted finds nothing wrong, nor
 * anything else.
 */
public interface Dictionary {
    /** The first byte of a dictionary that says next what it is. */
    byte TYPE_FOLLOWS = 0x7F;

    /** Reads the dictionary that comes next in {@code in}; {@code siblings} is where a large one has more files. */
    static Dictionary read(RegionReader in, LogicalFiles siblings) {
        if (in.peek() != TYPE_FOLLOWS) {
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
