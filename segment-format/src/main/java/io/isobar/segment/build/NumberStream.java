package io.isobar.segment.build;

import java.io.IOException;

/**
 * A column of numbers, read from its first row to its last. A number is its bits: a long itself, {@link
 * Double#doubleToRawLongBits}, or {@link Float#floatToRawIntBits}. For one thread.
 */
interface NumberStream {
    /**
     * Reads the next {@code count} rows, of which there must be as many.
     *
     * @param bits takes the numbers, 0 for null
     * @param nulls takes which of them are null; not touched if none is
     * @return whether any is null
     */
    boolean read(int count, long[] bits, boolean[] nulls) throws IOException;
}
