package io.isobar.cli.backfill;

import io.isobar.cli.backfill.PlannedSlice.Work;
import io.isobar.segment.Interval;
import java.io.PrintWriter;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;

/** Tells a person or a script what a backfill is going to do, and what came of it. */
final class BackfillOutcome {
    private final CommandSpec command;
    private final boolean json;

    /** @param json standard output is for the outcome alone, as JSON */
    BackfillOutcome(CommandSpec command, boolean json) {
        this.command = command;
        this.json = json;
    }

    /** Where all goes that isn't the outcome as JSON. */
    PrintWriter progress() {
        return json ? command.commandLine().getErr() : command.commandLine().getOut();
    }

    void tellPlan(BackfillSummary plan, Interval range) {
        PrintWriter out = progress();
        out.println("Backfill [%s] of [%s], %s on the clock of [%s]; %s"
                .formatted(
                        plan.backfill(),
                        String.join("], [", plan.dataSources()),
                        SliceText.of(range, plan.zone()),
                        plan.zone(),
                        plan.inWords()));
        out.print(plan.table());
        out.flush();
    }

    /** Tells what came of it; whether there is nothing left to do. */
    boolean tell(BackfillSummary outcome, BackfillTeller teller) {
        boolean allDone = outcome.count(Work.DONE) + outcome.count(Work.SKIPPED)
                == outcome.slices().size();
        PrintWriter out = progress();
        Map<Interval, String> logs = new TreeMap<>();
        out.println(outcome.inWords());
        for (PlannedSlice slice : outcome.slices()) {
            String log = teller.log(slice.interval());
            if (!log.isEmpty()) {
                logs.put(slice.interval(), log);
            }
            if (slice.work() == Work.FAILED || slice.work() == Work.REFUSED) {
                out.println("  %s  %s%s"
                        .formatted(
                                SliceText.of(slice.interval(), outcome.zone()),
                                slice.why(),
                                log.isEmpty() ? "" : "; log [" + log + "]"));
            }
        }
        if (!allDone) {
            out.println("The same command again does what is left.");
        }
        out.flush();
        printJson(outcome, logs);
        return allDone;
    }

    /** @param logs where the last attempt at a slice left what it said */
    void printJson(BackfillSummary summary, Map<Interval, String> logs) {
        if (json) {
            command.commandLine().getOut().println(summary.toJson(logs).toPrettyString());
        }
    }
}
