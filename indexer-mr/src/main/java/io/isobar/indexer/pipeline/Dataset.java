package io.isobar.indexer.pipeline;

import io.isobar.indexer.spec.InputFormatSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rows that a job reads: files, and what is done to each row while it is read.
 *
 * @param base the source or the stage whose files these are
 * @param format of the files
 * @param steps in order
 * @param writer the earlier job that writes the files, if they are no source's
 */
public record Dataset(String base, InputFormatSpec format, List<RowStep> steps, Optional<ShuffleJob> writer) {
    public Dataset {
        steps = List.copyOf(steps);
    }

    static Dataset source(String name, InputFormatSpec format, List<RowStep> steps) {
        return new Dataset(name, format, steps, Optional.empty());
    }

    static Dataset writtenBy(ShuffleJob job) {
        return new Dataset(job.name(), InputFormatSpec.ROWS, List.of(), Optional.of(job));
    }

    /** Whether an earlier job writes the files. */
    public boolean isIntermediate() {
        return writer.isPresent();
    }

    /** The tables that its steps look rows up in. */
    public List<RowStep.LookedUp> lookups() {
        return RowStep.lookups(steps);
    }

    Dataset then(RowStep step) {
        List<RowStep> all = new ArrayList<>(steps);
        all.add(step);
        return new Dataset(base, format, all, writer);
    }
}
