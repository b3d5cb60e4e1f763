package io.isobar.cli.release;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.catalog.control.ControlDatabase;
import io.isobar.catalog.control.Membership;
import io.isobar.cli.text.TextTable;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Datasources times data centers. */
@Command(
        name = "status",
        description =
                "Show for each datasource and data center: what it answers from, and how far the next release is.",
        exitCodeList = {
            "0:every data center in service answers from the head",
            "1:at least one doesn't, or the command failed",
            "2:wrong usage"
        },
        footer = "  isobar dc status --config control.properties --watch")
final class DcStatusCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ControlOption control;

    @Option(names = "--watch", description = "Show it again every --interval, until interrupted.")
    private boolean watch;

    @Option(
            names = "--interval",
            paramLabel = "SECONDS",
            defaultValue = "2",
            description = "For --watch (default: ${DEFAULT-VALUE}).")
    private long interval;

    @Option(names = "--json", description = "Print a JSON array; with --watch one on each line.")
    private boolean json;

    private final Clock clock = Clock.systemUTC();
    private final CountDownLatch never = new CountDownLatch(1);

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try (ControlDatabase database = control.open()) {
            while (true) {
                List<DcStatus> all = DcStatus.readAll(database);
                if (json) {
                    out.println(watch ? jsonOf(all) : jsonOf(all).toPrettyString());
                } else {
                    out.print(watch ? ReleaseText.time(clock.instant()) + System.lineSeparator() : "");
                    out.print(all.isEmpty() ? "No datasource yet." + System.lineSeparator() : tableOf(all));
                }
                out.flush();
                if (!watch) {
                    return all.stream().allMatch(DcStatusCommand::isFine) ? 0 : 1;
                }
                never.await(interval, TimeUnit.SECONDS);
            }
        }
    }

    private static boolean isFine(DcStatus status) {
        return status.head().isEmpty() || status.isAtHead() || status.member() != Membership.State.IN_SERVICE;
    }

    private static String tableOf(List<DcStatus> all) {
        TextTable table = new TextTable(
                "datasource",
                "head",
                "DC",
                "member",
                "answers from",
                "since",
                "release",
                "state",
                "segments",
                "detail");
        for (DcStatus status : all) {
            table.row(
                    status.dataSource(),
                    status.head()
                            .map(head -> head.ref().seq() + ":" + head.ref().root8())
                            .orElse("none"),
                    status.dc(),
                    status.member(),
                    status.active().map(a -> String.valueOf(a.seq())).orElse("none"),
                    status.active().map(a -> ReleaseText.time(a.observedAt())).orElse(""),
                    status.next().map(p -> String.valueOf(p.seq())).orElse(""),
                    status.next().map(p -> p.state().name()).orElse(""),
                    status.next().map(p -> p.copied() + "/" + p.total()).orElse(""),
                    status.next().map(p -> p.detail()).orElse(""));
        }
        return table.render("");
    }

    private static ArrayNode jsonOf(List<DcStatus> all) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (DcStatus status : all) {
            ObjectNode entry = array.addObject()
                    .put("dataSource", status.dataSource())
                    .put("dc", status.dc())
                    .put("member", status.member().name());
            status.head().ifPresent(head -> entry.put("head", head.ref().seq()));
            status.active()
                    .ifPresent(a -> entry.put("answersFrom", a.seq())
                            .put("since", a.observedAt().toString()));
            status.next()
                    .ifPresent(p -> entry.put("release", p.seq())
                            .put("state", p.state().name())
                            .put("copied", p.copied())
                            .put("total", p.total())
                            .put("detail", p.detail()));
        }
        return array;
    }
}
