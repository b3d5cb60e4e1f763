package io.isobar.indexer.input;

import io.isobar.indexer.spec.LineSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of values with a delimiter between them.
 *
 * <p>As in Druid: a value that is left empty is no value, a line with fewer values than columns has none for the rest, and
 * what is beyond the last column is passed over. In CSV a value may stand in quotes, which follow RFC 4180: it may hold the
 * delimiter, a doubled quote is one quote, and two quotes alone are empty text. A quote that isn't closed on its line, or
 * after which the value goes on, makes the line bad: what stands in which column can't be known then.
 */
final class DelimitedLineParser implements LineParser {
    private final FieldNames names = new FieldNames();
    private final int columns;
    private final LineSpec.Delimited lines;

    DelimitedLineParser(LineSpec.Delimited lines, List<String> columns) {
        columns.forEach(names::slot);
        this.columns = columns.size();
        this.lines = lines;
    }

    @Override
    public Row parse(String line) throws BadRowException {
        List<@Nullable String> values = split(line, lines, columns);
        Row row = new Row(names);
        for (int i = 0; i < columns && i < values.size(); i++) {
            String value = values.get(i);
            if (value != null) {
                row.set(i, value(value));
            }
        }
        return row;
    }

    private Object value(String text) {
        String delimiter = lines.listDelimiter();
        if (delimiter.isEmpty() || !text.contains(delimiter)) {
            return plain(text);
        }
        List<@Nullable Object> all = new ArrayList<>();
        int start = 0;
        for (int end; (end = text.indexOf(delimiter, start)) >= 0; start = end + delimiter.length()) {
            all.add(plain(text.substring(start, end)));
        }
        all.add(plain(text.substring(start)));
        return all;
    }

    private Object plain(String text) {
        return lines.numbers() ? InputNumbers.orText(text) : text;
    }

    /** The names of the columns that a header line gives. */
    static List<String> header(String line, LineSpec.Delimited lines) throws BadRowException {
        List<String> names = new ArrayList<>();
        HashSet<String> seen = new HashSet<>();
        for (String name : split(line, lines, 0)) {
            String column = name == null ? "column_" + (names.size() + 1) : name;
            if (!seen.add(column)) {
                throw new BadRowException("", "names column [" + column + "] twice", line);
            }
            names.add(column);
        }
        return names;
    }

    private static List<@Nullable String> split(String line, LineSpec.Delimited lines, int columns)
            throws BadRowException {
        List<@Nullable String> values = new ArrayList<>(columns);
        return lines.quoted() && line.indexOf('"') >= 0
                ? splitQuoted(line, lines.delimiter().charAt(0), values)
                : splitPlain(line, lines.delimiter(), values);
    }

    private static List<@Nullable String> splitPlain(String line, String delimiter, List<@Nullable String> values) {
        int start = 0;
        for (int end; (end = line.indexOf(delimiter, start)) >= 0; start = end + delimiter.length()) {
            values.add(orNull(line.substring(start, end)));
        }
        values.add(orNull(line.substring(start)));
        return values;
    }

    private static List<@Nullable String> splitQuoted(String line, char delimiter, List<@Nullable String> values)
            throws BadRowException {
        int at = 0;
        while (true) {
            int end = line.indexOf(delimiter, at);
            if (at < line.length() && line.charAt(at) == '"') {
                StringBuilder value = new StringBuilder();
                at = unquote(line, at + 1, value);
                if (at < line.length() && line.charAt(at) != delimiter) {
                    throw new BadRowException("", "can't be split: a closing quote stands inside of a value", line);
                }
                values.add(value.toString());
                end = at < line.length() ? at : -1;
            } else {
                values.add(
                        orNull(line.substring(at, end < 0 ? line.length() : end).replace("\"\"", "\"")));
            }
            if (end < 0) {
                return values;
            }
            at = end + 1;
        }
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    /** Appends the quoted value, and returns the place after its closing quote. */
    private static int unquote(String line, int from, StringBuilder value) throws BadRowException {
        for (int i = from; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c != '"') {
                value.append(c);
            } else if (i + 1 < line.length() && line.charAt(i + 1) == '"') {
                value.append('"');
                i++;
            } else {
                return i + 1;
            }
        }
        throw new BadRowException("", "can't be split: a quote is not closed on the same line", line);
    }
}
