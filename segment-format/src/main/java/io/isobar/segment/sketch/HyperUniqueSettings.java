package io.isobar.segment.sketch;

/**
 * Settings of {@code hyperUnique}.
 *
 * @param inputIsSketch {@code isInputHyperUnique}: whether the input is a column of sketches; builds accept sketches and
 *     plain values alike
 * @param round whether queries round the estimate; kept for Druid
 */
public record HyperUniqueSettings(boolean inputIsSketch, boolean round) implements FoldSettings {
    @Override
    public ComplexFold newFold() {
        return new HyperUniqueFold();
    }

    @Override
    public String aggregator() {
        return "hyperUnique";
    }

    @Override
    public String columnType() {
        return "hyperUnique";
    }

    @Override
    public HyperUniqueSettings combining() {
        return this;
    }
}
