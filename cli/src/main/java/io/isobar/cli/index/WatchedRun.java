package io.isobar.cli.index;

import io.isobar.indexer.IndexRunConfig;
import io.isobar.indexer.IndexRuns;
import io.isobar.indexer.RunLockedException;
import io.isobar.indexer.RunOptions;
import io.isobar.indexer.RunTakenOverException;
import io.isobar.indexer.progress.RunStoppedException;
import io.isobar.indexer.progress.StopSwitch;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

    /** Runs them one after the other to the end, and returns the exit code. */
    int run(List<IndexRunConfig> outputs, RunOptions options) throws IOException {
        PrintWriter out = command.commandLine().getOut();
        PrintWriter err = command.commandLine().getErr();
        IndexProgress progress = new IndexProgress(json ? err : out);
        StopSwitch stop = new StopSwitch();
        List<IndexSummary> summaries = new ArrayList<>();
        try (Interrupts interrupts =
                Interrupts.of(stop, err, progress::hasApplication).listen()) {
            try {
                IndexRuns.run(outputs, options, progress, stop, report -> {
                    summaries.add(IndexSummary.of(report));
                    if (!json) {
                        out.println(IndexSummary.of(report).inWords());
                    }
                });
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
        String all = IndexSummary.toJson(summaries).toPrettyString();
        if (summaryFile.isPresent()) {
            Files.writeString(summaryFile.get(), all + System.lineSeparator());
        }
        if (json) {
            out.println(all);
        }
        return IndexExit.SEALED;
    }

    private int ended(IOException e, int code) {
        command.commandLine().getErr().println(command.qualifiedName() + ": " + e.getMessage());
        return code;
    }
}
