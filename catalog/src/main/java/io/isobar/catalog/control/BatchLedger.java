package io.isobar.catalog.control;

import io.isobar.catalog.SealedBatch;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the homes produce: batches on their way to become releases. */
@SuppressWarnings("DoNotCallSuggester")
public final class BatchLedger {
    /** Makes {@code dc} the home of the datasource, registering it if it is new, and mints a higher home epoch. */
    public long claimHome(String dataSource, String dc) {
        throw new UnsupportedOperationException();
    }

    /** The home now; none if the datasource isn't registered. */
    public Optional<Home> home(String dataSource) {
        throw new UnsupportedOperationException();
    }

    /** Fixes the version for an input once: the later of {@code batchStart} and the last version + 1 ms. Throws {@link StaleEpochException} under an old epoch. */
    public BatchTicket begin(String dataSource, String inputFingerprint, long homeEpoch, Instant batchStart) {
        throw new UnsupportedOperationException();
    }

    /** Seals a batch that {@link #begin} gave a version to, wholly or not at all. */
    public SealOutcome seal(SealedBatch batch) {
        throw new UnsupportedOperationException();
    }

    /** Asks for a release with the content of release {@code toSeq}. The same request id asks once. */
    public SealOutcome sealRollback(String dataSource, long toSeq, String requestId) {
        throw new UnsupportedOperationException();
    }

    /** The batch of that input, if begun. */
    public Optional<Batch> find(String dataSource, String inputFingerprint) {
        throw new UnsupportedOperationException();
    }

    /** Sealed batches that wait for their distribution, oldest first. */
    public List<Batch> pending(String dataSource) {
        throw new UnsupportedOperationException();
    }
}
