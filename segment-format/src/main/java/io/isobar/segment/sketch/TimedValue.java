package io.isobar.segment.sketch;

import org.jspecify.annotations.Nullable;

/**
 * A row's input of a metric whose {@code timeColumn} isn't {@code __time}.
 *
 * @param time what that column says, in milliseconds
 * @param value the input itself
 */
public record TimedValue(long time, @Nullable Object value) {}
