package io.isobar.stories;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The main class of module hadoop-cluster, in a JVM of its own, on the class path of one of the Hadoops beside it. */
final class ForkedHadoop implements AutoCloseable {
    private static final Path MODULES = Path.of("..").toAbsolutePath().normalize();
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Process process;
    private final Path directory;

    private ForkedHadoop(Process process, Path directory) {
        this.process = process;
        this.directory = directory;
    }

    /** A release of Hadoop. */
    enum Release {
        HADOOP_33("hadoop-33-cluster"),
        HADOOP_34("hadoop-34-cluster"),
        HADOOP_35("hadoop-cluster");

        private final String module;

        Release(String module) {
            this.module = module;
        }

        /** What the build of its module has left. */
        Path built() {
            return MODULES.resolve(module).resolve("target");
        }
    }

    /** Starts the newest one, plain. */
    static ForkedHadoop start(Path directory) throws IOException {
        return start(Release.HADOOP_35, directory, Map.of());
    }

    /**
     * Starts any of them.
     *
     * @param environment variables that the masters and the nodes have
     * @param options of its main class
     */
    static ForkedHadoop start(Release release, Path directory, Map<String, String> environment, String... options)
            throws IOException {
        String classPath = Files.createDirectories(directory.resolve("conf")) // it writes its core-site.xml itself
                + File.pathSeparator
                + Release.HADOOP_35.built().resolve("classes")
                + File.pathSeparator
                + Files.readString(release.built().resolve("class-path.txt")).strip();
        Path log = Files.createDirectories(directory).resolve("cluster.log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx768m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--add-opens=java.base/java.lang=ALL-UNNAMED", // the web pages of the older ones
                "-cp",
                classPath,
                "io.isobar.stories.cluster.HadoopCluster",
                directory.toString()));
        command.addAll(List.of(options));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
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

    /** Its file of that name, such as a keytab. */
    Path file(String name) {
        return directory.resolve(name);
    }

    /** Stops a node on which no application's master runs; some seconds later it is taken for lost. */
    void stopWorker() throws IOException {
        process.getOutputStream().write("stop-worker\n".getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
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
