package io.isobar.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isobar.segment.testing.GoldenSegment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user unpacks, run as a user runs it. */
class DistributionIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long PATIENCE_SECONDS = 120;

    @TempDir
    private static Path directory;

    private static Path isobar;

    @BeforeAll
    static void unpack() throws Exception {
        Path archive = Path.of(System.getProperty("isobar.distribution") + ".tar.gz");
        Outcome unpacked = run(Map.of(), "tar", "-xzf", archive.toString(), "-C", directory.toString());
        assertThat(unpacked.exitCode()).as(unpacked.output()).isZero();
        String name = String.valueOf(archive.getFileName()).replace(".tar.gz", "");
        isobar = directory.resolve(name).resolve("bin").resolve("isobar");
    }

    @Test
    void tellsItsVersion() throws Exception {
        Outcome outcome = run(Map.of(), isobar.toString(), "--version");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.output()).startsWith("isobar ").contains("(Java ");
    }

    @Test
    void answersDruidsQueriesFromDruidsSegmentAsDruidDoes() throws Exception {
        GoldenSegment golden = GoldenSegment.number(1);
        Path query = golden.directory().resolve("queries/timeseries_hour.json");
        JsonNode expected =
                JSON.readTree(Files.readAllBytes(golden.directory().resolve("results/timeseries_hour.json")));

        Outcome outcome = run(
                Map.of(),
                isobar.toString(),
                "segment",
                "query",
                golden.segment().toString(),
                "-f",
                query.toString());

        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        assertThat(JSON.readTree(outcome.output())).isEqualTo(expected);
    }

    @Test
    void carriesTheConfigurationTheDataAndItsLicence() {
        Path home = Path.of(String.valueOf(isobar.getParent())).resolveSibling("");

        assertThat(home.resolve("LICENSE")).exists();
        assertThat(home.resolve("NOTICE")).exists();
        assertThat(home.resolve("conf/quickstart/flights.json")).exists();
        assertThat(home.resolve("data/flights/airports.csv")).exists();
        assertThat(home.resolve("data/geo/iptoasn-country.mmdb")).exists();
    }

    @Test
    void saysSoIfThereIsNoJava() throws Exception {
        Outcome outcome = run(Map.of("JAVA_HOME", "/no/such/jdk"), isobar.toString(), "--version");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.output()).contains("JAVA_HOME [/no/such/jdk] has no bin/java: set it to a JDK 17");
    }

    @Test
    void saysSoIfTheJavaIsTooOld() throws Exception {
        Path old = Files.createDirectories(directory.resolve("jdk-11/bin"));
        Path java = Files.writeString(old.resolve("java"), "#!/bin/sh\nexit 0\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Files.writeString(directory.resolve("jdk-11/release"), "JAVA_VERSION=\"11.0.2\"\n");

        Outcome outcome =
                run(Map.of("JAVA_HOME", directory.resolve("jdk-11").toString()), isobar.toString(), "--version");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.output()).contains("Java 11 at", "needs Java 17 or later");
    }

    @Test
    void aServerTellsWhereItListensAndStopsWithItsParent() throws Exception {
        Path config = Files.writeString(
                directory.resolve("zk.properties"),
                "zookeeper.directory = " + directory.resolve("zk") + "\nzookeeper.port = 0\n");
        Path state = directory.resolve("state.json");
        ProcessBuilder builder = new ProcessBuilder(
                        isobar.toString(),
                        "serve",
                        "--roles",
                        "zookeeper",
                        "--config",
                        config.toString(),
                        "--state-file",
                        state.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("zk.out").toFile());
        builder.environment().put("ISOBAR_PARENT", "stdin");
        Process server = builder.start();
        try {
            await().atMost(Duration.ofSeconds(PATIENCE_SECONDS)).until(() -> Files.exists(state));
            assertThat(JSON.readTree(Files.readAllBytes(state)).path("pid").asLong())
                    .isEqualTo(server.pid());
            assertThat(directory.resolve("zk.out")).content().startsWith("ready pid=" + server.pid() + " zookeeper=");

            server.getOutputStream().close();

            assertThat(server.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(state).doesNotExist();
        } finally {
            server.destroyForcibly();
        }
    }

    @Test
    void startsFromAnArchiveOfItsClassesIfThereIsOneThatFits() throws Exception {
        Path home = copyOf(isobar.resolveSibling("..").normalize(), directory.resolve("copy"));
        Path archive = home.resolve("lib/classes.jsa");
        String copy = home.resolve("bin/isobar").toString();

        Outcome made = run(Map.of(), home.resolve("bin/isobar-archive-classes").toString());
        assertThat(made.exitCode()).as(made.output()).isZero();
        assertThat(made.output()).startsWith(archive.toString());
        assertThat(home.resolve("lib").toFile().list()).noneMatch(name -> name.contains(".new"));
        assertThat(run(Map.of(), copy, "-J-Xlog:class+load", "--version").output())
                .contains("io.isobar.cli.Isobar source: shared objects file (top)");

        Files.writeString(home.resolve("lib/later.jar"), "a jar that wasn't there");
        assertThat(run(Map.of(), copy, "--version")).isEqualTo(run(Map.of(), isobar.toString(), "--version"));
        assertThat(archive.toFile().setWritable(true)).isTrue();
        Files.write(archive, new byte[100_000]);
        assertThat(run(Map.of(), copy, "--version")).isEqualTo(run(Map.of(), isobar.toString(), "--version"));

        assertThat(run(Map.of(), home.resolve("bin/isobar-archive-classes").toString(), "--remove")
                        .exitCode())
                .isZero();
        assertThat(archive).doesNotExist();
    }

    @Test
    void refusesToArchiveClassesWhereJavaWouldArchiveNothing() throws Exception {
        Path home = copyOf(isobar.resolveSibling("..").normalize(), directory.resolve("a copy"));

        Outcome refused =
                run(Map.of(), home.resolve("bin/isobar-archive-classes").toString());

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.output()).contains("/a copy] has a blank", "move the installation");
        assertThat(run(Map.of(), home.resolve("bin/isobar").toString(), "--version")
                        .exitCode())
                .isZero();
    }

    private static Path copyOf(Path from, Path to) throws Exception {
        Outcome copied = run(Map.of(), "cp", "-r", from.toString(), to.toString());
        assertThat(copied.exitCode()).as(copied.output()).isZero();
        return to;
    }

    private record Outcome(int exitCode, String output) {}

    private static Outcome run(Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(command));
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), output);
    }
}
