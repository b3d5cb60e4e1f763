package io.isobar.cli.backfill;

import io.isobar.cli.index.SpecOptions;
import io.isobar.cli.process.OwnProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/**
 * What {@code isobar backfill} is told on its command line. Picocli requires none of it, since {@code list} and
 * {@code status} come after the same word and have options of their own.
 */
final class BackfillOptions {
    private static final Duration LONGEST_REST = Duration.ofMinutes(10);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(15);
    private static final int MOST_PARALLEL = 256;

    @Option(names = "--spec", paramLabel = "FILE", description = "The spec (JSON). Required.")
    private Optional<Path> spec = Optional.empty();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Properties: where the runs happen, and the control database. Required.")
    private Optional<Path> config = Optional.empty();

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "The first instant, for example 2026-01-01; without an offset on the clock of the"
                    + " segmentGranularity, UTC by default. Required.")
    private Optional<String> from = Optional.empty();

    @Option(names = "--to", paramLabel = "TIME", description = "The first instant that is left out. Required.")
    private Optional<String> to = Optional.empty();

    @Option(
            names = "--by",
            paramLabel = "PERIOD",
            description = "The length of a slice, for example P1D: whole chunks of the segmentGranularity. Required.")
    private Optional<String> by = Optional.empty();

    @Option(
            names = "--parallel",
            paramLabel = "N",
            defaultValue = "1",
            description = "Slices at a time, each in a process of its own. Default: ${DEFAULT-VALUE}.")
    int parallel;

    @Option(
            names = "--retries",
            paramLabel = "R",
            defaultValue = "2",
            description = "How often a slice that failed is tried again in this run. Default: ${DEFAULT-VALUE}.")
    private int retries;

    @Option(
            names = "--retry-wait",
            paramLabel = "DURATION",
            defaultValue = "PT30S",
            description = "How long it rests before that; each time twice as long, up to 10 minutes. Default:"
                    + " ${DEFAULT-VALUE}.")
    private Duration retryWait = Duration.ZERO;

    @Option(
            names = "--missing-input",
            paramLabel = "skip|fail",
            defaultValue = "fail",
            description = "What to do with a slice that has no input files: skip it, or count it as failed. Default:"
                    + " ${DEFAULT-VALUE}.")
    MissingInput missingInput = MissingInput.FAIL;

    @Option(names = "--dry-run", description = "Show the plan, change nothing.")
    boolean dryRun;

    @Mixin
    SpecOptions reading;

    @Option(
            names = "--heap",
            paramLabel = "SIZE",
            description = "Heap of each slice's process, for example 2g; by default as ISOBAR_OPTS says.")
    private Optional<String> heap = Optional.empty();

    @Option(
            names = "--logs",
            paramLabel = "DIR",
            description = "What the slices say goes there. Default: isobar-backfill/<id of the backfill>.")
    private Optional<Path> logs = Optional.empty();

    @Option(names = "--json", description = "Print the outcome as a JSON object; all else goes to standard error.")
    boolean json;

    /** What to do with slices without input. */
    enum MissingInput {
        SKIP,
        FAIL
    }

    /** The names of options that have to be given and aren't. */
    private List<String> missing() {
        List<String> missing = new ArrayList<>();
        if (spec.isEmpty()) {
            missing.add("--spec");
        }
        if (config.isEmpty()) {
            missing.add("--config");
        }
        if (from.isEmpty()) {
            missing.add("--from");
        }
        if (to.isEmpty()) {
            missing.add("--to");
        }
        if (by.isEmpty()) {
            missing.add("--by");
        }
        return missing;
    }

    /** Tells the first thing that is wrong with what was given. */
    void check(CommandSpec command) {
        List<String> missing = missing();
        if (!missing.isEmpty()) {
            throw wrong(
                    command,
                    "Missing %s: what to index, where, and which stretch of time in slices of which length"
                            .formatted(String.join(", ", missing)));
        }
        SpecOptions.requireFile(command, spec(), "--spec");
        SpecOptions.requireFile(command, config(), "--config");
        if (parallel < 1 || parallel > MOST_PARALLEL) {
            throw wrong(command, "--parallel [%d] must be from 1 to %d".formatted(parallel, MOST_PARALLEL));
        }
        if (retries < 0) {
            throw wrong(command, "--retries [%d] must not be negative".formatted(retries));
        }
        if (retryWait.isNegative() || retryWait.compareTo(LONGEST_REST) > 0) {
            throw wrong(command, "--retry-wait [%s] must be from PT0S to %s".formatted(retryWait, LONGEST_REST));
        }
    }

    private static ParameterException wrong(CommandSpec command, String message) {
        return new ParameterException(command.commandLine(), message);
    }

    RetryPolicy retryPolicy() {
        return new RetryPolicy(retries, retryWait, LONGEST_REST, LOOK_AGAIN);
    }

    /** The command that runs a slice, without its interval. */
    List<String> indexCommand() {
        List<String> command = new ArrayList<>(OwnProgram.command());
        command.addAll(List.of(
                "index",
                "--spec",
                spec().toAbsolutePath().toString(),
                "--config",
                config().toAbsolutePath().toString()));
        command.addAll(reading.asArguments());
        return command;
    }

    /** What the processes of slices get beside this one's environment. */
    Map<String, String> environment() {
        String inherited = Optional.ofNullable(System.getenv("ISOBAR_OPTS")).orElse("");
        return heap.map(size -> Map.of("ISOBAR_OPTS", (inherited + " -Xmx" + size).strip()))
                .orElse(Map.of());
    }

    /** Where the slices of a backfill say what they say. */
    Path logs(String backfill) {
        return logs.orElse(Path.of("isobar-backfill", backfill)).toAbsolutePath();
    }

    Path spec() {
        return spec.orElseThrow();
    }

    Path config() {
        return config.orElseThrow();
    }

    String from() {
        return from.orElseThrow();
    }

    String to() {
        return to.orElseThrow();
    }

    String by() {
        return by.orElseThrow();
    }
}
