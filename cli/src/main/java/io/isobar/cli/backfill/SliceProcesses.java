package io.isobar.cli.backfill;

import io.isobar.catalog.control.SliceBatch;
import io.isobar.cli.index.IndexExit;
import io.isobar.cli.index.IndexSummary;
import io.isobar.cli.process.Child;
import io.isobar.cli.process.ChildProcesses;
import io.isobar.cli.process.ChildSpec;
import io.isobar.segment.Interval;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Runs each slice by {@code isobar index --interval} in a process of its own. */
final class SliceProcesses implements SliceRunner {
    private static final int KILLED = 137;
    private static final String PREFIX = "isobar index: ";

    private final ChildProcesses processes;
    private final List<String> index;
    private final Path logs;
    private final ZoneId zone;
    private final Map<String, String> environment;
    private final Set<Child> running = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    /**
     * @param index the command that runs a slice, without interval and summary
     * @param logs a directory; each attempt has one below it
     * @param environment what the processes get beside this one's own
     */
    SliceProcesses(
            ChildProcesses processes, List<String> index, Path logs, ZoneId zone, Map<String, String> environment) {
        this.processes = processes;
        this.index = List.copyOf(index);
        this.logs = logs;
        this.zone = zone;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public String log(Interval slice, int attempt) {
        return directory(slice, attempt).resolve("console.log").toString();
    }

    private Path directory(Interval slice, int attempt) {
        return logs.resolve(SliceText.asFileName(slice, zone) + "-" + attempt);
    }

    @Override
    public void start(Interval slice, int attempt, Consumer<SliceOutcome> ended) throws IOException {
        if (stopping) {
            throw new IOException("Slice [" + slice + "] isn't started: everything is being stopped");
        }
        Path directory = Files.createDirectories(directory(slice, attempt));
        Path summary = directory.resolve("summary.json");
        Files.deleteIfExists(summary);
        Map<String, String> variables = new HashMap<>(environment);
        variables.put("ISOBAR_LOG_DIR", directory.toString());
        Child child = processes.start(new ChildSpec(
                SliceText.of(slice, zone),
                command(slice, attempt, summary),
                Path.of("").toAbsolutePath(),
                directory.resolve("console.log"),
                variables));
        running.add(child);
        child.onEnd(() -> {
            running.remove(child);
            processes.forget(child);
            ended.accept(outcome(child, summary));
        });
    }

    /** A Ctrl-C in the terminal reaches all of its processes; what becomes of the slices is for this one to decide. */
    private List<String> command(Interval slice, int attempt, Path summary) {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "trap '' INT; exec \"$@\"", "isobar"));
        command.addAll(index);
        command.addAll(List.of("--interval", SliceText.of(slice, zone), "--summary-file", summary.toString()));
        if (attempt > 1) {
            // Of an attempt that was killed, an application may still be at work on the cluster.
            command.add("--resume");
        }
        return command;
    }

    @Override
    public void stopAll() {
        stopping = true;
        running.forEach(Child::requestStop);
    }

    private SliceOutcome outcome(Child child, Path summary) {
        int code = child.exitCode();
        try {
            if (code == 0) {
                return sealed(IndexSummary.readAll(summary));
            }
            if (stopping) {
                return new SliceOutcome.Stopped();
            }
            String reason = reason(child, code);
            return code == IndexExit.LOCKED ? new SliceOutcome.Locked(reason) : new SliceOutcome.Failed(reason);
        } catch (IOException | RuntimeException e) {
            return new SliceOutcome.Failed("Process [%d] ended with [%d], but its output in [%s] can't be read: %s"
                    .formatted(child.pid(), code, child.console(), e.getMessage()));
        }
    }

    private static SliceOutcome.Sealed sealed(List<IndexSummary> outputs) {
        return new SliceOutcome.Sealed(
                outputs.stream()
                        .map(output -> new SliceBatch(output.dataSource(), output.inputFingerprint(), output.version()))
                        .toList(),
                outputs.stream().map(IndexSummary::inWords).collect(Collectors.joining(System.lineSeparator())));
    }

    /** What the command said last about itself; a JVM that ran out of memory says so somewhere. */
    private static String reason(Child child, int code) throws IOException {
        List<String> lines = Files.readString(child.console(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        Optional<String> memory =
                lines.stream().filter(line -> line.contains("OutOfMemoryError")).findFirst();
        if (memory.isPresent()) {
            return memory.get().strip() + ": give each slice more by --heap";
        }
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (lines.get(i).startsWith(PREFIX)) {
                return String.join("\n", lines.subList(i, lines.size())).substring(PREFIX.length());
            }
        }
        if (code == KILLED) {
            return "was killed (exit code [137]): by hand, or by the system because memory ran out";
        }
        String last = lines.isEmpty()
                ? "it said nothing"
                : lines.get(lines.size() - 1).strip();
        return "ended with exit code [%d]: %s".formatted(code, last);
    }
}
