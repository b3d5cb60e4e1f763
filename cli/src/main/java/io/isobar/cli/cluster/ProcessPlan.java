package io.isobar.cli.cluster;

import io.isobar.cli.process.ChildSpec;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One process of {@code isobar serve}.
 *
 * @param name what the user calls it, such as {@code east-main}
 * @param directory its own: configuration, log, state
 * @param roles what it runs
 * @param heapMegabytes its {@code -Xmx}
 * @param properties its configuration
 */
public record ProcessPlan(
        String name, Path directory, List<String> roles, int heapMegabytes, Map<String, String> properties) {
    public ProcessPlan {
        roles = List.copyOf(roles);
        properties = Map.copyOf(properties);
    }

    public Path stateFile() {
        return directory.resolve("state.json");
    }

    public Path configFile() {
        return directory.resolve("isobar.properties");
    }

    /** Writes the configuration and tells how to start the process. */
    public ChildSpec prepare(Path launcher) throws IOException {
        Files.createDirectories(directory);
        try (Writer out = Files.newBufferedWriter(configFile())) {
            for (Map.Entry<String, String> entry : new TreeMap<>(properties).entrySet()) {
                out.write(entry.getKey() + " = " + entry.getValue().replace("\\", "\\\\") + "\n");
            }
        }
        return new ChildSpec(
                name,
                List.of(
                        launcher.toString(),
                        "serve",
                        "--roles",
                        String.join(",", roles),
                        "--config",
                        configFile().toString(),
                        "--state-file",
                        stateFile().toString()),
                directory,
                directory.resolve("console.log"),
                JvmFlags.forChild(heapMegabytes, directory.resolve("log")));
    }
}
