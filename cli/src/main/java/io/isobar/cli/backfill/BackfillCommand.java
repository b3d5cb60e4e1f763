package io.isobar.cli.backfill;

import io.isobar.catalog.config.DatabaseConfig;
import io.isobar.catalog.config.Settings;
import io.isobar.catalog.control.BackfillLedger;
import io.isobar.catalog.control.BackfillRequest;
import io.isobar.catalog.control.BackfillSlice;
import io.isobar.catalog.control.Batch;
import io.isobar.catalog.control.ControlDatabase;
import io.isobar.cli.CommandFailedException;
import io.isobar.cli.backfill.PlannedSlice.Work;
import io.isobar.cli.process.ChildProcesses;
import io.isobar.cli.process.OwnProgram;
import io.isobar.cli.serve.SharedKeys;
import io.isobar.indexer.IndexRun;
import io.isobar.indexer.IndexRunConfig;
import io.isobar.indexer.slice.SpecTemplate;
import io.isobar.segment.Interval;
import io.isobar.segment.time.IsoPeriod;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A long stretch of the past, indexed slice by slice. */
@Command(
        name = "backfill",
        description = {
            "Run a spec for a long stretch of time, slice by slice: each slice is a batch, and so a release, of its own. A"
                    + " slice takes the place of granularitySpec.intervals; in paths $${day}, $${interval},"
                    + " $${start:yyyy/MM/dd}, $${days} and others stand for it.",
            "Slices that are sealed are left out, those that fail are tried again, and the others go on. Killed at any"
                    + " moment, the same command goes on where it was.",
            "Ctrl-C starts no more slices and waits for those that run; a second one stops them."
        },
        exitCodeList = {
            "0:every slice is done or skipped; with --dry-run: the plan is shown",
            "1:at least one slice failed or can't be run",
            "2:wrong usage, or slices that would cut chunks",
            "130:stopped by Ctrl-C before all was done"
        },
        subcommands = {BackfillListCommand.class, BackfillStatusCommand.class},
        footer = {
            "  isobar backfill --spec flights.json --config conf/indexer.properties --from 2026-01-01 --to 2026-02-01"
                    + " --by P1D --parallel 4 --dry-run",
            "  isobar backfill status --config conf/indexer.properties 3f2a9c0d1b7e"
        })
public final class BackfillCommand implements Callable<Integer> {
    private static final int STOPPED = 130;
    private static final Duration GRACE = Duration.ofSeconds(60);
    private static final Duration LONGEST_REST = Duration.ofMinutes(10);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(15);
    private static final int MOST_PARALLEL = 256;

    @Spec
    private CommandSpec spec;

    @Mixin
    private BackfillOptions options;

    @Override
    public Integer call() throws IOException, InterruptedException {
        requireUsage();
        SpecTemplate template = template();
        Interval range = range(template);
        List<Interval> slices = slices(template, range);
        Settings settings = Settings.load(options.config());
        IndexRunConfig.from(settings, template.at(slices.get(0)));
        SharedKeys.refuseUnknown(settings, Set.of(SharedKeys.INDEXER));
        String id = BackfillId.of(template, range, options.by(), options.variables);
        try (ControlDatabase database =
                ControlDatabase.openCurrent(DatabaseConfig.from(settings, "control.database"))) {
            SlicePlanner planner = new SlicePlanner(
                    database,
                    template.dataSource(),
                    slice -> IndexRun.fingerprint(IndexRunConfig.from(settings, template.at(slice))),
                    options.missingInput == BackfillOptions.MissingInput.SKIP);
            BackfillSummary plan =
                    new BackfillSummary(id, template.dataSource(), template.zone(), planner.plan(id, slices));
            progress()
                    .println("Backfill [%s] of [%s], %s on the clock of [%s]; %s"
                            .formatted(
                                    id,
                                    template.dataSource(),
                                    SliceText.of(range, template.zone()),
                                    template.zone(),
                                    plan.inWords()));
            progress().print(plan.table());
            progress().flush();
            if (options.dryRun) {
                printJson(plan, Map.of());
                return 0;
            }
            BackfillRequest request = new BackfillRequest(
                    id,
                    template.dataSource(),
                    range,
                    options.by(),
                    options.spec().toAbsolutePath().toString(),
                    slices);
            database.backfills().open(request);
            return run(database, planner, plan);
        }
    }

    private int run(ControlDatabase database, SlicePlanner planner, BackfillSummary plan)
            throws IOException, InterruptedException {
        writeDown(database.backfills(), plan);
        List<Interval> toRun = plan.slices().stream()
                .filter(slice -> slice.work().isToRun())
                .map(PlannedSlice::interval)
                .toList();
        SliceBoard board = new SliceBoard(
                toRun, options.parallel, new RetryPolicy(options.retries, options.retryWait, LONGEST_REST, LOOK_AGAIN));
        BackfillTeller teller = new BackfillTeller(progress(), Clock.systemUTC(), plan.zone(), toRun.size());
        Event.Inbox inbox = Event.inbox();
        AtomicInteger interrupts = new AtomicInteger();
        if (!toRun.isEmpty()) {
            StopSignal.onInterrupt(() -> {
                interrupts.incrementAndGet();
                inbox.put(new Event.StopAsked());
            });
            runSlices(
                    plan,
                    processes -> new BackfillRun.Parts(
                            database.backfills(), planner, board, processes, inbox, teller, Clock.systemUTC()));
        }
        return conclude(planner, plan, teller, board.left() > 0 && interrupts.get() > 0);
    }

    private void runSlices(BackfillSummary plan, Function<SliceProcesses, BackfillRun.Parts> parts)
            throws InterruptedException {
        Path logs = options.logs.orElse(Path.of("isobar-backfill", plan.backfill()));
        try (ChildProcesses children = new ChildProcesses(GRACE)) {
            SliceProcesses processes =
                    new SliceProcesses(children, indexCommand(), logs.toAbsolutePath(), plan.zone(), environment());
            // All are asked at once; the children's own hook then waits for them one by one.
            Thread hook = new Thread(processes::stopAll, "stop-slices");
            Runtime.getRuntime().addShutdownHook(hook);
            new BackfillRun(plan.backfill(), Owner.self().toString(), parts.apply(processes)).run();
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }

    /** What a killed run couldn't say. Where another one has changed a row since, it knows better. */
    private static void writeDown(BackfillLedger ledger, BackfillSummary plan) {
        Map<Interval, BackfillSlice> known = ledger.slices(plan.backfill()).stream()
                .collect(Collectors.toMap(BackfillSlice::interval, Function.identity()));
        for (PlannedSlice slice : plan.slices()) {
            BackfillSlice row = known.get(slice.interval());
            if (row == null) {
                continue;
            }
            if (slice.work() == Work.DONE && row.state() != BackfillSlice.State.DONE) {
                Batch batch = slice.batch().orElseThrow();
                ledger.done(row, batch.inputFingerprint(), batch.version(), slice.why());
            } else if (slice.work() == Work.SKIPPED) {
                ledger.skipped(row, slice.why());
            } else if (slice.work() == Work.REFUSED) {
                ledger.failed(row, slice.why());
            }
        }
    }

    private int conclude(SlicePlanner planner, BackfillSummary plan, BackfillTeller teller, boolean stopped)
            throws IOException {
        Map<Interval, String> givenUp = teller.givenUp();
        Map<Interval, String> logs = new TreeMap<>();
        List<PlannedSlice> outcome = new ArrayList<>();
        for (PlannedSlice slice : plan.slices()) {
            String failure = givenUp.get(slice.interval());
            if (failure != null) {
                outcome.add(new PlannedSlice(slice.interval(), Work.FAILED, failure));
            } else {
                // Without a row of the ledger it is either sealed, or still to be run.
                outcome.add(slice.work().isToRun() ? planner.look(slice.interval(), Optional.empty()) : slice);
            }
            if (!teller.log(slice.interval()).isEmpty()) {
                logs.put(slice.interval(), teller.log(slice.interval()));
            }
        }
        BackfillSummary summary = new BackfillSummary(plan.backfill(), plan.dataSource(), plan.zone(), outcome);
        tellOutcome(summary, teller);
        printJson(summary, logs);
        boolean allDone = summary.count(Work.DONE) + summary.count(Work.SKIPPED) == outcome.size();
        return allDone ? 0 : stopped ? STOPPED : 1;
    }

    private void tellOutcome(BackfillSummary summary, BackfillTeller teller) {
        PrintWriter out = progress();
        out.println(summary.inWords());
        for (PlannedSlice slice : summary.slices()) {
            if (slice.work() == Work.FAILED || slice.work() == Work.REFUSED) {
                String log = teller.log(slice.interval());
                out.println("  %s  %s%s"
                        .formatted(
                                SliceText.of(slice.interval(), summary.zone()),
                                slice.why(),
                                log.isEmpty() ? "" : "; log [" + log + "]"));
            }
        }
        if (summary.count(Work.DONE) + summary.count(Work.SKIPPED)
                < summary.slices().size()) {
            out.println("The same command again does what is left.");
        }
        out.flush();
    }

    private List<String> indexCommand() {
        List<String> command = new ArrayList<>(OwnProgram.command());
        command.addAll(List.of(
                "index",
                "--spec",
                options.spec().toAbsolutePath().toString(),
                "--config",
                options.config().toAbsolutePath().toString()));
        if (options.lenient) {
            command.add("--lenient");
        }
        options.variables.forEach((name, value) -> command.addAll(List.of("--set", name + "=" + value)));
        return command;
    }

    private Map<String, String> environment() {
        String inherited = Optional.ofNullable(System.getenv("ISOBAR_OPTS")).orElse("");
        return options.heap
                .map(heap -> Map.of("ISOBAR_OPTS", (inherited + " -Xmx" + heap).strip()))
                .orElse(Map.of());
    }

    private void requireUsage() {
        List<String> missing = options.missing();
        if (!missing.isEmpty()) {
            throw wrong("Missing %s: what to index, where, and which stretch of time in slices of which length"
                    .formatted(String.join(", ", missing)));
        }
        if (!Files.isRegularFile(options.spec())) {
            throw wrong("No file [" + options.spec() + "] for --spec");
        }
        if (!Files.isRegularFile(options.config())) {
            throw wrong("No file [" + options.config() + "] for --config");
        }
        if (options.parallel < 1 || options.parallel > MOST_PARALLEL) {
            throw wrong("--parallel [%d] must be from 1 to %d".formatted(options.parallel, MOST_PARALLEL));
        }
        if (options.retries < 0) {
            throw wrong("--retries [%d] must not be negative".formatted(options.retries));
        }
        if (options.retryWait.isNegative() || options.retryWait.compareTo(LONGEST_REST) > 0) {
            throw wrong("--retry-wait [%s] must be from PT0S to %s".formatted(options.retryWait, LONGEST_REST));
        }
    }

    private SpecTemplate template() throws IOException {
        try {
            return SpecTemplate.read(Files.readAllBytes(options.spec()), options.lenient, options.variables);
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException("Spec [%s]: %s".formatted(options.spec(), e.getMessage()), e);
        }
    }

    private Interval range(SpecTemplate template) {
        try {
            return new Interval(template.time(options.from()), template.time(options.to()));
        } catch (IllegalArgumentException e) {
            throw wrong("--from and --to: " + e.getMessage());
        }
    }

    private List<Interval> slices(SpecTemplate template, Interval range) {
        try {
            List<Interval> slices = template.slices(range, IsoPeriod.parse(options.by()));
            if (slices.isEmpty()) {
                throw wrong("Range [%s] has none of the spec's granularitySpec.intervals".formatted(range));
            }
            // What a path can't name for one slice it can't name for any; better told now than slice by slice.
            slices.forEach(template::at);
            return slices;
        } catch (IllegalArgumentException e) {
            throw wrong("--by " + options.by() + ": " + e.getMessage());
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** With {@code --json}, standard output is for the outcome alone. */
    private PrintWriter progress() {
        return options.json ? spec.commandLine().getErr() : spec.commandLine().getOut();
    }

    private void printJson(BackfillSummary summary, Map<Interval, String> logs) {
        if (options.json) {
            spec.commandLine().getOut().println(summary.toJson(logs).toPrettyString());
        }
    }
}
