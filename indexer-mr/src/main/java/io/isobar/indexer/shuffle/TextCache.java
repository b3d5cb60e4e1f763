package io.isobar.indexer.shuffle;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the texts of one dimension, and gives the same object for the same text while it remembers it: rows of a segment repeat
 * their values, and a string that is there already needs neither decoding nor hashing again. Not thread-safe.
 */
final class TextCache {
    private static final int MOST_ENTRIES = 1_024;
    private static final int LEAST_ENTRIES = 16;
    /** Over all dimensions of a row, so that hundreds of them don't take the heap. */
    private static final int ALL_ENTRIES = 16_384;

    private static final int LONGEST = 128;
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
        for (byte b; (b = bytes[end]) != OrderedText.END; end++) {
            hash = hash * 31 + b;
        }
        if (end - from > LONGEST) {
            return OrderedText.read(in, scratch);
        }
        int slot = (hash * MULTIPLIER) >>> shift;
        String known = texts[slot];
        if (known != null && Arrays.equals(keys[slot], 0, keys[slot].length, bytes, from, end)) {
            in.goTo(end + 1);
            return known;
        }
        String text = OrderedText.read(in, scratch);
        keys[slot] = Arrays.copyOfRange(bytes, from, end);
        texts[slot] = text;
        return text;
    }
}
