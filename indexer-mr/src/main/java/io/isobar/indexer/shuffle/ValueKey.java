package io.isobar.indexer.shuffle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is counted to find the ranges of a chunk, as bytes that sort: all counts of a chunk and a candidate stand together, and
 * their values in the order that ranges have.
 *
 * <pre>
 *  long    start of the chunk, the sign bit flipped
 *  int     candidate, or -1 for the rows of the chunk
 *  values  01 = null, or 02 and its {@link OrderedText}, for each; none: the candidate is unfit
 * </pre>
 */
public final class ValueKey {
    /** Stands for the rows of the chunk. */
    public static final int ALL_ROWS = -1;

    private static final int GROUP_BYTES = Long.BYTES + Integer.BYTES;
    private static final int NULL = 1;
    private static final int VALUE = 2;

    private ValueKey() {}

    public static void write(long chunkStart, int candidate, List<@Nullable String> values, ByteSink out) {
        out.putLong(chunkStart ^ Long.MIN_VALUE).putInt(candidate);
        for (String value : values) {
            if (value == null) {
                out.put(NULL);
            } else {
                OrderedText.write(value, out.put(VALUE));
            }
        }
    }

    /** The chunk and the candidate, which belong to one reducer. */
    public static byte[] group(byte[] key) {
        return Arrays.copyOf(key, GROUP_BYTES);
    }

    /** Whether the key is of the group. */
    public static boolean isOf(byte[] group, byte[] key) {
        return Arrays.equals(group, 0, GROUP_BYTES, key, 0, GROUP_BYTES);
    }

    public static long chunkStart(byte[] key) {
        return new ByteSource(key, 0, Long.BYTES).nextLong() ^ Long.MIN_VALUE;
    }

    public static int candidate(byte[] key) {
        return new ByteSource(key, Long.BYTES, GROUP_BYTES).nextInt();
    }

    public static List<@Nullable String> values(byte[] key, int length) {
        ByteSource in = new ByteSource(key, GROUP_BYTES, length);
        StringBuilder scratch = new StringBuilder();
        List<@Nullable String> values = new ArrayList<>();
        while (in.hasMore()) {
            values.add(in.next() == NULL ? null : OrderedText.read(in, scratch));
        }
        return values;
    }

    /** Equal for the keys of a group. */
    public static int hash(byte[] key) {
        int hash = 1;
        for (int i = 0; i < GROUP_BYTES; i++) {
            hash = 31 * hash + key[i];
        }
        return (hash ^ hash >>> 16) & Integer.MAX_VALUE;
    }
}
