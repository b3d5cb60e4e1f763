package io.isobar.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ChildProcessesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path directory;

    private final AtomicLong nanoTime = new AtomicLong();
    private final ChildProcesses processes = new ChildProcesses(Duration.ofSeconds(5), nanoTime::get);

    @AfterEach
    void stopAll() {
        processes.close();
    }

    @Test
    void waitsUntilAProcessIsReady() throws Exception {
        Child child = processes.start(shell("ready", "sleep 0.2; touch ready; exec cat"));
        Path ready = directory.resolve("ready");

        child.awaitReady(() -> Files.exists(ready), PATIENCE);

        assertThat(child.isAlive()).isTrue();
    }

    @Test
    void reportsAProcessThatEndsBeforeItIsReadyWithItsLastWords() throws Exception {
        Child child = processes.start(shell("broken", "echo 'port 80 is taken' >&2; exit 3"));

        assertThatThrownBy(() -> child.awaitReady(() -> false, PATIENCE))
                .isInstanceOf(ChildFailedException.class)
                .hasMessageContaining("Process [broken] ended with exit code [3] before it was ready")
                .hasMessageContaining("port 80 is taken");
    }

    @Test
    void givesUpOnAProcessThatIsNeverReady() throws Exception {
        Child child = processes.start(shell("slow", "exec cat"));

        assertThatThrownBy(() -> child.awaitReady(this::notInTenMinutes, Duration.ofHours(1)))
                .hasMessageStartingWith("Process [slow] wasn't ready after [3600 s]");
        assertThat(Duration.ofNanos(nanoTime.get())).isBetween(Duration.ofHours(1), Duration.ofMinutes(80));
    }

    @Test
    void stopsTheLastOneStartedFirst() throws Exception {
        Path order = directory.resolve("order");
        for (String name : List.of("database", "broker", "router")) {
            Child child = processes.start(shell(
                    name,
                    "trap 'echo " + name + " >> " + order + "; exit 0' TERM; touch up-" + name
                            + "; while :; do sleep 0.05; done"));
            Path up = directory.resolve("up-" + name);
            child.awaitReady(() -> Files.exists(up), PATIENCE);
        }

        processes.close();

        assertThat(order).hasContent("router\nbroker\ndatabase\n");
    }

    @Test
    void killsAProcessThatDoesNotListen() throws Exception {
        try (ChildProcesses impatient = new ChildProcesses(Duration.ofMillis(200), nanoTime::get)) {
            Child deaf = impatient.start(shell("deaf", "trap '' TERM; touch up; while :; do sleep 0.05; done"));
            Path up = directory.resolve("up");
            deaf.awaitReady(() -> Files.exists(up), PATIENCE);

            impatient.stop(deaf);

            assertThat(deaf.isAlive()).isFalse();
        }
    }

    @Test
    void namesTheProcessThatDiedUnasked() throws Exception {
        processes.start(shell("steady", "exec cat"));
        Child dying = processes.start(shell("dying", "exit 0"));
        dying.awaitEnd(PATIENCE);

        assertThat(processes.firstDead()).contains(dying);
    }

    @Test
    void startsNothingMoreOnceStopped() {
        processes.close();

        assertThatThrownBy(() -> processes.start(shell("late", "exec cat")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("[late] isn't started");
    }

    @Test
    void tellsTheChildToWatchItsParent() throws Exception {
        Child child = processes.start(shell("asked", "echo parent=$ISOBAR_PARENT extra=$EXTRA"));
        child.awaitEnd(PATIENCE);

        assertThat(child.console()).hasContent("parent=stdin extra=yes\n");
    }

    private boolean notInTenMinutes() {
        nanoTime.addAndGet(Duration.ofMinutes(10).toNanos());
        return false;
    }

    private ChildSpec shell(String name, String script) {
        return new ChildSpec(
                name,
                List.of("/bin/sh", "-c", script),
                directory,
                directory.resolve(name + ".out"),
                Map.of("EXTRA", "yes"));
    }
}
