package io.isobar.cli.release;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.catalog.ReleaseSegment;
import io.isobar.catalog.View;
import io.isobar.catalog.control.Activation;
import io.isobar.catalog.control.ControlDatabase;
import io.isobar.catalog.control.Progress;
import io.isobar.catalog.control.Release;
import io.isobar.catalog.control.ReleaseState;
import io.isobar.cli.CommandFailedException;
import io.isobar.cli.text.TextTable;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One release: what it holds, where it has come, what it still waits for. */
@Command(
        name = "show",
        description = "Show one release: its totals, its state in each data center, what its commit waits for.",
        footer = "  isobar release show --config control.properties flights 2 --segments")
final class ReleaseShowCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ControlOption control;

    @Parameters(index = "0", paramLabel = "DATASOURCE", description = "The datasource.")
    private String dataSource;

    @Parameters(index = "1", paramLabel = "SEQ", description = "The release's number.")
    private long seq;

    @Option(names = "--segments", description = "List the segments that are visible at the release.")
    private boolean segments;

    @Option(names = "--json", description = "Print a JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        try (ControlDatabase database = control.open()) {
            Release release = database.releases()
                    .show(dataSource, seq)
                    .orElseThrow(() -> new CommandFailedException(
                            "No release [%d] of datasource [%s]: 'isobar release list' shows those there are"
                                    .formatted(seq, dataSource)));
            List<Progress> progress = database.dcs().progress(dataSource, seq);
            List<Activation> activations = database.dcs().activations(dataSource, seq);
            List<String> unmet = release.state() == ReleaseState.DISTRIBUTING
                    ? database.releases().unmet(release.ref())
                    : List.of();
            List<ReleaseSegment> visible =
                    segments ? segmentsOf(database.releases().view(dataSource, seq)) : List.of();
            if (json) {
                printJson(release, progress, activations, unmet, visible);
            } else {
                print(release, progress, activations, unmet, visible);
            }
        }
        return 0;
    }

    private static List<ReleaseSegment> segmentsOf(View view) {
        return List.copyOf(view.segments().values());
    }

    private void print(
            Release release,
            List<Progress> progress,
            List<Activation> activations,
            List<String> unmet,
            List<ReleaseSegment> visible) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("release       " + release.ref() + "  " + release.state());
        out.println("root          " + release.ref().root());
        if (release.contentOf().isPresent()) {
            out.println("content of    " + release.contentOf().getAsLong());
        }
        out.printf(
                "view          %,d segments, %,d rows, %,d bytes (%,d added, %,d removed)%n",
                release.totals().segments(),
                release.totals().rows(),
                release.totals().bytes(),
                release.added(),
                release.removed());
        out.println("input         " + release.inputFingerprint() + ", produced in " + release.producerDc());
        out.println("distributed   " + ReleaseText.time(release.startedAt()));
        release.committedAt().ifPresent(at -> out.println("committed     " + ReleaseText.time(at)));
        ReleaseText.skew(activations).ifPresent(skew -> out.println("skew          " + skew.toMillis() + " ms"));
        unmet.forEach(condition -> out.println("waits for     " + condition));
        out.println();
        TextTable table = new TextTable("DC", "state", "segments", "answers since", "detail");
        for (Progress dc : progress) {
            String since = activations.stream()
                    .filter(activation -> activation.dc().equals(dc.dc()))
                    .map(activation -> ReleaseText.time(activation.observedAt()))
                    .findFirst()
                    .orElse("");
            table.row(dc.dc(), dc.state(), dc.copied() + "/" + dc.total(), since, dc.detail());
        }
        out.print(table.render(""));
        if (!visible.isEmpty()) {
            out.println();
            TextTable list = new TextTable("segment", "rows", "bytes", "file");
            visible.forEach(segment -> list.row(segment.id(), segment.rows(), segment.bytes(), segment.path()));
            out.print(list.render(""));
        }
    }

    private void printJson(
            Release release,
            List<Progress> progress,
            List<Activation> activations,
            List<String> unmet,
            List<ReleaseSegment> visible) {
        ObjectNode root = ReleaseJson.of(release);
        ArrayNode waits = root.putArray("waitsFor");
        unmet.forEach(waits::add);
        ReleaseText.skew(activations).ifPresent(skew -> root.put("skewMillis", skew.toMillis()));
        ArrayNode dcs = root.putArray("datacenters");
        for (Progress dc : progress) {
            ObjectNode entry = dcs.addObject()
                    .put("dc", dc.dc())
                    .put("state", dc.state().name())
                    .put("copied", dc.copied())
                    .put("total", dc.total())
                    .put("detail", dc.detail())
                    .put("at", dc.at().toString());
            activations.stream()
                    .filter(activation -> activation.dc().equals(dc.dc()))
                    .findFirst()
                    .ifPresent(activation ->
                            entry.put("answersSince", activation.observedAt().toString()));
        }
        if (segments) {
            ArrayNode list = root.putArray("segmentList");
            visible.forEach(segment -> list.addObject()
                    .put("id", segment.id().toString())
                    .put("rows", segment.rows())
                    .put("bytes", segment.bytes())
                    .put("path", segment.path()));
        }
        spec.commandLine().getOut().println(root.toPrettyString());
    }
}
