package io.isobar.cli;

import io.isobar.cli.backfill.BackfillCommand;
import io.isobar.cli.http.QueryCommand;
import io.isobar.cli.index.ExplainCommand;
import io.isobar.cli.index.IndexCommand;
import io.isobar.cli.index.ReindexCommand;
import io.isobar.cli.quickstart.QuickstartCommand;
import io.isobar.cli.release.DcCommand;
import io.isobar.cli.release.ReleaseCommand;
import io.isobar.cli.segment.SegmentCommand;
import io.isobar.cli.serve.ServeCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** What all commands have in common. */
@Command(
        name = "isobar",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = BuildVersion.class,
        synopsisSubcommandLabel = "COMMAND",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = "Builds segments once, in Hadoop, and makes every data center answer from the same ones.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:failed; one line on standard error says what, where and how to mend it",
            "2:wrong usage"
        },
        subcommands = {
            IndexCommand.class,
            ExplainCommand.class,
            BackfillCommand.class,
            ReindexCommand.class,
            SegmentCommand.class,
            QueryCommand.class,
            ReleaseCommand.class,
            DcCommand.class,
            ServeCommand.class,
            QuickstartCommand.class
        },
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExample:%n",
        footer = "  isobar segment query --help")
final class IsobarCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Log to standard error, and show the trace of a failure.")
    void verbose(boolean verbose) {
        if (verbose) {
            LogSetup.verbose();
        }
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command");
    }
}
