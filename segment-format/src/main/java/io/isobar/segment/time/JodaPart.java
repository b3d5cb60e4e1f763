package io.isobar.segment.time;

/** A part of a pattern that reads its part of a text. */
@FunctionalInterface
interface JodaPart {
    /** What {@link #read} gives if the text doesn't go on as it should. */
    int MISMATCH = -1;

    /**
     * Puts what stands at {@code at} into {@code values}.
     *
     * @return where the text goes on, or {@link #MISMATCH}
     */
    int read(String text, int at, JodaValues values);
}
