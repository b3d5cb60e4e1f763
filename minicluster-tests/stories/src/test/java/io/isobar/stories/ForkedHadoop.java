package io.isobar.stories;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The Hadoop cluster of module hadoop-cluster, in a JVM of its own with a class path of its own. */
final class ForkedHadoop implements AutoCloseable {
    private static final Path MODULE =
            Path.of("..", "hadoop-cluster", "target").toAbsolutePath().normalize();
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Process process;
    private final Path directory;

    private ForkedHadoop(Process process, Path directory) {
        this.process = process;
        this.directory = directory;
    }

    static ForkedHadoop start(Path directory) throws IOException {
        String classPath = MODULE.resolve("classes")
                + File.pathSeparator
                + Files.readString(MODULE.resolve("class-path.txt")).strip();
        Path log = Files.createDirectories(directory).resolve("cluster.log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx768m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath,
                        "io.isobar.stories.cluster.HadoopCluster",
                        directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        ForkedHadoop cluster = new ForkedHadoop(process, directory);
        Awaitility.await("Hadoop in " + directory)
                .atMost(PATIENCE)
                .until(() -> Files.exists(cluster.site()) || !process.isAlive());
        if (!process.isAlive()) {
            throw new IOException("The cluster didn't start:\n" + tail(log));
        }
        return cluster;
    }

    /** What a client needs to know: Hadoop's configuration. */
    Path site() {
        return directory.resolve("site.xml");
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static String tail(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
    }
}
