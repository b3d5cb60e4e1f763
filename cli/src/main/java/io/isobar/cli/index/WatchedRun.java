package io.isobar.cli.index;

import io.isobar.cli.FailureReport;
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
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
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
            description = "Write the summary there too (JSON), at the end: also of a run that failed.")
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
        RunSummary summary = new RunSummary(configs.stream()
                .map(config -> config.file().spec().dataSource())
                .toList());
        try (Interrupts interrupts =
                Interrupts.of(stop, err, progress::hasApplication).listen()) {
            progress.quietWhile(interrupts::isAsking);
            try {
                IndexRuns.run(configs, options, progress, stop, report -> {
                    IndexSummary output = IndexSummary.of(report);
                    summary.done(output);
                    if (!json) {
                        out.println(output.inWords());
                    }
                });
            } catch (IOException | RuntimeException e) {
                summary.failed(FailureReport.explain(e), progress.outputsBegun());
                tellInSpiteOf(e, summary, out);
                summary.lastWords().forEach(err::println);
                OptionalInt code = exitCode(e, interrupts);
                if (code.isEmpty()) {
                    throw e;
                }
                return ended(command, e, code.getAsInt());
            }
        }
        tell(summary, out);
        return IndexExit.SEALED;
    }

    /**
     * To be called before anything else can fail: who is killed, or doesn't come to run, leaves no summary then, rather than one
     * that speaks of another run.
     */
    void forgetEarlierSummary() throws IOException {
        // What isn't a plain file, such as /dev/stdout, is written to only.
        if (summaryFile.isPresent() && Files.isRegularFile(summaryFile.get(), LinkOption.NOFOLLOW_LINKS)) {
            Files.delete(summaryFile.get());
        }
    }

    private void tell(RunSummary summary, PrintWriter out) throws IOException {
        String all = summary.toJson().toPrettyString();
        if (json) {
            out.println(all);
        }
        if (summaryFile.isPresent()) {
            Files.writeString(summaryFile.get(), all + System.lineSeparator());
        }
    }

    /** What ended the run is worth more than what is wrong with the file of its summary. */
    private void tellInSpiteOf(Exception problem, RunSummary summary, PrintWriter out) {
        try {
            tell(summary, out);
        } catch (IOException e) {
            problem.addSuppressed(e);
        }
    }

    /** None for a failure that the whole program reports in one way. */
    private static OptionalInt exitCode(Exception e, Interrupts interrupts) {
        if (e instanceof RunLockedException) {
            return OptionalInt.of(IndexExit.LOCKED);
        }
        if (e instanceof RunTakenOverException) {
            return OptionalInt.of(IndexExit.TAKEN_OVER);
        }
        if (e instanceof RunStoppedException stopped) {
            return OptionalInt.of(
                    stopped.leftRunning().isPresent()
                            ? IndexExit.DETACHED
                            : interrupts.exitCode().orElse(STOPPED));
        }
        return OptionalInt.empty();
    }

    private static int ended(CommandSpec command, Exception e, int code) {
        command.commandLine().getErr().println(command.qualifiedName() + ": " + e.getMessage());
        return code;
    }
}
