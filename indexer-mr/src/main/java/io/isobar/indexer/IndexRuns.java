package io.isobar.indexer;

import io.isobar.indexer.progress.IndexListener;
import io.isobar.indexer.progress.StopSwitch;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * Runs all outputs of a pipeline, one after the other: each is a run of its own, with its own batch, fingerprint and version. A
 * stage that several outputs need runs once, for the first of them.
 *
 * <p>If one fails, those before it are sealed and stay so, and those after it don't begin. Running again finds the first ones
 * sealed, and goes on with the rest; with {@link RunOptions#resume} the rows of the stages that ran are found, too.
 */
public final class IndexRuns {
    private IndexRuns() {}

    /**
     * Runs every output.
     *
     * @param outputs how to run each, in their order
     * @param stop ends the one that goes on, and the rest with it
     * @param done told about each as soon as it is sealed
     * @throws IOException what stopped one of them
     */
    public static void run(
            List<IndexRunConfig> outputs,
            RunOptions options,
            IndexListener listener,
            StopSwitch stop,
            Consumer<IndexReport> done)
            throws IOException {
        try (RunGroup group = RunGroup.open(outputs)) {
            for (int i = 0; i < outputs.size(); i++) {
                listener.output(outputs.get(i).file().spec().dataSource(), i + 1, outputs.size());
                done.accept(IndexRun.run(outputs.get(i), options, listener, stop, group));
            }
            group.end();
        }
    }
}
