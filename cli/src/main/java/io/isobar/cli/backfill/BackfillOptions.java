package io.isobar.cli.backfill;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * What {@code isobar backfill} is told on its command line. Picocli requires none of it, since {@code list} and
 * {@code status} come after the same word and have options of their own.
 */
final class BackfillOptions {
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
    int retries;

    @Option(
            names = "--retry-wait",
            paramLabel = "DURATION",
            defaultValue = "PT30S",
            description = "How long it rests before that; each time twice as long, up to 10 minutes. Default:"
                    + " ${DEFAULT-VALUE}.")
    Duration retryWait = Duration.ZERO;

    @Option(
            names = "--missing-input",
            paramLabel = "skip|fail",
            defaultValue = "fail",
            description = "What to do with a slice that has no input files: skip it, or count it as failed. Default:"
                    + " ${DEFAULT-VALUE}.")
    MissingInput missingInput = MissingInput.FAIL;

    @Option(names = "--dry-run", description = "Show the plan, change nothing.")
    boolean dryRun;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "In the spec's paths and intervals, $${NAME} stands for VALUE. May be given several times.")
    Map<String, String> variables = new LinkedHashMap<>();

    @Option(names = "--lenient", description = "Names that no Druid had are warnings, not errors.")
    boolean lenient;

    @Option(
            names = "--heap",
            paramLabel = "SIZE",
            description = "Heap of each slice's process, for example 2g; by default as ISOBAR_OPTS says.")
    Optional<String> heap = Optional.empty();

    @Option(
            names = "--logs",
            paramLabel = "DIR",
            description = "What the slices say goes there. Default: isobar-backfill/<id of the backfill>.")
    Optional<Path> logs = Optional.empty();

    @Option(names = "--json", description = "Print the outcome as a JSON object; all else goes to standard error.")
    boolean json;

    /** What to do with slices without input. */
    enum MissingInput {
        SKIP,
        FAIL
    }

    /** The names of options that have to be given and aren't. */
    List<String> missing() {
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
