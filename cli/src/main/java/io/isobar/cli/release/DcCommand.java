package io.isobar.cli.release;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The data centers. */
@Command(
        name = "dc",
        description = "Look at the data centers.",
        footer = "  isobar dc status --config control.properties --watch",
        subcommands = DcStatusCommand.class)
public final class DcCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command: status");
    }
}
