package io.isobar.cli.segment;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows as lines of comma-separated values. */
final class CsvRows implements RowWriter {
    private final List<String> names;
    private final PrintWriter out;

    /** Prints the names. */
    CsvRows(List<String> names, PrintWriter out) {
        this.names = List.copyOf(names);
        this.out = out;
        row(names.toArray());
    }

    @Override
    public List<String> names() {
        return names;
    }

    @Override
    public void row(@Nullable Object[] values) {
        List<String> cells = new ArrayList<>();
        for (Object value : values) {
            cells.add(cell(value));
        }
        out.println(String.join(",", cells));
    }

    private static String cell(@Nullable Object value) {
        String text = RowText.text(value);
        boolean plain = value == null || (!text.isEmpty() && text.chars().noneMatch(c -> ",\"\r\n".indexOf(c) >= 0));
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    @Override
    public void finish() {
        out.flush();
    }
}
