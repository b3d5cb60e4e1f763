package io.isobar.cli.segment;

import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows as JSON objects, one per line. */
record JsonRows(List<String> names, PrintWriter out) implements RowWriter {
    @Override
    public void row(@Nullable Object[] values) {
        StringBuilder line = new StringBuilder("{");
        for (int i = 0; i < values.length; i++) {
            line.append(i == 0 ? "" : ",")
                    .append(RowText.json(names.get(i)))
                    .append(':')
                    .append(RowText.json(values[i]));
        }
        out.println(line.append('}'));
    }

    @Override
    public void finish() {
        out.flush();
    }
}
