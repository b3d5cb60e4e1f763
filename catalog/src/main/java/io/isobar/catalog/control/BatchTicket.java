package io.isobar.catalog.control;

import java.util.Optional;

/**
 * Leave to build one batch.
 *
 * @param version the same for every run over this input
 * @param sealed the batch, if an earlier run over this input has sealed it already: nothing is left to do
 */
public record BatchTicket(
        String dataSource, String inputFingerprint, String version, long homeEpoch, Optional<Batch> sealed) {}
