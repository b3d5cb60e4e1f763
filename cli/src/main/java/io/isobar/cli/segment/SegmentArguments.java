package io.isobar.cli.segment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The segments that a command works on. */
final class SegmentArguments {
    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "DIR",
            description = "Segments: directories with a version.bin, or zips of them.")
    private List<Path> paths = List.of();

    /** All of them; each exists. */
    List<Path> all() {
        for (Path path : paths) {
            if (!Files.exists(path)) {
                throw new ParameterException(spec.commandLine(), "No segment [" + path + "]: there is no such file");
            }
        }
        return List.copyOf(paths);
    }
}
