package io.isobar.cli.segment;

import java.io.PrintWriter;
import java.util.List;

/** How rows are printed. */
enum RowFormat {
    /** An object per line. */
    JSON,
    /** A line per row under a line of names, quoted as RFC 4180 says; null is empty, an empty text is quoted. */
    CSV,
    /** Pages of rows under headings. */
    TABLE;

    /** What prints rows of these columns. */
    RowWriter writer(List<String> names, PrintWriter out) {
        return switch (this) {
            case JSON -> new JsonRows(names, out);
            case CSV -> new CsvRows(names, out);
            case TABLE -> new TableRows(names, out);
        };
    }
}
