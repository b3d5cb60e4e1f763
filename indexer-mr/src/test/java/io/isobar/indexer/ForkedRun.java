package io.isobar.indexer;

import io.isobar.catalog.ReleaseSegment;
import io.isobar.catalog.config.DatabaseConfig;
import io.isobar.catalog.control.ControlDatabase;
import io.isobar.indexer.progress.IndexListener;
import io.isobar.indexer.spec.IndexSpecFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A run in a JVM of its own, which may be killed or short of memory. Store and control database are files. */
final class ForkedRun {
    private final Path directory;
    private final Path spec;

    /** How a process ended: its status, and what it printed, one line per segment after the first. */
    record Ended(int status, List<String> lines) {
        List<String> segments() {
            return lines.subList(1, lines.size());
        }
    }

    ForkedRun(Path directory, String specText) throws IOException {
        this.directory = Files.createDirectories(directory);
        this.spec = Files.writeString(directory.resolve("spec.json"), specText);
        try (ControlDatabase database = ControlDatabase.open(control(directory))) {
            database.migrate();
        }
    }

    Ended run(String... jvmFlags) throws IOException, InterruptedException {
        return run(List.of(), jvmFlags);
    }

    /** With a prefix, such as a shell that limits what the process may write. */
    Ended run(List<String> prefix, String... jvmFlags) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(List.of(jvmFlags));
        command.addAll(List.of(ForkedRun.class.getName(), directory.toString(), spec.toString()));
        Path output = directory.resolve("output.txt");
        Process process = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(directory.resolve("errors.txt").toFile())
                .start();
        int status = process.waitFor();
        return new Ended(
                status,
                Files.readAllLines(output).stream()
                        .filter(line -> line.startsWith("> "))
                        .map(line -> line.substring(2))
                        .toList());
    }

    String errors() throws IOException {
        return Files.readString(directory.resolve("errors.txt"));
    }

    Path store() {
        return directory.resolve("store");
    }

    Path work() {
        return directory.resolve("work");
    }

    ControlDatabase openControl() throws IOException {
        return ControlDatabase.open(control(directory));
    }

    private static DatabaseConfig control(Path directory) {
        return new DatabaseConfig("jdbc:h2:file:" + directory.resolve("control"), "isobar", Optional.empty(), 2);
    }

    /** In the forked JVM: the directory, the spec. */
    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        Files.createDirectories(directory.resolve("store"));
        IndexReport report = IndexRun.run(
                new IndexRunConfig(
                        IndexSpecFile.parse(Files.readAllBytes(Path.of(arguments[1])), false),
                        "east",
                        directory.resolve("store").toUri(),
                        control(directory),
                        Optional.of(directory.resolve("work").toString()),
                        1,
                        List.of(),
                        Map.of(),
                        LocalRun.NOON),
                IndexListener.SILENT);
        StringBuilder out = new StringBuilder("> " + report.outcome() + " " + report.version() + "\n");
        for (ReleaseSegment segment : report.segments()) {
            out.append("> %s %s %d%n".formatted(segment.id(), segment.sha256(), segment.rows()));
        }
        System.out.write(out.toString().getBytes(StandardCharsets.UTF_8));
        System.out.flush();
        System.exit(0);
    }
}
