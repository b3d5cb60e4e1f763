package io.isobar.stories.cron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.isobar.cli.backfill.BackfillCommand;
import io.isobar.cli.index.IndexCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The script itself, with an {@code isobar} on the PATH that does as it is told. */
@EnabledOnOs(OS.LINUX)
class IsobarCronTest {
    private static final Path CRON =
            Path.of("../../scripts/cron").toAbsolutePath().normalize();
    private static final long PATIENCE_SECONDS = 60;

    /** {@code exit N…} ends with these codes in turn; {@code hold} ends when the file {@code go} is there, or by SIGTERM. */
    private static final String FAKE = """
            #!/bin/sh
            echo "isobar was called: $*"
            case $1 in
                exit)
                    shift
                    calls=$(cat "$FAKE_DIR/calls" 2>/dev/null || echo 0)
                    echo $((calls + 1)) >"$FAKE_DIR/calls"
                    while [ "$calls" -gt 0 ] && [ $# -gt 1 ]; do
                        shift
                        calls=$((calls - 1))
                    done
                    exit "$1"
                    ;;
                hold)
                    trap 'echo "isobar got SIGTERM"; exit 42' TERM
                    echo $$ >"$FAKE_DIR/pid"
                    until [ -e "$FAKE_DIR/go" ]; do
                        sleep 0.05
                    done
                    ;;
                env) env ;;
            esac
            """;

    @TempDir
    private Path directory;

    private final Map<String, String> environment = new HashMap<>();
    private final List<Process> processes = new ArrayList<>();

    @BeforeEach
    void putAnIsobarOnThePath() throws IOException {
        Path fake = Files.writeString(
                Files.createDirectories(directory.resolve("bin")).resolve("isobar"), FAKE);
        assertThat(fake.toFile().setExecutable(true)).isTrue();
        environment.put("PATH", fake.getParent() + ":" + System.getenv("PATH"));
        environment.put("FAKE_DIR", directory.toString());
        environment.put("ISOBAR_CRON_DIR", directory.resolve("cron").toString());
        environment.put("ISOBAR_CRON_ETC", directory.resolve("etc").toString());
        environment.put("ISOBAR_CRON_RETRY_WAIT", "0");
    }

    @AfterEach
    void letAllGo() throws Exception {
        Files.writeString(directory.resolve("go"), "");
        for (Process process : processes) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void aRunThatGoesWellSaysNothingAndIsLogged() throws Exception {
        assertThat(end(start("daily", "exit", "0"))).isZero();

        assertThat(output(0)).isEmpty();
        assertThat(log()).contains("started:", "isobar was called: exit 0", "ended with exit code 0");
    }

    @Test
    void theExitCodeIsPassedOnAndTheEndOfTheLogIsTold() throws Exception {
        assertThat(end(start("daily", "exit", "7"))).isEqualTo(7);

        assertThat(output(0)).contains("[daily] ended with exit code 7", "isobar was called: exit 7");
    }

    @Test
    void datesAreFilledIn() throws Exception {
        LocalDate today = LocalDate.now(Clock.systemUTC());

        assertThat(end(start("daily", "exit", "0", "{yesterday}/P1D", "from {7-days-ago} to {today}", "{other} a  b")))
                .isZero();

        assertThat(log())
                .contains(today.minusDays(1) + "/P1D from " + today.minusDays(7) + " to " + today + " {other} a  b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yes"})
    void aRunWhileAnotherOneGoesOnIsRefused(String withoutFlock) throws Exception {
        environment.put("ISOBAR_CRON_NO_FLOCK", withoutFlock);
        Process first = start("daily", "hold");
        awaitHold();

        assertThat(end(start("daily", "exit", "0"))).isEqualTo(75);
        assertThat(output(1)).contains("a run of [daily] is still going on");
        assertThat(end(start("other", "exit", "0"))).as("another name").isZero();

        Files.writeString(directory.resolve("go"), "");
        assertThat(end(first)).isZero();
        assertThat(end(start("daily", "exit", "0"))).as("once it is over").isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yes"})
    void aRunMayWaitForTheOneBeforeIt(String withoutFlock) throws Exception {
        environment.put("ISOBAR_CRON_NO_FLOCK", withoutFlock);
        environment.put("ISOBAR_CRON_WAIT", "50");
        Process first = start("daily", "hold");
        awaitHold();
        Process second = start("daily", "exit", "5");
        Files.writeString(directory.resolve("go"), "");

        assertThat(end(first)).isZero();
        assertThat(end(second)).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yes"})
    void aKilledWrapperLeavesNoLockOnceItsChildIsGone(String withoutFlock) throws Exception {
        environment.put("ISOBAR_CRON_NO_FLOCK", withoutFlock);
        Process first = start("daily", "hold");
        long child = awaitHold();
        first.destroyForcibly().waitFor();

        assertThat(end(start("daily", "exit", "0"))).as("its child still runs").isEqualTo(75);
        ProcessHandle held = ProcessHandle.of(child).orElseThrow();
        Files.writeString(directory.resolve("go"), "");
        held.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        await().atMost(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .untilAsserted(
                        () -> assertThat(end(start("daily", "exit", "0"))).isZero());
    }

    @Test
    void signalsReachTheRunAndItsExitCodeIsPassedOn() throws Exception {
        Process process = start("daily", "hold");
        awaitHold();

        process.destroy();

        assertThat(end(process)).isIn(42, 143);
        assertThat(log()).contains("isobar got SIGTERM", "stopped by a signal");
    }

    @Test
    void aRunThatTakesTooLongIsStopped() throws Exception {
        environment.put("ISOBAR_CRON_TIMEOUT", "0.5");

        assertThat(end(start("daily", "hold"))).isEqualTo(124);
        assertThat(log()).contains("isobar got SIGTERM", "ended with exit code 124");
    }

    @Test
    void aLockOfAnotherRunIsWaitedForAndNoOtherFailure() throws Exception {
        assertThat(end(start("daily", "exit", "3", "3", "0"))).isZero();
        assertThat(log()).contains("another run holds the lock: again in 0 s (1 of 3)", "(2 of 3)");

        Files.delete(directory.resolve("calls"));
        environment.put("ISOBAR_CRON_RETRIES", "1");
        assertThat(end(start("locked", "exit", "3"))).isEqualTo(3);
        assertThat(Files.readString(directory.resolve("calls"))).isEqualTo("2\n");

        Files.delete(directory.resolve("calls"));
        assertThat(end(start("failed", "exit", "1", "0"))).isEqualTo(1);
        assertThat(Files.readString(directory.resolve("calls"))).isEqualTo("1\n");
    }

    @Test
    void logsAreRotatedBySizeAndNoMoreAreKeptThanAsked() throws Exception {
        environment.put("ISOBAR_CRON_LOG_BYTES", "10");
        environment.put("ISOBAR_CRON_LOG_KEEP", "2");
        for (int i = 1; i <= 4; i++) {
            assertThat(end(start("daily", "say", "run-" + i))).isZero();
        }

        assertThat(log()).contains("run-4").doesNotContain("run-3");
        assertThat(Files.readString(cron("daily.log.1"))).contains("run-3");
        assertThat(Files.readString(cron("daily.log.2"))).contains("run-2");
        assertThat(cron("daily.log.3")).doesNotExist();
    }

    @Test
    void logsAreRotatedByAge() throws Exception {
        assertThat(end(start("daily", "say", "old"))).isZero();
        Files.writeString(cron("daily.log.begun"), "1000000000\n");

        assertThat(end(start("daily", "say", "new"))).isZero();

        assertThat(log()).contains("new").doesNotContain("old");
        assertThat(Files.readString(cron("daily.log.1"))).contains("old");
    }

    @Test
    void settingsAreReadFromFiles() throws Exception {
        Path etc = Files.createDirectories(directory.resolve("etc"));
        Files.writeString(etc.resolve("cron.env"), "ISOBAR_OPTS=-Xmx1g\nJAVA_HOME=/from/all\n");
        Files.writeString(etc.resolve("daily.env"), "JAVA_HOME=/from/daily\n");

        assertThat(end(start("daily", "env"))).isZero();

        assertThat(log()).contains("ISOBAR_OPTS=-Xmx1g", "JAVA_HOME=/from/daily");
    }

    @Test
    void wrongUsageIsToldApartFromWhatIsobarSays() throws Exception {
        assertThat(end(start("daily"))).isEqualTo(64);
        assertThat(end(start("../up", "exit", "0"))).isEqualTo(64);
        environment.put("ISOBAR_CRON_RETRIES", "many");
        assertThat(end(start("daily", "exit", "0"))).isEqualTo(64);
        assertThat(output(2)).contains("setting [many] must be a whole number");
    }

    @Test
    void theExamplesCallCommandsThatThereAre() throws Exception {
        List<String> lines = new ArrayList<>(Files.readAllLines(CRON.resolve("crontab.example")));
        lines.addAll(Files.readAllLines(CRON.resolve("flights-daily.command")));
        int commands = 0;
        for (String line : lines) {
            int index = Math.max(line.indexOf(" index "), line.startsWith("index ") ? 0 : -1);
            int backfill = line.indexOf(" backfill ");
            if (line.startsWith("#") || (index < 0 && backfill < 0)) {
                continue;
            }
            commands++;
            List<String> words = new ArrayList<>(List.of(line.substring(Math.max(index, backfill))
                    .strip()
                    .replace("'", "")
                    .split(" +", -1)));
            words.remove(0);
            new CommandLine(backfill >= 0 ? new BackfillCommand() : new IndexCommand())
                    .setCaseInsensitiveEnumValuesAllowed(true)
                    .parseArgs(words.toArray(String[]::new));
        }
        assertThat(commands).isEqualTo(3);
    }

    /** Waits until the run holds; its process. */
    private long awaitHold() {
        Path pid = directory.resolve("pid");
        await().atMost(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(pid).isNotEmptyFile());
        try {
            return Long.parseLong(Files.readString(pid).strip());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Process start(String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(CRON.resolve("isobar-cron").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output-" + processes.size()).toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    private static int end(Process process) throws InterruptedException {
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private String output(int process) throws IOException {
        return Files.readString(directory.resolve("output-" + process));
    }

    private String log() throws IOException {
        return Files.readString(cron("daily.log"));
    }

    private Path cron(String file) {
        return directory.resolve("cron").resolve(file);
    }
}
