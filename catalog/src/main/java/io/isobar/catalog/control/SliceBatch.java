package io.isobar.catalog.control;

/**
 * A sealed batch that a slice of a backfill became, for one of the datasources that it writes.
 *
 * @param version of its segments
 */
public record SliceBatch(String dataSource, String inputFingerprint, String version) {
    /** The batch as the ledger of batches has it. */
    public static SliceBatch of(Batch batch) {
        return new SliceBatch(batch.dataSource(), batch.inputFingerprint(), batch.version());
    }
}
