package io.isobar.indexer.input;

import io.isobar.indexer.spec.InputFormatSpec;
import java.util.List;

/** Makes a row of one line of text. Not thread-safe. */
@FunctionalInterface
public interface LineParser {
    Row parse(String line) throws BadRowException;

    /**
     * The parser for lines of this format.
     *
     * @param columns names of the fields if the format is CSV or TSV
     */
    static LineParser of(InputFormatSpec format, List<String> columns) {
        return switch (format.kind()) {
            case JSON -> new JsonLineParser(new Flattener(format.flatten()), format.lowercase());
            case CSV, TSV -> new DelimitedLineParser(columns, format.delimiter(), format.listDelimiter());
            case PARQUET, ROWS, SEGMENTS ->
                throw new IllegalArgumentException("Files of kind [" + format.kind() + "] have no lines");
        };
    }

    /** Takes the names of the columns from a file's header line. */
    static List<String> header(InputFormatSpec format, String line) throws BadRowException {
        return DelimitedLineParser.split(line.startsWith("\uFEFF") ? line.substring(1) : line, format.delimiter());
    }
}
