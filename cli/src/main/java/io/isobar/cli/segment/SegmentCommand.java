package io.isobar.cli.segment;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Segments on local storage. */
@Command(
        name = "segment",
        description = "Look into segments, check, compare, query, build and convert them, with no server.",
        footer = "  isobar segment inspect wikiticker/",
        subcommands = {
            SegmentInspectCommand.class,
            SegmentDumpCommand.class,
            SegmentDiffCommand.class,
            SegmentConvertCommand.class,
            SegmentVerifyCommand.class,
            SegmentQueryCommand.class,
            SegmentBuildCommand.class
        })
public final class SegmentCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Missing command: inspect, dump, diff, verify, query, build or convert");
    }
}
