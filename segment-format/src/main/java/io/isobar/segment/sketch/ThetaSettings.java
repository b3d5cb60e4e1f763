package io.isobar.segment.sketch;

import org.jspecify.annotations.Nullable;

/**
 * Settings of {@code thetaSketch}.
 *
 * @param size how many hashes are kept at most; a power of two
 * @param inputIsSketch {@code isInputThetaSketch}: whether the input is a column of sketches, as bytes or in Base64
 * @param shouldFinalize whether queries give the estimate rather than the sketch; kept for Druid
 * @param errorBoundsStdDev of which confidence the bounds are that queries give, 1 to 3; kept for Druid
 */
public record ThetaSettings(
        int size,
        boolean inputIsSketch,
        boolean shouldFinalize,
        @Nullable Integer errorBoundsStdDev) implements FoldSettings {
    /** What {@code size} is unless told. */
    public static final int DEFAULT_SIZE = 16384;

    private static final int MIN_SIZE = 16;
    private static final int MAX_SIZE = 1 << 26;

    public ThetaSettings {
        if (size < MIN_SIZE || size > MAX_SIZE || Integer.bitCount(size) != 1) {
            throw new IllegalArgumentException(
                    "size is [%d]: expected a power of two from [%d] to [%d]".formatted(size, MIN_SIZE, MAX_SIZE));
        }
        if (errorBoundsStdDev != null && (errorBoundsStdDev < 1 || errorBoundsStdDev > 3)) {
            throw new IllegalArgumentException(
                    "errorBoundsStdDev is [%d]: expected 1, 2 or 3".formatted(errorBoundsStdDev));
        }
    }

    /** With Druid's defaults. */
    public static ThetaSettings defaults() {
        return new ThetaSettings(DEFAULT_SIZE, false, true, null);
    }

    @Override
    public ComplexFold newFold() {
        return new ThetaFold(this);
    }

    @Override
    public String aggregator() {
        return "thetaSketch";
    }

    @Override
    public String columnType() {
        return "thetaSketch";
    }

    @Override
    public ThetaSettings combining() {
        return new ThetaSettings(size, false, shouldFinalize, errorBoundsStdDev);
    }
}
