package io.isobar.cli.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How this program is started once more: by its launcher, or, where it doesn't run from a distribution, as this JVM was. */
public final class OwnProgram {
    private OwnProgram() {}

    /** Program and first arguments; those of the command follow. */
    public static List<String> command() {
        String home = System.getProperty("isobar.home");
        if (home != null && Files.isExecutable(Path.of(home, "bin", "isobar"))) {
            return List.of(Path.of(home, "bin", "isobar").toString());
        }
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "io.isobar.cli.Isobar");
    }
}
