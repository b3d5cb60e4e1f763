package io.isobar.indexer.pipeline;

import io.isobar.indexer.spec.StageSpec;
import io.isobar.indexer.spec.TimestampSpec;
import io.isobar.segment.Interval;
import java.util.List;
import java.util.Optional;

/** What is done to each row by itself while it is read: it needs no shuffle. */
public sealed interface RowStep {
    /** The tables that steps look rows up in. */
    static List<LookedUp> lookups(List<RowStep> steps) {
        return steps.stream()
                .filter(LookedUp.class::isInstance)
                .map(LookedUp.class::cast)
                .toList();
    }

    /**
     * Reads the row's time into a field.
     *
     * @param within rows of other times are left out
     */
    record ReadTime(TimestampSpec timestamp, Optional<List<Interval>> within) implements RowStep {}

    /** A stage of type {@code transform}. */
    record Transformed(StageSpec.Transform stage) implements RowStep {}

    /**
     * A stage of type {@code lookup}.
     *
     * @param table what its task holds in memory
     */
    record LookedUp(StageSpec.Lookup stage, List<Dataset> table) implements RowStep {
        public LookedUp {
            table = List.copyOf(table);
        }
    }
}
