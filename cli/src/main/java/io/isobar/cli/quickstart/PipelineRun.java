package io.isobar.cli.quickstart;

import io.isobar.cli.CommandFailedException;
import io.isobar.cli.cluster.ClusterPlan;
import io.isobar.cli.cluster.JvmFlags;
import io.isobar.cli.index.IndexSummary;
import io.isobar.cli.process.Child;
import io.isobar.cli.process.ChildProcesses;
import io.isobar.cli.process.ChildSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Runs {@code isobar index} in a process of its own and passes on what it says. */
final class PipelineRun {
    private static final int HEAP_MEGABYTES = 768;
    private static final Duration POLL = Duration.ofMillis(200);

    private final ClusterPlan plan;
    private final ChildProcesses processes;
    private final Path home;
    private final Narrator narrator;

    /** @param home directory of the distribution */
    PipelineRun(ClusterPlan plan, ChildProcesses processes, Path home, Narrator narrator) {
        this.plan = plan;
        this.processes = processes;
        this.home = home;
        this.narrator = narrator;
    }

    /** Indexes, seals, and returns what came of it. */
    IndexSummary run(String name, FlightData data) throws IOException, InterruptedException {
        Path directory = Files.createDirectories(plan.run().pipeline().resolve(name));
        Path spec = Files.writeString(
                directory.resolve("spec.json"),
                data.fillIn(Files.readString(home.resolve("conf/quickstart/flights.json"))));
        Path summary = directory.resolve("summary.json");
        Child child = processes.start(new ChildSpec(
                "index-" + name,
                List.of(
                        home.resolve("bin/isobar").toString(),
                        "index",
                        "--spec",
                        spec.toString(),
                        "--config",
                        config(directory).toString(),
                        "--summary-file",
                        summary.toString()),
                directory,
                directory.resolve("console.log"),
                JvmFlags.forChild(HEAP_MEGABYTES, directory.resolve("log"))));
        ConsoleTail tail = new ConsoleTail(child.console());
        boolean ended = false;
        while (!ended) {
            ended = child.awaitEnd(POLL);
            tail.newLines().forEach(narrator::progress);
            Optional<Child> dead = processes.firstDead().filter(other -> other != child);
            if (dead.isPresent()) {
                throw new CommandFailedException("Process [%s] ended with exit code [%d] during the indexing; see [%s]"
                        .formatted(
                                dead.get().name(),
                                dead.get().exitCode(),
                                dead.get().console()));
            }
        }
        processes.forget(child);
        if (child.exitCode() != 0) {
            throw new CommandFailedException("Indexing [%s] failed with exit code [%d]; its log is in [%s]"
                    .formatted(name, child.exitCode(), directory.resolve("log")));
        }
        return IndexSummary.read(summary);
    }

    private Path config(Path directory) throws IOException {
        Map<String, String> keys = new TreeMap<>(plan.controlDatabase(ClusterPlan.home()));
        keys.put("dc.name", ClusterPlan.home());
        keys.put("indexer.store", plan.homeStorage().toString());
        keys.put("indexer.working-path", directory.resolve("scratch").toString());
        StringBuilder text = new StringBuilder();
        keys.forEach(
                (key, value) -> text.append(key).append(" = ").append(value).append('\n'));
        return Files.writeString(directory.resolve("indexer.properties"), text.toString());
    }
}
