package io.isobar.stories.cluster;

import io.isobar.cli.cluster.ProcessPlan;
import io.isobar.cli.process.ChildSpec;
import io.isobar.cli.process.ParentWatch;
import io.isobar.cli.serve.ServeState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** One process of {@code isobar serve} that can be killed, and started again over the files that it left. */
final class ServeProcess {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final ProcessPlan plan;
    private final Path launcher;
    private final Process process;

    private ServeProcess(ProcessPlan plan, Path launcher, Process process) {
        this.plan = plan;
        this.launcher = launcher;
        this.process = process;
    }

    /** Starts it and returns at once. */
    static ServeProcess start(ProcessPlan plan, Path launcher, List<String> jvmOptions) throws IOException {
        // Left behind by a killed predecessor, it would call this one ready.
        Files.deleteIfExists(plan.stateFile());
        ChildSpec spec = plan.prepare(launcher);
        Files.createDirectories(spec.directory());
        ProcessBuilder builder = new ProcessBuilder(spec.command())
                .directory(spec.directory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(spec.console().toFile()));
        Map<String, String> environment = builder.environment();
        environment.putAll(spec.environment());
        environment.merge("ISOBAR_OPTS", String.join(" ", jvmOptions), (before, more) -> before + " " + more);
        environment.put(ParentWatch.VARIABLE, ParentWatch.STDIN);
        return new ServeProcess(plan, launcher, builder.start());
    }

    /** Starts its successor, from the same configuration. */
    ServeProcess again(List<String> jvmOptions) throws IOException {
        return start(plan, launcher, jvmOptions);
    }

    void awaitReady() {
        Awaitility.await(plan.name() + " is ready")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    if (!process.isAlive()) {
                        throw new IllegalStateException("Process [%s] ended with exit code [%d]: see [%s]"
                                .formatted(plan.name(), process.exitValue(), plan.directory()));
                    }
                    return isReady();
                });
    }

    private boolean isReady() {
        try {
            return ServeState.read(plan.stateFile()).isPresent();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it has ended by itself; returns its exit code. */
    int awaitEnd() {
        Awaitility.await(plan.name() + " has ended")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> !process.isAlive());
        return process.exitValue();
    }

    /** SIGKILL: nothing of it runs any more when this returns. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }
}
