package io.isobar.indexer.shuffle;

import java.util.Arrays;
import java.util.List;

/**
 * The key of a join's shuffle: each value that must be equal as {@link OrderedText}, then one byte for the side, the right
 * one first. So a reducer gets all right rows of equal values before the left ones.
 */
public final class JoinKey {
    private static final int RIGHT = 0;
    private static final int LEFT = 1;

    private JoinKey() {}

    /** Without values the key equals no key of the right side. */
    public static void write(List<String> values, boolean left, ByteSink out) {
        values.forEach(value -> OrderedText.write(value, out));
        out.put(left ? LEFT : RIGHT);
    }

    public static boolean isLeft(byte[] key, int length) {
        return key[length - 1] == LEFT;
    }

    /** Equal for both sides. */
    public static int hash(byte[] key, int length) {
        int hash = 1;
        for (int i = 0; i < length - 1; i++) {
            hash = 31 * hash + key[i];
        }
        return (hash ^ hash >>> 16) & Integer.MAX_VALUE;
    }

    /** The values without the side. */
    public static byte[] values(byte[] key, int length) {
        return Arrays.copyOf(key, length - 1);
    }
}
