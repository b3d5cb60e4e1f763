package io.isobar.segment.sketch;

/** How a complex column is aggregated: the settings of one of Druid's aggregators. */
public sealed interface FoldSettings
        permits HyperUniqueSettings, PairSettings, ThetaSettings, HllSettings, QuantilesSettings {
    /** A fold by these settings. */
    ComplexFold newFold();

    /** Druid's name of the aggregator, the {@code type} of its JSON. */
    String aggregator();

    /** The name of the column's type, as segments store it. */
    String columnType();

    /** The settings for folding columns that were made by these. */
    FoldSettings combining();
}
