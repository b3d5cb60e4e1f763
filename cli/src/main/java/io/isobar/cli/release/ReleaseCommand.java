package io.isobar.cli.release;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What is published. */
@Command(
        name = "release",
        description = "List releases, look into one, go back to an earlier one's content.",
        footer = "  isobar release list --config control.properties",
        subcommands = {ReleaseListCommand.class, ReleaseShowCommand.class, ReleaseRollbackCommand.class})
public final class ReleaseCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command: list, show or rollback");
    }
}
