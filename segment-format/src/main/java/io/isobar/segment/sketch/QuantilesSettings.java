package io.isobar.segment.sketch;

/**
 * Settings of {@code quantilesDoublesSketch} and {@code quantilesDoublesSketchMerge}.
 *
 * @param merge whether it is {@code quantilesDoublesSketchMerge}; both take numbers and sketches alike
 * @param k how many values a level keeps, which bounds the error; a power of two, 2 to 32768
 * @param maxStreamLength how many values queries make room for; kept for Druid
 * @param shouldFinalize whether queries give the count rather than the sketch; kept for Druid
 */
public record QuantilesSettings(boolean merge, int k, long maxStreamLength, boolean shouldFinalize)
        implements FoldSettings {
    /** What {@code k} is unless told. */
    public static final int DEFAULT_K = 128;

    /** What {@code maxStreamLength} is unless told. */
    public static final long DEFAULT_STREAM_LENGTH = 1_000_000_000;

    static final int MIN_K = 2;
    static final int MAX_K = 32768;

    public QuantilesSettings {
        if (k < MIN_K || k > MAX_K || Integer.bitCount(k) != 1) {
            throw new IllegalArgumentException(
                    "k is [%d]: expected a power of two from [%d] to [%d]".formatted(k, MIN_K, MAX_K));
        }
        if (maxStreamLength < 1) {
            throw new IllegalArgumentException(
                    "maxStreamLength is [%d]: expected one or more".formatted(maxStreamLength));
        }
    }

    /** With Druid's defaults. */
    public static QuantilesSettings of(boolean merge) {
        return new QuantilesSettings(merge, DEFAULT_K, DEFAULT_STREAM_LENGTH, true);
    }

    @Override
    public ComplexFold newFold() {
        return new QuantilesFold(this);
    }

    @Override
    public String aggregator() {
        return merge ? "quantilesDoublesSketchMerge" : "quantilesDoublesSketch";
    }

    @Override
    public String columnType() {
        return "quantilesDoublesSketch";
    }

    @Override
    public QuantilesSettings combining() {
        return new QuantilesSettings(true, k, maxStreamLength, shouldFinalize);
    }
}
