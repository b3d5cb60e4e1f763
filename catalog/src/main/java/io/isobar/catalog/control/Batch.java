package io.isobar.catalog.control;

import io.isobar.catalog.ReleaseRef;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the ledger knows of one batch or one request for a rollback.
 *
 * @param order ascending in the order of sealing within a datasource; 0 while it is being built
 * @param inputFingerprint of a rollback: {@code rollback:<request id>}
 * @param contentOf for a rollback: the release to go back to
 * @param release once it is distributed
 * @param refusal why it can't become a release, in words
 */
public record Batch(
        String dataSource,
        String inputFingerprint,
        String version,
        long order,
        BatchState state,
        OptionalLong contentOf,
        Optional<ReleaseRef> release,
        Optional<String> refusal) {}
