package io.isobar.indexer.input;

import io.isobar.indexer.spec.InputFormatSpec;
import io.isobar.indexer.spec.LineSpec;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a row of one line of text. Not thread-safe. */
@FunctionalInterface
public interface LineParser {
    Row parse(String line) throws BadRowException;

    /** Gives the lines of one file from its beginning. */
    @FunctionalInterface
    interface Lines {
        /** The next line without its end, or null after the last one. */
        @Nullable
        String next() throws IOException;
    }

    /**
     * The parser for the lines of a file.
     *
     * @param beginning the file's lines from its first one on; only those of a header are read
     */
    static LineParser of(InputFormatSpec format, Lines beginning) throws IOException {
        LineSpec lines = format.line();
        if (lines instanceof LineSpec.Json json) {
            return new JsonLineParser(new Flattener(format.flatten()), json);
        }
        if (lines instanceof LineSpec.Regex regex) {
            return new RegexLineParser(regex);
        }
        LineSpec.Delimited delimited = (LineSpec.Delimited) lines;
        return new DelimitedLineParser(
                delimited, delimited.header() ? header(delimited, beginning) : delimited.columns());
    }

    private static List<String> header(LineSpec.Delimited lines, Lines beginning) throws IOException {
        String line = "";
        for (int i = 0; i < lines.headerLines(); i++) {
            line = beginning.next();
            if (line == null) {
                return List.of(); // a file that ends before its header has no rows either
            }
        }
        try {
            return DelimitedLineParser.header(line.startsWith("\uFEFF") ? line.substring(1) : line, lines);
        } catch (BadRowException e) {
            throw new IOException("The header in line [" + lines.headerLines() + "] " + e.getMessage(), e);
        }
    }
}
