package io.isobar.indexer.shuffle;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the texts of one dimension, and gives the same object for the same text while it remembers it: rows of a segment repeat
 * their values, and a string that is there already needs neither decoding nor hashing again. Not thread-safe.
 */
final class TextCache {
    private static final int MOST_ENTRIES = 4_096;
    private static final int LEAST_ENTRIES = 16;
    /** Over all dimensions of a row, so that hundreds of them don't take the heap. */
    private static final int ALL_ENTRIES = 32_768;

    private static final int LONGEST = 64;
    private static final int MULTIPLIER = 0x9E3779B1;

    private final StringBuilder scratch = new StringBuilder();
    private final byte[][] keys;
    private final @Nullable String[] texts;
    private final int shift;

    /** A cache for one of so many dimensions. */
    TextCache(int dimensions) {
        int entries = Integer.highestOneBit(
                Math.max(LEAST_ENTRIES, Math.min(MOST_ENTRIES, ALL_ENTRIES / Math.max(1, dimensions))));
        this.keys = new byte[entries][];
        this.texts = new String[entries];
        this.shift = Integer.SIZE - Integer.numberOfTrailingZeros(entries);
        Arrays.fill(keys, new byte[0]);
    }

    /** Reads an {@link OrderedText}. */
    String read(ByteSource in) {
        byte[] bytes = in.bytes();
        int from = in.at();
        int end = from;
        int hash = 0;
        int special = 0; // negative once a byte isn't a character by itself
        for (byte b; (b = bytes[end]) != OrderedText.END; end++) {
            hash = hash * 31 + b;
            special |= b - OrderedText.LEAST_PLAIN;
        }
        boolean plain = special >= 0;
        if (end - from > LONGEST) {
            return plain ? plain(in, end) : OrderedText.read(in, scratch);
        }
        int slot = (hash * MULTIPLIER) >>> shift;
        String known = texts[slot];
        if (known != null && Arrays.equals(keys[slot], 0, keys[slot].length, bytes, from, end)) {
            in.goTo(end + 1);
            return known;
        }
        String text = plain ? plain(in, end) : OrderedText.read(in, scratch);
        keys[slot] = Arrays.copyOfRange(bytes, from, end);
        texts[slot] = text;
        return text;
    }

    /** What stands up to there: characters that are a byte each, and that byte. */
    private static String plain(ByteSource in, int end) {
        String text = new String(in.bytes(), in.at(), end - in.at(), StandardCharsets.ISO_8859_1);
        in.goTo(end + 1);
        return text;
    }
}
