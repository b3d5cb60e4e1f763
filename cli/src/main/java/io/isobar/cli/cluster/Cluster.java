package io.isobar.cli.cluster;

import io.isobar.cli.process.Child;
import io.isobar.cli.process.ChildProcesses;
import io.isobar.cli.serve.ServeState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Starts the processes of the plan, those that don't need each other at the same time. */
public final class Cluster {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final ClusterPlan plan;
    private final ChildProcesses processes;
    private final Path launcher;
    private final Consumer<String> progress;

    /**
     * @param launcher {@code bin/isobar}
     * @param progress takes a line for each process that is ready
     */
    public Cluster(ClusterPlan plan, ChildProcesses processes, Path launcher, Consumer<String> progress) {
        this.plan = plan;
        this.processes = processes;
        this.launcher = launcher;
        this.progress = progress;
    }

    /** Returns once every process is ready. */
    public void start() throws IOException, InterruptedException {
        startAll(List.of(plan.control()));
        startAll(plan.mains());
        startAll(ClusterPlan.DCS.stream()
                .flatMap(dc -> plan.historicalsOf(dc).stream())
                .toList());
    }

    private void startAll(List<ProcessPlan> plans) throws IOException, InterruptedException {
        List<Child> children = new ArrayList<>();
        for (ProcessPlan process : plans) {
            children.add(processes.start(process.prepare(launcher)));
        }
        for (int i = 0; i < children.size(); i++) {
            ProcessPlan process = plans.get(i);
            children.get(i).awaitReady(() -> isReady(process), PATIENCE);
            progress.accept("%-9s  pid %-7d  %s"
                    .formatted(process.name(), children.get(i).pid(), String.join(", ", process.roles())));
        }
    }

    private static boolean isReady(ProcessPlan process) {
        try {
            return ServeState.read(process.stateFile()).isPresent();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
