package io.isobar.cli.segment;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.isobar.cli.text.TextTable;
import io.isobar.segment.Segment;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What two segments differ in. */
@Command(
        name = "diff",
        description = {
            "Compare two segments: interval, columns and types; the rows, in the order in which they are stored; how"
                    + " columns are encoded. Says in how many rows they differ, and shows the first values that do."
        },
        exitCodeList = {"0:the same", "1:different, or one of them can't be read", "2:wrong usage"},
        footer = "  isobar segment diff ours/ druids.zip --ignore-encoding --tolerance 1e-12")
final class SegmentDiffCommand implements Callable<Integer> {
    private static final int CELL = 40;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "A", description = "A segment: a directory, or a zip of one.")
    private Path first = Path.of("");

    @Parameters(index = "1", paramLabel = "B", description = "Another one.")
    private Path second = Path.of("");

    @Option(names = "--ignore-encoding", description = "Segments of other encodings are the same all the same.")
    private boolean ignoreEncoding;

    @Option(
            names = "--tolerance",
            paramLabel = "X",
            description =
                    "Floats and doubles are equal if they differ by no more than X times the greater; by default 0.")
    private double tolerance;

    @Option(names = "--limit", paramLabel = "N", description = "Show the first N values that differ; by default 10.")
    private int limit = 10;

    @Option(names = "--json", description = "Print a JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        for (Path path : new Path[] {first, second}) {
            if (!Files.exists(path)) {
                throw new ParameterException(spec.commandLine(), "No segment [" + path + "]: there is no such file");
            }
        }
        if (!(tolerance >= 0) || limit < 0) {
            throw new ParameterException(spec.commandLine(), "--tolerance and --limit must not be negative");
        }
        try (Segment left = Segment.open(first);
                Segment right = Segment.open(second)) {
            Progress progress = new Progress(spec.commandLine().getErr(), System::nanoTime);
            SegmentDiff.Result result = new SegmentDiff(left, right, tolerance, limit).run(progress);
            boolean same = result.same(!ignoreEncoding);
            if (json) {
                spec.commandLine().getOut().println(jsonOf(result, same).toPrettyString());
            } else {
                print(result, same);
            }
            return same ? 0 : 1;
        }
    }

    private void print(SegmentDiff.Result result, boolean same) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf("schema    %s%n", result.schema().isEmpty() ? "the same" : "differs");
        result.schema().forEach(line -> out.println("  " + line));
        out.printf(
                "rows      %s%n",
                result.differentRows() == 0
                        ? "the same in %,d rows".formatted(result.rows())
                        : "%,d of %,d differ".formatted(result.differentRows(), result.rows()));
        result.differentByColumn().forEach((column, rows) -> out.printf("  column [%s] in %,d%n", column, rows));
        if (!result.first().isEmpty()) {
            TextTable table = new TextTable("row", "column", "first", "second");
            result.first()
                    .forEach(cell -> table.row(
                            cell.row(),
                            cell.column(),
                            RowText.shortText(RowText.readable(cell.column(), cell.left()), CELL),
                            RowText.shortText(RowText.readable(cell.column(), cell.right()), CELL)));
            out.print(table.render("  "));
        }
        out.printf("encoding  %s%n", result.encoding().isEmpty() ? "the same" : "differs");
        result.encoding().forEach(line -> out.println("  " + line));
        out.println(same ? "The segments are the same." : "The segments differ.");
    }

    private static ObjectNode jsonOf(SegmentDiff.Result result, boolean same) {
        ObjectNode root = JsonNodeFactory.instance.objectNode().put("same", same);
        result.schema().forEach(root.putArray("schema")::add);
        root.put("rows", result.rows()).put("differentRows", result.differentRows());
        ObjectNode columns = root.putObject("differentByColumn");
        result.differentByColumn().forEach(columns::put);
        ArrayNode cells = root.putArray("first");
        for (SegmentDiff.Cell cell : result.first()) {
            ObjectNode added = cells.addObject().put("row", cell.row()).put("column", cell.column());
            added.putRawValue("first", new RawValue(RowText.json(RowText.readable(cell.column(), cell.left()))));
            added.putRawValue("second", new RawValue(RowText.json(RowText.readable(cell.column(), cell.right()))));
        }
        result.encoding().forEach(root.putArray("encoding")::add);
        return root;
    }
}
