package io.isobar.segment.sketch;

import org.jspecify.annotations.Nullable;

/**
 * Folds the values of one complex column for one key after the other: {@link #encode} and {@link #fold} for each row of
 * the key, then {@link #take}. For one thread.
 *
 * <p>What is taken is a function of the set of values that were folded, not of their order, provided that values of an
 * {@link #ordered} fold come in order. Folding what was taken is folding its values again, within what the type of the
 * column promises.
 */
public interface ComplexFold {
    /**
     * The bytes by which one row's raw input is folded; null if the input says nothing. They need not be what a segment
     * would store for the row: that is {@link #take} after {@link #fold}.
     *
     * @param time the row's own time in milliseconds, before truncation
     * @param input null, a number, a {@code String}, a {@code List} of these, a {@link TimedValue} of these, or a {@code
     *     byte[]} with what a segment stores or this method gave
     * @throws IllegalArgumentException for an input that it cannot take
     */
    byte @Nullable [] encode(long time, @Nullable Object input);

    /**
     * Whether {@link #take} depends on the order of the folded values; whoever folds then does so in ascending unsigned
     * order of the bytes, so that equal rows give equal bytes.
     */
    boolean ordered();

    /**
     * Folds what {@link #encode} gave or what a segment stores; no bytes say nothing. Keeps no reference to the array.
     *
     * @throws IllegalArgumentException if these are no such bytes; what was folded before may be lost then
     */
    void fold(byte[] bytes, int start, int length);

    /** The aggregate since the last call as it is stored, null or no bytes for none; forgets it. */
    byte @Nullable [] take();
}
