package io.isobar.cli.release;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.isobar.catalog.control.ControlDatabase;
import io.isobar.catalog.control.Release;
import io.isobar.catalog.control.ReleaseLedger;
import io.isobar.cli.CommandFailedException;
import io.isobar.cli.text.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** All releases, oldest first. */
@Command(
        name = "list",
        description = "List the releases, oldest first; the one that is being distributed comes last.",
        footer = "  isobar release list --config control.properties flights")
final class ReleaseListCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ControlOption control;

    @Parameters(arity = "0..*", paramLabel = "DATASOURCE", description = "Only these; all of them by default.")
    private List<String> wanted = List.of();

    @Option(names = "--json", description = "Print a JSON array.")
    private boolean json;

    @Override
    public Integer call() {
        List<Release> found = new ArrayList<>();
        try (ControlDatabase database = control.open()) {
            ReleaseLedger releases = database.releases();
            List<String> known = releases.dataSources();
            for (String dataSource : wanted.isEmpty() ? known : wanted) {
                if (!known.contains(dataSource)) {
                    throw new CommandFailedException(
                            "No datasource [%s]: the control database knows %s".formatted(dataSource, known));
                }
                found.addAll(releases.list(dataSource));
            }
        }
        print(found);
        return 0;
    }

    private void print(List<Release> releases) {
        if (json) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            releases.forEach(release -> array.add(ReleaseJson.of(release)));
            spec.commandLine().getOut().println(array.toPrettyString());
            return;
        }
        if (releases.isEmpty()) {
            spec.commandLine().getOut().println("No releases yet: isobar index publishes the first one.");
            return;
        }
        TextTable table =
                new TextTable("release", "state", "content of", "segments", "rows", "bytes", "+", "-", "committed");
        for (Release release : releases) {
            table.row(
                    release.ref(),
                    release.state(),
                    ReleaseText.contentOf(release),
                    release.totals().segments(),
                    release.totals().rows(),
                    release.totals().bytes(),
                    release.added(),
                    release.removed(),
                    release.committedAt().map(ReleaseText::time).orElse(""));
        }
        spec.commandLine().getOut().print(table.render(""));
    }
}
