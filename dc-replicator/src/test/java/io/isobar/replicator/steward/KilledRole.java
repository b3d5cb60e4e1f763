package io.isobar.replicator.steward;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/**
 * A role in a process of its own that dies at one crash point after the other: each process that dies is followed by one
 * that will die at the next point, and at last by one that lives.
 */
final class KilledRole implements AutoCloseable {
    private static final int KILLED = 137;

    private final String role;
    private final Path log;
    private final Path settings;
    private final Deque<String> points;
    private final List<String> died = new ArrayList<>();
    private Process process;
    private String point = "";

    KilledRole(String role, Map<String, String> keys, List<String> points, Path directory) throws IOException {
        this.role = role;
        this.points = new ArrayDeque<>(points);
        log = Files.createTempFile(directory, role, ".log");
        settings = Files.createTempFile(directory, role, ".properties");
        var properties = new Properties();
        properties.putAll(keys);
        try (Writer writer = Files.newBufferedWriter(settings)) {
            properties.store(writer, null);
        }
        process = next();
    }

    private Process next() throws IOException {
        point = points.isEmpty() ? "" : points.removeFirst();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path")));
        if (!point.isEmpty()) {
            command.add("-Disobar.crash=" + point);
        }
        command.addAll(List.of(ForkedRole.class.getName(), role, settings.toString()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    /** Notices a death and starts the next one; whether the last one lives. */
    boolean look() throws IOException {
        if (process.isAlive()) {
            return point.isEmpty();
        }
        if (process.exitValue() != KILLED) {
            throw new AssertionError("[%s] ended with [%d] while it waited for [%s]: %s"
                    .formatted(role, process.exitValue(), point, tail()));
        }
        died.add(point);
        process = next();
        return false;
    }

    /** Where it died, in order. */
    List<String> died() {
        return died;
    }

    private String tail() throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
