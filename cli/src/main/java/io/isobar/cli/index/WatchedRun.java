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
import picocli.CommandLine.Option;

/**
 * A run that a person or a script watches: progress on the way, signals stop it, a summary at the end. With the options that
 * all commands have which end in a run.
 */
final class WatchedRun {
    /** Of a process that SIGINT ended. */
    private static final int STOPPED = 130;

    @Option(
            names = "--resume",
            description = {
                "Take up what a driver that died has left of this very run: jobs that are done aren't repeated, and an"
                        + " application that still runs is attached to."
            })
    private boolean resume;

    @Option(
            names = "--force",
            description =
                    "Run even if the same input was sealed before, as a new version. Give it again if the run was killed.")
    private boolean force;

    @Option(
            names = "--wait",
            description = "If another run is at the same intervals, wait for its end instead of refusing.")
    private boolean waits;

    @Option(
            names = "--ship-jre",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "RUNTIME",
            description =
                    "Send a Java runtime along to the tasks of a cluster that has none: that of this command, or the"
                            + " given directory or .tar.gz.")
    private Optional<String> shippedJre = Optional.empty();

    @Option(
            names = "--summary-file",
            paramLabel = "FILE",
            description = "Write the summary there too (JSON), once the batch is sealed.")
    private Optional<Path> summaryFile = Optional.empty();

    @Option(names = "--json", description = "Print the summary as a JSON object; progress goes to standard error.")
    private boolean json;

    /** Whether standard output is for the summary alone. */
    boolean json() {
        return json;
    }

    /** Runs them one after the other to the end, and returns the exit code. */
    int run(CommandSpec command, List<IndexRunConfig> outputs) throws IOException {
        RunOptions options = new RunOptions(resume, force, waits);
        List<IndexRunConfig> configs = outputs.stream()
                .map(output -> shippedJre.map(output::shippingJre).orElse(output))
                .toList();
        PrintWriter out = command.commandLine().getOut();
        PrintWriter err = command.commandLine().getErr();
        IndexProgress progress = new IndexProgress(json ? err : out);
        StopSwitch stop = new StopSwitch();
        List<IndexSummary> summaries = new ArrayList<>();
        try (Interrupts interrupts =
                Interrupts.of(stop, err, progress::hasApplication).listen()) {
            progress.quietWhile(interrupts::isAsking);
            try {
                IndexRuns.run(configs, options, progress, stop, report -> {
                    summaries.add(IndexSummary.of(report));
                    if (!json) {
                        out.println(IndexSummary.of(report).inWords());
                    }
                });
            } catch (RunLockedException e) {
                return ended(command, e, IndexExit.LOCKED);
            } catch (RunTakenOverException e) {
                return ended(command, e, IndexExit.TAKEN_OVER);
            } catch (RunStoppedException e) {
                return ended(
                        command,
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

    private static int ended(CommandSpec command, IOException e, int code) {
        command.commandLine().getErr().println(command.qualifiedName() + ": " + e.getMessage());
        return code;
    }
}
