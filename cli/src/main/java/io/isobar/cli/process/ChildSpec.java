package io.isobar.cli.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What to start.
 *
 * @param name what the user calls it, unique among its siblings
 * @param command program and arguments
 * @param directory working directory; it is created
 * @param console file that takes standard output and standard error, appended to
 * @param environment variables on top of the parent's own
 */
public record ChildSpec(
        String name, List<String> command, Path directory, Path console, Map<String, String> environment) {
    public ChildSpec {
        if (command.isEmpty()) {
            throw new IllegalArgumentException("Process [" + name + "] has no command");
        }
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
