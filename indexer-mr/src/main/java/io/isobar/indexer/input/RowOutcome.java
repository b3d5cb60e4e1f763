package io.isobar.indexer.input;

/** What became of an input row; named as Druid's counters. */
public enum RowOutcome {
    /** It is in a segment. */
    PROCESSED,
    /** It is in a segment, with null where a value couldn't be read. */
    PROCESSED_WITH_ERROR,
    /** It couldn't be read. */
    UNPARSEABLE,
    /** It is outside of the intervals, or the filter didn't let it pass. */
    THROWN_AWAY
}
