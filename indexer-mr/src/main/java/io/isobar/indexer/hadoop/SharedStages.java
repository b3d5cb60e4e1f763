package io.isobar.indexer.hadoop;

import io.isobar.indexer.pipeline.ShuffleJob;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/**
 * What stages of a pipeline have written, for the outputs that come after the one that ran them. The directories of runs stay
 * until the last output is done. Used by one thread.
 */
public final class SharedStages implements Closeable {
    private final Map<ShuffleJob, Path> written = new HashMap<>();
    private final List<CleanUp> later = new ArrayList<>();

    /** Removes what a run has written. */
    @FunctionalInterface
    interface CleanUp {
        void run() throws IOException;
    }

    /** Where the output of a stage is, if it ran. */
    Optional<Path> written(ShuffleJob stage) {
        return Optional.ofNullable(written.get(stage));
    }

    void add(ShuffleJob stage, Path output) {
        written.put(stage, output);
    }

    /** Cleans up at the end. */
    void cleanUpLater(CleanUp cleanUp) {
        later.add(cleanUp);
    }

    @Override
    public void close() throws IOException {
        written.clear();
        for (CleanUp cleanUp : later) {
            cleanUp.run();
        }
        later.clear();
    }
}
