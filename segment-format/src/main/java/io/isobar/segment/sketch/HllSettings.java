package io.isobar.segment.sketch;

/**
 * Settings of {@code HLLSketchBuild} and {@code HLLSketchMerge}.
 *
 * @param inputIsSketch whether it is {@code HLLSketchMerge}: the input is a column of sketches, as bytes or in Base64
 * @param lgK the binary logarithm of the number of registers, 4 to 21
 * @param tgtHllType how many bits a stored register has
 * @param stringEncoding which bytes of a string are hashed; sketches agree only if it is the same
 * @param shouldFinalize whether queries give the estimate rather than the sketch; kept for Druid
 * @param round whether queries round the estimate; kept for Druid
 */
public record HllSettings(
        boolean inputIsSketch,
        int lgK,
        RegisterType tgtHllType,
        StringEncoding stringEncoding,
        boolean shouldFinalize,
        boolean round)
        implements FoldSettings {
    /** What {@code lgK} is unless told. */
    public static final int DEFAULT_LG_K = 12;

    private static final int MIN_LG_K = 4;
    private static final int MAX_LG_K = 21;

    /** Bits per register; the names are Druid's. */
    public enum RegisterType {
        HLL_4,
        HLL_6,
        HLL_8
    }

    /** The bytes of a string; the names are Druid's. */
    public enum StringEncoding {
        UTF16LE,
        UTF8
    }

    public HllSettings {
        if (lgK < MIN_LG_K || lgK > MAX_LG_K) {
            throw new IllegalArgumentException("lgK is [%d]: expected [%d] to [%d]".formatted(lgK, MIN_LG_K, MAX_LG_K));
        }
    }

    /** With Druid's defaults. */
    public static HllSettings of(boolean inputIsSketch) {
        return new HllSettings(inputIsSketch, DEFAULT_LG_K, RegisterType.HLL_4, StringEncoding.UTF16LE, true, false);
    }

    @Override
    public ComplexFold newFold() {
        return new HllFold(this);
    }

    @Override
    public String aggregator() {
        return inputIsSketch ? "HLLSketchMerge" : "HLLSketchBuild";
    }

    @Override
    public String columnType() {
        return "HLLSketch";
    }

    @Override
    public HllSettings combining() {
        return new HllSettings(true, lgK, tgtHllType, stringEncoding, shouldFinalize, round);
    }
}
