package io.isobar.indexer.spec;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** How one line of a text file becomes a row. */
public sealed interface LineSpec {
    /** What Druid puts between the values of one field unless the spec says otherwise. */
    String LIST_DELIMITER = "\u0001";

    /** Lines at the beginning of each file that hold no row. */
    default int headerLines() {
        return 0;
    }

    /**
     * A JSON object.
     *
     * @param lowercase names of top-level fields are lower-cased
     * @param features names of Jackson's features of a parser, and whether they are on
     */
    record Json(boolean lowercase, Map<String, Boolean> features) implements LineSpec {
        public Json {
            features = Map.copyOf(features);
        }
    }

    /**
     * Values with a delimiter between them.
     *
     * @param columns names of the fields; empty if each file has them in its header
     * @param skipped lines at the beginning of each file that hold neither names nor values
     * @param header the line after them names the columns, and wins over {@code columns}
     * @param quoted values may stand in quotes, as in CSV
     * @param numbers what looks like a number is one
     */
    record Delimited(
            List<String> columns,
            int skipped,
            boolean header,
            String delimiter,
            String listDelimiter,
            boolean quoted,
            boolean numbers)
            implements LineSpec {
        public Delimited {
            columns = List.copyOf(columns);
            checkDistinct(columns);
            if (columns.isEmpty() && !header) {
                throw new IllegalArgumentException("neither [columns] nor a header line names the columns");
            }
            if (delimiter.isEmpty() || delimiter.equals(listDelimiter)) {
                throw new IllegalArgumentException(
                        "[delimiter] must be one character or more, and another than [listDelimiter]");
            }
        }

        @Override
        public int headerLines() {
            return skipped + (header ? 1 : 0);
        }
    }

    /**
     * The groups of a regular expression that matches the whole line.
     *
     * @param columns names of the groups; empty means {@code column_1} and so on
     * @param listDelimiter a regular expression
     * @param emptyIsNull a group that matches nothing is no value, otherwise it is empty text
     */
    record Regex(Pattern pattern, List<String> columns, Pattern listDelimiter, boolean emptyIsNull)
            implements LineSpec {
        public Regex {
            int groups = pattern.matcher("").groupCount();
            if (groups == 0) {
                throw new IllegalArgumentException("[pattern] has no groups: put what becomes a field in brackets");
            }
            columns = columns.isEmpty() ? numbered(groups) : List.copyOf(columns);
            checkDistinct(columns);
        }

        private static List<String> numbered(int groups) {
            return IntStream.rangeClosed(1, groups).mapToObj(i -> "column_" + i).toList();
        }

        // Patterns know no equality of their own
        @Override
        public boolean equals(Object other) {
            return other instanceof Regex that
                    && pattern.pattern().equals(that.pattern.pattern())
                    && listDelimiter.pattern().equals(that.listDelimiter.pattern())
                    && columns.equals(that.columns)
                    && emptyIsNull == that.emptyIsNull;
        }

        @Override
        public int hashCode() {
            return pattern.pattern().hashCode();
        }
    }

    private static void checkDistinct(List<String> columns) {
        Set<String> names = new HashSet<>();
        for (String column : columns) {
            if (!names.add(column)) {
                throw new IllegalArgumentException("column [" + column + "] is listed twice");
            }
        }
    }
}
