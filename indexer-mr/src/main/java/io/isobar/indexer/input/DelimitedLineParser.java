package io.isobar.indexer.input;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of CSV or TSV. Quotes are RFC 4180's: a quoted value may hold the delimiter, and a doubled quote is one quote.
 *
 * <p>A line with more values than columns is taken, as Druid does; one with fewer is bad, since a value that is missing in
 * the middle would put all that follow into the wrong column.
 */
final class DelimitedLineParser implements LineParser {
    private final List<String> columns;
    private final char delimiter;
    private final String listDelimiter;

    DelimitedLineParser(List<String> columns, char delimiter, String listDelimiter) {
        this.columns = List.copyOf(columns);
        this.delimiter = delimiter;
        this.listDelimiter = listDelimiter;
    }

    @Override
    public Row parse(String line) throws BadRowException {
        List<String> values = split(line, delimiter);
        if (values.size() < columns.size()) {
            throw new BadRowException(
                    columns.get(values.size()),
                    "is missing: the line has [%d] values for [%d] columns".formatted(values.size(), columns.size()),
                    line);
        }
        Row row = new Row();
        for (int i = 0; i < columns.size(); i++) {
            row.set(columns.get(i), value(values.get(i)));
        }
        return row;
    }

    private Object value(String text) {
        if (listDelimiter.isEmpty() || !text.contains(listDelimiter)) {
            return text;
        }
        List<@Nullable String> all = new ArrayList<>();
        int start = 0;
        for (int end; (end = text.indexOf(listDelimiter, start)) >= 0; start = end + listDelimiter.length()) {
            all.add(text.substring(start, end));
        }
        all.add(text.substring(start));
        return all;
    }

    static List<String> split(String line, char delimiter) throws BadRowException {
        List<String> values = new ArrayList<>();
        int length = line.endsWith("\r") ? line.length() - 1 : line.length();
        int at = 0;
        while (true) {
            int end = line.indexOf(delimiter, at);
            if (at < length && line.charAt(at) == '"') {
                StringBuilder value = new StringBuilder();
                at = unquote(line, at + 1, length, value);
                if (at < length && line.charAt(at) != delimiter) {
                    throw new BadRowException("", "can't be split: a closing quote stands inside of a value", line);
                }
                values.add(value.toString());
                end = at < length ? at : -1;
            } else {
                values.add(line.substring(at, end < 0 ? length : end));
            }
            if (end < 0) {
                return values;
            }
            at = end + 1;
        }
    }

    /** Appends the quoted value, and returns the place after its closing quote. */
    private static int unquote(String line, int from, int length, StringBuilder value) throws BadRowException {
        for (int i = from; i < length; i++) {
            char c = line.charAt(i);
            if (c != '"') {
                value.append(c);
            } else if (i + 1 < length && line.charAt(i + 1) == '"') {
                value.append('"');
                i++;
            } else {
                return i + 1;
            }
        }
        throw new BadRowException("", "can't be split: a quote is not closed on the same line", line);
    }
}
