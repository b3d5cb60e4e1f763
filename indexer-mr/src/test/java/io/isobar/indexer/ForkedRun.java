package io.isobar.indexer;

import io.isobar.catalog.ReleaseSegment;
import io.isobar.catalog.config.DatabaseConfig;
import io.isobar.catalog.control.ControlDatabase;
import io.isobar.indexer.progress.IndexListener;
import io.isobar.indexer.progress.StageReport;
import io.isobar.indexer.progress.StopSwitch;
import io.isobar.indexer.spec.IndexSpecFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;

/** A run in a JVM of its own, which may be killed or short of memory. Store and control database are files. */
final class ForkedRun {
    static final String RESUME = "test.resume";
    static final String FORCE = "test.force";
    static final String ZOOKEEPER = "test.zookeeper";
    static final String CONTROL_URL = "test.control-url";
    static final String CONTROL_PASSWORD_FILE = "test.control-password-file";
    static final String UNTIL_FILE = "test.stays-in-stage-until-file";

    private final Path directory;
    private final Path spec;

    /** How a process ended: its status, and what it printed, one line per segment after the first. */
    record Ended(int status, List<String> lines) {
        List<String> segments() {
            return lines.subList(1, lines.size());
        }
    }

    /** A process that still runs. */
    record Started(Process process, Path output) {
        Ended await() throws IOException, InterruptedException {
            int status = process.waitFor();
            return new Ended(
                    status,
                    Files.readAllLines(output).stream()
                            .filter(line -> line.startsWith("> "))
                            .map(line -> line.substring(2))
                            .toList());
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
        return start(prefix, jvmFlags).await();
    }

    /** Without waiting for its end. */
    Started start(List<String> prefix, String... jvmFlags) throws IOException {
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
        return new Started(process, output);
    }

    /** The stages that the last process ran, and those that it didn't have to run again. */
    List<String> stages() throws IOException {
        return Files.readAllLines(directory.resolve("output.txt")).stream()
                .filter(line -> line.startsWith("started ") || line.startsWith("resumed "))
                .toList();
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

    /** A server's: a file can't be open in two processes. */
    private static DatabaseConfig sharedControl() {
        return new DatabaseConfig(
                System.getProperty(CONTROL_URL),
                "isobar",
                Optional.of(Path.of(System.getProperty(CONTROL_PASSWORD_FILE))),
                2);
    }

    /** In the forked JVM: the directory, the spec. Options are system properties. */
    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        Files.createDirectories(directory.resolve("store"));
        List<IndexRunConfig> outputs =
                IndexSpecFile.parseAll(Files.readAllBytes(Path.of(arguments[1])), false, Map.of()).stream()
                        .map(file -> config(file, directory))
                        .toList();
        IndexRuns.run(
                outputs,
                new RunOptions(Boolean.getBoolean(RESUME), Boolean.getBoolean(FORCE), false),
                new Narrator(),
                new StopSwitch(),
                ForkedRun::print);
        System.exit(0);
    }

    private static IndexRunConfig config(IndexSpecFile file, Path directory) {
        return new IndexRunConfig(
                file,
                "east",
                directory.resolve("store").toUri(),
                System.getProperty(CONTROL_URL) == null ? control(directory) : sharedControl(),
                Optional.ofNullable(System.getProperty(ZOOKEEPER)),
                Optional.of(directory.resolve("work").toString()),
                1,
                List.of(),
                Map.of(),
                LocalRun.NOON);
    }

    private static void print(IndexReport report) {
        StringBuilder out = new StringBuilder("> " + report.outcome() + " " + report.version() + "\n");
        for (ReleaseSegment segment : report.segments()) {
            out.append("> %s %s %d%n".formatted(segment.id(), segment.sha256(), segment.rows()));
        }
        print(out.toString());
    }

    private static void print(String text) {
        System.out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        System.out.flush();
    }

    /** Tells which stages run, and stays in the first one as long as it is told to. */
    private static final class Narrator implements IndexListener {
        @Override
        public void started(String stage) {
            print("started " + stage + "\n");
            String goOn = System.getProperty(UNTIL_FILE);
            if (goOn != null) {
                Awaitility.await().atMost(Duration.ofMinutes(5)).until(() -> Files.exists(Path.of(goOn)));
            }
        }

        @Override
        public void resumed(StageReport report) {
            print("resumed " + report.stage() + "\n");
        }
    }
}
