package io.isobar.indexer.hadoop;

import io.isobar.indexer.pipeline.PipelinePlan;
import io.isobar.indexer.pipeline.ShuffleJob;
import io.isobar.indexer.spec.IndexSpecFile;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.Path;

/**
 * What stages of a pipeline have written, for the outputs that come after the one that ran them. The directory of a run whose
 * stages others need too stays until the last output is sealed. Used by one thread.
 */
public final class SharedStages {
    private final Set<String> kept;
    private final Set<ShuffleJob> neededByOthers = new HashSet<>();
    private final Map<ShuffleJob, Path> written = new HashMap<>();

    private SharedStages(Set<String> kept) {
        this.kept = Set.copyOf(kept);
    }

    /** For the outputs of one file. */
    public static SharedStages of(List<IndexSpecFile> outputs) {
        SharedStages shared = new SharedStages(PipelinePlan.neededBySeveral(outputs));
        Set<ShuffleJob> seen = new HashSet<>();
        for (IndexSpecFile output : outputs) {
            for (ShuffleJob stage : PipelinePlan.of(output, shared.kept).jobs()) {
                if (!seen.add(stage)) {
                    shared.neededByOthers.add(stage);
                }
            }
        }
        return shared;
    }

    /** The names of stages whose rows several outputs need: none of them runs in the job of a later one. */
    Set<String> kept() {
        return kept;
    }

    /** Whether another output needs the stage, too. */
    boolean isNeededByOthers(ShuffleJob stage) {
        return neededByOthers.contains(stage);
    }

    /** Where the output of a stage is, if it ran. */
    Optional<Path> written(ShuffleJob stage) {
        return Optional.ofNullable(written.get(stage));
    }

    void add(ShuffleJob stage, Path output) {
        written.put(stage, output);
    }
}
