package io.isobar.cli.backfill;

import io.isobar.catalog.config.DatabaseConfig;
import io.isobar.catalog.config.Settings;
import io.isobar.catalog.control.BackfillRequest;
import io.isobar.catalog.control.ControlDatabase;
import io.isobar.cli.process.ChildProcesses;
import io.isobar.cli.serve.SharedKeys;
import io.isobar.indexer.IndexRun;
import io.isobar.indexer.IndexRunConfig;
import io.isobar.indexer.slice.SpecTemplate;
import io.isobar.indexer.spec.IndexSpecFile;
import io.isobar.segment.Interval;
import io.isobar.segment.time.IsoPeriod;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A long stretch of the past, indexed slice by slice. */
@Command(
        name = "backfill",
        description = {
            "Run a spec for a long stretch of time, slice by slice: each slice is a batch, and so a release, of its own; of a"
                    + " spec with several outputs one of each. A slice takes the place of granularitySpec.intervals; in paths $${day}, $${interval},"
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

    @Spec
    private CommandSpec spec;

    @Mixin
    private BackfillOptions options;

    @Override
    public Integer call() throws IOException, InterruptedException {
        options.check(spec);
        SpecTemplate template = options.reading.readTemplate(options.spec());
        Interval range = range(template);
        List<Interval> slices = slices(template, range);
        Settings settings = Settings.load(options.config());
        IndexRunConfig.from(settings, template.at(slices.get(0)).get(0));
        SharedKeys.refuseUnknown(settings, Set.of(SharedKeys.INDEXER));
        String id = BackfillId.of(template, range, options.by(), options.reading.variables());
        try (ControlDatabase database =
                ControlDatabase.openCurrent(DatabaseConfig.from(settings, "control.database"))) {
            SlicePlanner planner = new SlicePlanner(
                    database,
                    slice -> fingerprints(settings, template.at(slice)),
                    options.missingInput == BackfillOptions.MissingInput.SKIP);
            BackfillSummary plan =
                    new BackfillSummary(id, template.dataSources(), template.zone(), planner.plan(id, slices));
            BackfillOutcome outcome = new BackfillOutcome(spec, options.json);
            outcome.tellPlan(plan, range);
            if (options.dryRun) {
                outcome.printJson(plan, Map.of());
                return 0;
            }
            BackfillRequest request = new BackfillRequest(
                    id,
                    template.dataSources(),
                    range,
                    options.by(),
                    options.spec().toAbsolutePath().toString(),
                    slices);
            database.backfills().open(request);
            planner.writeDown(plan);
            return run(database, planner, plan, outcome);
        }
    }

    private static Map<String, String> fingerprints(Settings settings, List<IndexSpecFile> outputs) throws IOException {
        Map<String, String> fingerprints = new LinkedHashMap<>();
        for (IndexSpecFile output : outputs) {
            fingerprints.put(output.spec().dataSource(), IndexRun.fingerprint(IndexRunConfig.from(settings, output)));
        }
        return fingerprints;
    }

    private int run(ControlDatabase database, SlicePlanner planner, BackfillSummary plan, BackfillOutcome outcome)
            throws IOException, InterruptedException {
        List<Interval> toRun = plan.slices().stream()
                .filter(slice -> slice.work().isToRun())
                .map(PlannedSlice::interval)
                .toList();
        SliceBoard board = new SliceBoard(toRun, options.parallel, options.retryPolicy());
        BackfillTeller teller = new BackfillTeller(outcome.progress(), Clock.systemUTC(), plan.zone(), toRun.size());
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
        boolean allDone = outcome.tell(plan.after(planner, teller.givenUp()), teller);
        boolean stopped = board.left() > 0 && interrupts.get() > 0;
        return allDone ? 0 : stopped ? STOPPED : 1;
    }

    private void runSlices(BackfillSummary plan, Function<SliceProcesses, BackfillRun.Parts> parts)
            throws InterruptedException {
        try (ChildProcesses children = new ChildProcesses(GRACE, System::nanoTime)) {
            SliceProcesses processes = new SliceProcesses(
                    children,
                    options.indexCommand(),
                    options.logs(plan.backfill()),
                    plan.zone(),
                    options.environment());
            // All are asked at once; the children's own hook then waits for them one by one.
            Thread hook = new Thread(processes::stopAll, "stop-slices");
            Runtime.getRuntime().addShutdownHook(hook);
            new BackfillRun(plan.backfill(), Owner.self().toString(), parts.apply(processes)).run();
            Runtime.getRuntime().removeShutdownHook(hook);
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
}
