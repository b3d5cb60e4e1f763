package io.isobar.indexer.input;

/** What became of an input row. */
public enum RowOutcome {
    /** It is in a segment. */
    PROCESSED("ROWS_PROCESSED"),
    /** It is in a segment, with null where a value couldn't be read. */
    PROCESSED_WITH_ERROR("ROWS_PROCESSED_WITH_ERRORS"),
    /** It couldn't be read. */
    UNPARSEABLE("ROWS_UNPARSEABLE"),
    /** It is outside of the intervals, or the filter didn't let it pass. */
    THROWN_AWAY("ROWS_THROWN_AWAY");

    private final String counter;

    RowOutcome(String counter) {
        this.counter = counter;
    }

    /** The name of Druid's counter for it. */
    public String counter() {
        return counter;
    }
}
