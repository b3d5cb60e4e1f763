package io.isobar.cli.segment;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.cli.text.TextTable;
import io.isobar.segment.Interval;
import io.isobar.segment.Segment;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a segment says about itself. */
@Command(
        name = "inspect",
        description = "Show what segments hold: interval, rows, columns with their types, how they were built.",
        footer = "  isobar segment inspect segment/")
final class SegmentInspectCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private SegmentArguments segments;

    @Option(names = "--json", description = "Print a JSON array.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        PrintWriter out = spec.commandLine().getOut();
        for (Path path : segments.all()) {
            try (Segment segment = Segment.open(path)) {
                if (json) {
                    array.add(jsonOf(path, segment));
                } else {
                    print(out, path, segment);
                }
            }
        }
        if (json) {
            out.println(array.toPrettyString());
        }
        return 0;
    }

    private static void print(PrintWriter out, Path path, Segment segment) {
        out.println(path);
        out.printf("  interval           %s%n", segment.interval());
        out.printf("  rows               %,d%n", segment.rows());
        if (segment.rows() > 0) {
            out.printf(
                    "  times              %s to %s%n",
                    Interval.text(segment.minTime()), Interval.text(segment.maxTime()));
        }
        segment.metadata().queryGranularity().ifPresent(json -> out.printf("  query granularity  %s%n", json));
        Boolean rollup = segment.metadata().rollup();
        out.printf("  rollup             %s%n", rollup == null ? "not told" : rollup);
        if (!segment.metadata().aggregators().isEmpty()) {
            out.printf("  aggregators        %s%n", segment.metadata().aggregators());
        }
        TextTable table = new TextTable("column", "kind", "type", "distinct", "multi-value", "bitmaps", "nulls");
        for (ColumnFacts facts : ColumnFacts.of(segment)) {
            table.row(
                    facts.name(),
                    facts.kind(),
                    facts.type(),
                    facts.distinct() < 0 ? "" : facts.distinct(),
                    facts.multiValue() ? "yes" : "",
                    facts.bitmaps() ? "yes" : "",
                    facts.nulls() < 0 ? "" : facts.nulls());
        }
        out.println(table.render("  "));
    }

    private static ObjectNode jsonOf(Path path, Segment segment) {
        ObjectNode root = JsonNodeFactory.instance
                .objectNode()
                .put("path", path.toString())
                .put("interval", segment.interval().toString())
                .put("rows", segment.rows());
        segment.metadata().queryGranularity().ifPresent(granularity -> root.set("queryGranularity", granularity));
        Boolean rollup = segment.metadata().rollup();
        if (rollup != null) {
            root.put("rollup", rollup);
        }
        segment.metadata().timestampSpec().ifPresent(timestampSpec -> root.set("timestampSpec", timestampSpec));
        root.putArray("aggregators").addAll(segment.metadata().aggregators());
        ArrayNode columns = root.putArray("columns");
        for (ColumnFacts facts : ColumnFacts.of(segment)) {
            ObjectNode column = columns.addObject()
                    .put("name", facts.name())
                    .put("kind", facts.kind())
                    .put("type", facts.type());
            if (facts.distinct() >= 0) {
                column.put("distinct", facts.distinct())
                        .put("multiValue", facts.multiValue())
                        .put("bitmaps", facts.bitmaps());
            }
            if (facts.nulls() >= 0) {
                column.put("nulls", facts.nulls());
            }
        }
        return root;
    }
}
