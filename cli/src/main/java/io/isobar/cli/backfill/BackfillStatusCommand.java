package io.isobar.cli.backfill;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.catalog.control.Backfill;
import io.isobar.catalog.control.BackfillLedger;
import io.isobar.catalog.control.BackfillSlice;
import io.isobar.catalog.control.ControlDatabase;
import io.isobar.catalog.control.SliceBatch;
import io.isobar.cli.CommandFailedException;
import io.isobar.cli.release.ControlOption;
import io.isobar.cli.text.TextTable;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The slices of one backfill as the ledger has them. */
@Command(
        name = "status",
        description = {
            "Show the slices of a backfill: state, attempts, who is at work on them and since when, and why one failed.",
            "Times are UTC. A slice that is running, but whose owner has been silent for a minute or more, was killed: the"
                    + " next run takes it over."
        },
        exitCodeList = {"0:every slice is done or skipped", "1:at least one isn't", "2:wrong usage"},
        footer = "  isobar backfill status --config control.properties 3f2a9c0d1b7e")
final class BackfillStatusCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ControlOption control;

    @Parameters(arity = "1", paramLabel = "BACKFILL", description = "Its id, or the first digits of it.")
    private String id = "";

    @Option(names = "--failed", description = "Only slices that are neither done nor skipped.")
    private boolean failed;

    @Option(names = "--json", description = "Print a JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        Backfill backfill;
        List<BackfillSlice> slices;
        try (ControlDatabase database = control.open()) {
            backfill = find(database.backfills());
            slices = database.backfills().slices(backfill.id());
        }
        if (json) {
            printJson(backfill, slices);
        } else {
            print(backfill, slices);
        }
        return slices.stream().allMatch(BackfillStatusCommand::isOver) ? 0 : 1;
    }

    private Backfill find(BackfillLedger ledger) {
        List<Backfill> found = ledger.list().stream()
                .filter(known -> known.id().startsWith(id))
                .toList();
        if (found.size() != 1) {
            throw new CommandFailedException(
                    "[%d] backfills have an id that begins with [%s]: 'isobar backfill list' shows all"
                            .formatted(found.size(), id));
        }
        return found.get(0);
    }

    private static boolean isOver(BackfillSlice slice) {
        return slice.state() == BackfillSlice.State.DONE || slice.state() == BackfillSlice.State.SKIPPED;
    }

    private void print(Backfill backfill, List<BackfillSlice> slices) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("Backfill [%s] of [%s], %s by %s, spec [%s], opened %s"
                .formatted(
                        backfill.id(),
                        String.join("], [", backfill.dataSources()),
                        SliceText.of(backfill.range(), ZoneOffset.UTC),
                        backfill.step(),
                        backfill.spec(),
                        backfill.openedAt()));
        TextTable table = new TextTable("slice", "state", "attempts", "took", "detail");
        for (BackfillSlice slice : slices) {
            if (failed && isOver(slice)) {
                continue;
            }
            table.row(
                    SliceText.of(slice.interval(), ZoneOffset.UTC),
                    slice.state().name().toLowerCase(Locale.ROOT),
                    slice.attempts(),
                    took(slice),
                    detail(slice));
        }
        out.print(table.render("  "));
    }

    private static String took(BackfillSlice slice) {
        if (slice.claimedAt().isEmpty()) {
            return "";
        }
        Instant end = slice.endedAt().orElse(slice.askedAt());
        return SliceText.duration(Duration.between(slice.claimedAt().get(), end));
    }

    private static String detail(BackfillSlice slice) {
        if (slice.state() == BackfillSlice.State.RUNNING) {
            return "owner [%s], heard of %s ago".formatted(slice.owner(), SliceText.duration(slice.silence()));
        }
        String detail = slice.detail().lines().findFirst().orElse("");
        boolean inPart =
                slice.state() != BackfillSlice.State.DONE && !slice.batches().isEmpty();
        return inPart
                ? detail
                        + slice.batches().stream()
                                .map(SliceBatch::dataSource)
                                .collect(Collectors.joining("], [", "; sealed for [", "]"))
                : detail;
    }

    private void printJson(Backfill backfill, List<BackfillSlice> slices) {
        Map<BackfillSlice.State, Integer> counts = new EnumMap<>(BackfillSlice.State.class);
        slices.forEach(slice -> counts.merge(slice.state(), 1, Integer::sum));
        ObjectNode object = BackfillJson.of(backfill, counts);
        ArrayNode array = object.putArray("slices");
        slices.stream().filter(slice -> !failed || !isOver(slice)).forEach(slice -> array.add(BackfillJson.of(slice)));
        spec.commandLine().getOut().println(object.toPrettyString());
    }
}
