package io.isobar.cli.index;

import io.isobar.cli.CommandFailedException;
import io.isobar.indexer.slice.SpecTemplate;
import io.isobar.indexer.spec.IndexSpecFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** How a command reads a spec: the options that all commands have which read one. */
public final class SpecOptions {
    @Option(names = "--lenient", description = "Names that no Druid had are warnings, not errors.")
    private boolean lenient;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "In the spec's paths and intervals, $${NAME} stands for VALUE. May be given several times.")
    private Map<String, String> variables = new LinkedHashMap<>();

    /** The values of {@code --set}. */
    public Map<String, String> variables() {
        return Map.copyOf(variables);
    }

    /** The same options again, for a command line. */
    public List<String> asArguments() {
        List<String> arguments = new ArrayList<>();
        if (lenient) {
            arguments.add("--lenient");
        }
        variables.forEach((name, value) -> arguments.addAll(List.of("--set", name + "=" + value)));
        return arguments;
    }

    /** Reads a spec for all that it says; one with several outputs is a file for each. */
    List<IndexSpecFile> read(Path spec) throws IOException {
        return reading(spec, bytes -> IndexSpecFile.parseAll(bytes, lenient, variables));
    }

    /** Reads a spec for one stretch of time, in the words of {@link SpecTemplate#interval}. */
    List<IndexSpecFile> read(Path spec, Optional<String> interval) throws IOException {
        if (interval.isEmpty()) {
            return read(spec);
        }
        return reading(spec, bytes -> {
            SpecTemplate template = SpecTemplate.read(bytes, lenient, variables);
            return template.at(template.interval(interval.get()));
        });
    }

    /** Reads a spec that runs for one stretch of time after the other. */
    public SpecTemplate readTemplate(Path spec) throws IOException {
        return reading(spec, bytes -> SpecTemplate.read(bytes, lenient, variables));
    }

    @FunctionalInterface
    private interface Reader<T> {
        T read(byte[] bytes);
    }

    private static <T> T reading(Path spec, Reader<T> reader) throws IOException {
        byte[] bytes = Files.readAllBytes(spec);
        try {
            return reader.read(bytes);
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException("Spec [%s]: %s".formatted(spec, e.getMessage()), e);
        }
    }

    /** Wrong usage unless there is such a file. */
    public static void requireFile(CommandSpec command, Path file, String option) {
        if (!Files.isRegularFile(file)) {
            throw new ParameterException(command.commandLine(), "No file [" + file + "] for " + option);
        }
    }
}
