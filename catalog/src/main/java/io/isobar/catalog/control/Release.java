package io.isobar.catalog.control;

import io.isobar.catalog.Commit;
import io.isobar.catalog.ReleaseRef;
import io.isobar.catalog.Totals;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A release as lists show it; its {@link io.isobar.catalog.Manifest} says the rest.
 *
 * @param contentOf for a rollback: the release whose content it has again
 * @param totals of the whole view
 * @param added segments added to the parent's view
 * @param removed segments taken from it
 * @param startedAt when its distribution started, by the database's clock
 * @param committedAt by the database's clock
 */
public record Release(
        ReleaseRef ref,
        ReleaseState state,
        OptionalLong contentOf,
        String inputFingerprint,
        String producerDc,
        Totals totals,
        int added,
        int removed,
        Instant startedAt,
        Optional<Instant> committedAt,
        Optional<Commit> commit) {}
