package io.isobar.indexer.sort;

import java.io.IOException;
import java.util.Arrays;

/**
 * Pairs of one partition, in ascending order of their keys. A pair lies in one piece:
 *
 * <pre>
 *  int    length of the key, big-endian
 *  ...    key
 *  int    length of the value, big-endian
 *  ...    value
 * </pre>
 */
public interface SortedPairs {
    /** What a pair has beside its key and its value. */
    int LENGTHS = 2 * Integer.BYTES;

    /** Goes to the next pair. */
    boolean next() throws IOException;

    /** The array that the pair is in; valid until {@link #next}. */
    byte[] bytes();

    /** Where in {@link #bytes} the pair begins. */
    int from();

    /** How many bytes the key has. */
    int keyLength();

    /** How many bytes the value has. */
    int valueLength();

    /** Compares the keys of two pairs, unsigned byte by byte; a key comes before its own continuations. */
    static int compareKeys(SortedPairs a, SortedPairs b) {
        int keyA = a.from() + Integer.BYTES;
        int keyB = b.from() + Integer.BYTES;
        return Arrays.compareUnsigned(a.bytes(), keyA, keyA + a.keyLength(), b.bytes(), keyB, keyB + b.keyLength());
    }
}
