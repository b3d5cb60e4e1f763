package io.isobar.cli.segment;

import io.isobar.cli.text.TextTable;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows as tables of {@value #PAGE} rows each, since a table must know all its cells before it can print the first. */
final class TableRows implements RowWriter {
    private static final int PAGE = 500;
    private static final int CELL = 60;

    private final List<String> names;
    private final PrintWriter out;
    private TextTable page;
    private int rows;

    TableRows(List<String> names, PrintWriter out) {
        this.names = List.copyOf(names);
        this.out = out;
        this.page = new TextTable(names.toArray(String[]::new));
    }

    @Override
    public List<String> names() {
        return names;
    }

    @Override
    public void row(@Nullable Object[] values) {
        Object[] cells = new Object[values.length];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = RowText.shortText(values[i], CELL);
        }
        page.row(cells);
        if (++rows == PAGE) {
            finish();
            page = new TextTable(names.toArray(String[]::new));
            rows = 0;
        }
    }

    @Override
    public void finish() {
        if (rows > 0) {
            out.println(page.render(""));
            out.flush();
        }
    }
}
