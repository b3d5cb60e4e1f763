package io.isobar.indexer.hadoop;

/** Counters beside {@link io.isobar.indexer.input.RowOutcome}'s. */
enum RunCounter {
    /** Rows that map tasks read, bad ones included. */
    ROWS_READ,
    /** Rows that a job wrote. */
    ROWS_WRITTEN
}
