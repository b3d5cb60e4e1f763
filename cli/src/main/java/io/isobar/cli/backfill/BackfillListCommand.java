package io.isobar.cli.backfill;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.isobar.catalog.control.Backfill;
import io.isobar.catalog.control.BackfillSlice;
import io.isobar.catalog.control.ControlDatabase;
import io.isobar.cli.release.ControlOption;
import io.isobar.cli.text.TextTable;
import io.isobar.segment.Interval;
import java.util.ArrayList;
import java.util.Collections;
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

/** All backfills, the last one first. */
@Command(
        name = "list",
        description = "List the backfills, the one that was begun last first, and how many of their slices are where.",
        footer = "  isobar backfill list --config control.properties flights")
final class BackfillListCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ControlOption control;

    @Parameters(arity = "0..*", paramLabel = "DATASOURCE", description = "Only of these; all of them by default.")
    private List<String> wanted = new ArrayList<>();

    @Option(names = "--json", description = "Print a JSON array.")
    private boolean json;

    @Override
    public Integer call() {
        TextTable table = new TextTable("backfill", "datasource", "from", "to", "by", "slices", "opened");
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        try (ControlDatabase database = control.open()) {
            for (Backfill backfill : database.backfills().list()) {
                if (wanted.isEmpty() || !Collections.disjoint(wanted, backfill.dataSources())) {
                    Map<BackfillSlice.State, Integer> counts = new EnumMap<>(BackfillSlice.State.class);
                    database.backfills()
                            .slices(backfill.id())
                            .forEach(slice -> counts.merge(slice.state(), 1, Integer::sum));
                    row(table, backfill, counts);
                    array.add(BackfillJson.of(backfill, counts));
                }
            }
        }
        if (json) {
            spec.commandLine().getOut().println(array.toPrettyString());
        } else if (array.isEmpty()) {
            spec.commandLine().getOut().println("No backfills yet: isobar backfill --spec … begins one.");
        } else {
            spec.commandLine().getOut().print(table.render(""));
        }
        return 0;
    }

    private static void row(TextTable table, Backfill backfill, Map<BackfillSlice.State, Integer> counts) {
        String slices = counts.entrySet().stream()
                .map(count -> count.getValue() + " " + count.getKey().name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        table.row(
                backfill.id(),
                String.join(", ", backfill.dataSources()),
                Interval.text(backfill.range().start()),
                Interval.text(backfill.range().end()),
                backfill.step(),
                slices,
                backfill.openedAt());
    }
}
