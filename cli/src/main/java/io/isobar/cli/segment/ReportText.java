package io.isobar.cli.segment;

import io.isobar.cli.text.TextTable;
import io.isobar.segment.Interval;
import io.isobar.segment.column.ColumnLayout;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A report as tables. */
final class ReportText {
    private static final int CELL = 30;

    private final SegmentReport report;
    private final PrintWriter out;

    ReportText(SegmentReport report, PrintWriter out) {
        this.report = report;
        this.out = out;
    }

    void print() {
        summary();
        columns();
        parts();
        firstRows();
        for (ColumnFacts column : report.columns()) {
            column.problem().ifPresent(problem -> out.printf("  column [%s]: %s%n", column.name(), problem));
        }
    }

    private void summary() {
        out.println(report.path());
        out.printf("  interval           %s%n", report.interval());
        out.printf("  rows               %,d%n", report.rows());
        out.printf("  bytes              %,d%n", report.bytes());
        if (report.rows() > 0) {
            out.printf(
                    "  times              %s to %s%n",
                    Interval.text(report.minTime()), Interval.text(report.maxTime()));
        }
        report.metadata().queryGranularity().ifPresent(json -> out.printf("  query granularity  %s%n", json));
        Boolean rollup = report.metadata().rollup();
        out.printf("  rollup             %s%n", rollup == null ? "not told" : rollup);
        if (!report.metadata().aggregators().isEmpty()) {
            out.printf("  aggregators        %s%n", report.metadata().aggregators());
        }
        out.println();
    }

    private void columns() {
        TextTable table = new TextTable(
                "column", "kind", "type", "distinct", "multi-value", "bitmaps", "nulls", "min", "max", "bytes");
        for (ColumnFacts facts : report.columns()) {
            table.row(
                    facts.name(),
                    facts.kind(),
                    facts.type(),
                    facts.distinct() < 0 ? "" : facts.distinct(),
                    facts.multiValue() ? "yes" : "",
                    facts.bitmaps() ? "yes" : "",
                    facts.nulls() < 0 ? "" : facts.nulls(),
                    bound(facts, facts.min()),
                    bound(facts, facts.max()),
                    facts.bytes());
        }
        out.println(table.render("  "));
    }

    private static String bound(ColumnFacts facts, @Nullable Object value) {
        return facts.kind().equals("time") && value instanceof Long time
                ? Interval.text(time)
                : RowText.shortText(value, CELL);
    }

    private void parts() {
        TextTable table = new TextTable("column", "part", "bytes", "encoding");
        for (ColumnFacts facts : report.columns()) {
            for (ColumnLayout.Part part :
                    facts.layout().map(ColumnLayout::parts).orElse(List.of())) {
                table.row(facts.name(), part.name(), part.bytes(), encoding(part.encoding()));
            }
        }
        report.otherFiles().forEach((file, bytes) -> table.row("", file, bytes, ""));
        out.println(table.render("  "));
    }

    /** For example {@code kind=utf8 version=1}. */
    static String encoding(Map<String, String> encoding) {
        return encoding.entrySet().stream()
                .map(aspect -> aspect.getKey() + "=" + aspect.getValue())
                .collect(Collectors.joining(" "));
    }

    private void firstRows() {
        if (report.firstRows().isEmpty()) {
            return;
        }
        TextTable table = new TextTable(report.rowColumns().toArray(String[]::new));
        for (List<@Nullable Object> row : report.firstRows()) {
            table.row(row.stream().map(value -> RowText.shortText(value, CELL)).toArray());
        }
        out.println(table.render("  "));
    }
}
