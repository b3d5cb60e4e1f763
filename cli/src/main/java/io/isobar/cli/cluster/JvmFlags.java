package io.isobar.cli.cluster;

import java.nio.file.Path;
import java.util.Map;

/** The environment of a child JVM: little memory, quick to start, and a directory of its own for logs. */
public final class JvmFlags {
    private JvmFlags() {}

    /** What to add to the environment of a process with that {@code -Xmx}, which logs into {@code logs}. */
    public static Map<String, String> forChild(int heapMegabytes, Path logs) {
        // The optimising compiler would fight the other processes for two cores and be done when all is over.
        return Map.of(
                "ISOBAR_OPTS",
                "-Xmx" + heapMegabytes + "m -Xms32m -XX:TieredStopAtLevel=1 -XX:MaxDirectMemorySize=64m",
                "ISOBAR_LOG_DIR",
                logs.toString());
    }
}
