package io.isobar.cli.index;

import io.isobar.indexer.IndexRun;
import io.isobar.indexer.IndexRunConfig;
import io.isobar.indexer.RunLockedException;
import io.isobar.indexer.RunOptions;
import io.isobar.indexer.RunTakenOverException;
import io.isobar.indexer.progress.RunStoppedException;
import io.isobar.indexer.progress.StopSwitch;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/**
 * A run that a person or a script watches: progress on the way, signals stop it, a summary at the end.
 *
 * @param json the summary is an object, and progress goes to standard error
 * @param summaryFile gets the summary too
 */
record WatchedRun(CommandSpec command, boolean json, Optional<Path> summaryFile) {
    /** Of a process that SIGINT ended. */
    private static final int STOPPED = 130;

    /** Runs to the end, and returns the exit code. */
    int run(IndexRunConfig config, RunOptions options) throws IOException {
        PrintWriter out = command.commandLine().getOut();
        PrintWriter err = command.commandLine().getErr();
        IndexProgress progress = new IndexProgress(json ? err : out);
        StopSwitch stop = new StopSwitch();
        IndexSummary summary;
        try (Interrupts interrupts =
                Interrupts.of(stop, err, progress::hasApplication).listen()) {
            try {
                summary = IndexSummary.of(IndexRun.run(config, options, progress, stop));
            } catch (RunLockedException e) {
                return ended(e, IndexExit.LOCKED);
            } catch (RunTakenOverException e) {
                return ended(e, IndexExit.TAKEN_OVER);
            } catch (RunStoppedException e) {
                return ended(
                        e,
                        e.leftRunning().isPresent()
                                ? IndexExit.DETACHED
                                : interrupts.exitCode().orElse(STOPPED));
            }
        }
        if (summaryFile.isPresent()) {
            Files.writeString(summaryFile.get(), summary.toJson().toPrettyString() + System.lineSeparator());
        }
        out.println(json ? summary.toJson().toPrettyString() : summary.inWords());
        return IndexExit.SEALED;
    }

    private int ended(IOException e, int code) {
        command.commandLine().getErr().println(command.qualifiedName() + ": " + e.getMessage());
        return code;
    }
}
