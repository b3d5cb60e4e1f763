package io.isobar.cli.segment;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.isobar.segment.Segment;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What a segment holds, and where its bytes go. */
@Command(
        name = "inspect",
        description = {
            "Show what segments hold: interval, rows, how they were built; columns with their types, bounds, nulls and"
                    + " sizes; how the parts of each column are encoded; the first rows.",
            "Numbers and objects are read in whole for it; a column that can't be read is shown with the reason."
        },
        exitCodeList = {"0:shown", "1:a segment or a column can't be read", "2:wrong usage"},
        footer = "  isobar segment inspect segment/ --rows 3")
final class SegmentInspectCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private SegmentArguments segments;

    @Option(names = "--rows", paramLabel = "ROWS", description = "How many rows to show; by default 5.")
    private int rows = 5;

    @Option(names = "--json", description = "Print a JSON array.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if (rows < 0 || rows > ColumnValues.BATCH) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--rows must be from 0 to " + ColumnValues.BATCH + ": isobar segment dump prints all");
        }
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        PrintWriter out = spec.commandLine().getOut();
        boolean problems = false;
        for (Path path : segments.all()) {
            try (Segment segment = Segment.open(path)) {
                Progress progress = new Progress(spec.commandLine().getErr(), System::nanoTime);
                SegmentReport report = SegmentReport.of(path, segment, rows, progress);
                problems |= report.columns().stream()
                        .anyMatch(column -> column.problem().isPresent());
                if (json) {
                    array.add(ReportJson.of(report));
                } else {
                    new ReportText(report, out).print();
                }
            }
        }
        if (json) {
            out.println(array.toPrettyString());
        }
        return problems ? 1 : 0;
    }
}
