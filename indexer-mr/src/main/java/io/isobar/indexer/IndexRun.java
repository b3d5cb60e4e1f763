package io.isobar.indexer;

import io.isobar.indexer.progress.IndexListener;
import java.io.IOException;

/** Runs a spec from its raw files to a sealed batch. */
@SuppressWarnings("DoNotCallSuggester")
public final class IndexRun {
    private IndexRun() {}

    /**
     * Runs the chain of jobs and seals what they built. A run that was killed at any step is finished by running again.
     *
     * @throws IOException names the file, row and field of bad input; nothing is published then
     */
    public static IndexReport run(IndexRunConfig config, IndexListener listener) throws IOException {
        throw new UnsupportedOperationException();
    }
}
