package io.isobar.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.catalog.ReleaseRef;
import io.isobar.catalog.View;
import io.isobar.catalog.config.DatabaseConfig;
import io.isobar.catalog.control.CommitOutcome;
import io.isobar.catalog.control.ControlDatabase;
import io.isobar.catalog.control.DistributionOutcome;
import io.isobar.catalog.control.Vote;
import io.isobar.catalog.dc.DatabaseServer;
import io.isobar.cli.Isobar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The {@code isobar} command, a process each time, over a control database that a server keeps for it. Releases what commands
 * have sealed, as a controller and a data center that is always ready do.
 */
final class CommandRuns implements AutoCloseable {
    private static final String DC = "east";
    private static final String USER = "isobar";

    private final Path directory;
    private final Path password;
    private final DatabaseServer server;
    private final ControlDatabase control;

    private CommandRuns(Path directory, Path password, DatabaseServer server, ControlDatabase control) {
        this.directory = directory;
        this.password = password;
        this.server = server;
        this.control = control;
    }

    /** Jobs run where that one's do; properties are Hadoop's, {@code name=value} parted by semicolons. */
    static CommandRuns start(Path directory, SpecRunner place, String properties) throws IOException {
        Path password = Files.writeString(Files.createDirectories(directory).resolve("password"), "secret");
        DatabaseServer server = DatabaseServer.start(directory.resolve("db"), 0, USER, password, "control", "druid");
        ControlDatabase control =
                ControlDatabase.open(new DatabaseConfig(server.url("control"), USER, Optional.of(password), 4));
        control.migrate();
        control.dcs().register(DC);
        String files = String.join(
                ",", place.hadoopFiles().stream().map(Path::toString).toList());
        Files.writeString(
                directory.resolve("indexer.properties"),
                """
                dc.name = %s
                indexer.store = %s
                indexer.working-path = %s
                control.database.url = %s
                control.database.user = %s
                control.database.password-file = %s
                """.formatted(DC, place.store(), place.work(), server.url("control"), USER, password)
                        + (files.isEmpty()
                                ? "indexer.tasks = 1\n"
                                : "indexer.hadoop-files = %s\nindexer.hadoop-properties = %s\n"
                                        .formatted(files, properties)));
        return new CommandRuns(directory, password, server, control);
    }

    /** An empty database that the same server keeps, for a Druid's tables. */
    DatabaseConfig druidTables() {
        return new DatabaseConfig(server.url("druid"), USER, Optional.of(password), 4);
    }

    /** Writes a file that commands find by its name. */
    void write(String name, String content) throws IOException {
        Files.writeString(directory.resolve(name), content);
    }

    /** Runs a command that must succeed; {@code --config} is added. */
    void isobar(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Isobar.class.getName()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--config", "indexer.properties"));
        Path output = directory.resolve(arguments[0] + ".out");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(output)).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    /** Makes releases of all that is sealed, and returns the view at the last one. */
    View releaseAll(String dataSource) {
        while (!control.batches().pending(dataSource).isEmpty()) {
            long epoch = control.releases().mintEpoch("test");
            ReleaseRef release =
                    ((DistributionOutcome.Started) control.releases().startDistribution(dataSource, epoch)).release();
            control.dcs().vote(new Vote(release, DC, "the same answers", epoch, "steward-1"));
            assertThat(control.releases().commit(release, epoch)).isInstanceOf(CommitOutcome.Committed.class);
            control.dcs().activated(release, DC, Clock.systemUTC().instant());
        }
        long head = control.releases().head(dataSource).orElseThrow().ref().seq();
        return control.releases().view(dataSource, head);
    }

    @Override
    public void close() {
        control.close();
        server.close();
    }
}
