package io.isobar.indexer.spec;

import java.util.List;
import java.util.Locale;

/**
 * How the bytes of a file become rows.
 *
 * @param kind of the file
 * @param columns names of the fields of CSV and TSV; empty if the header row has them
 * @param header the first line of each file names the columns
 * @param delimiter between the fields of a line
 * @param listDelimiter between the values of one field
 * @param lowercase names of fields are lower-cased
 * @param binaryAsString Parquet's bytes without a logical type are text
 * @param flatten how nested JSON or Parquet becomes fields
 */
public record InputFormatSpec(
        Kind kind,
        List<String> columns,
        boolean header,
        char delimiter,
        String listDelimiter,
        boolean lowercase,
        boolean binaryAsString,
        FlattenSpec flatten) {
    static final String LIST_DELIMITER = "\u0001";

    /** The kinds of files that are read. */
    public enum Kind {
        JSON,
        CSV,
        TSV,
        PARQUET,
        /** Rows of existing segments. */
        SEGMENTS,
        /** Rows that an earlier stage of a pipeline wrote. */
        ROWS;

        public boolean isText() {
            return this == JSON || this == CSV || this == TSV;
        }
    }

    /**
     * Fields taken out of nested values.
     *
     * @param discover every top-level field with a plain value, or a list of plain values, is a field too
     */
    public record FlattenSpec(boolean discover, List<Field> fields) {
        static final FlattenSpec DEFAULT = new FlattenSpec(true, List.of());

        /** A field and where its value stands: a top-level name, or a path like {@code $.a.b[0]}. */
        public record Field(String name, String expression, boolean path) {}

        static FlattenSpec read(SpecObject spec) {
            return new FlattenSpec(spec.flag("useFieldDiscovery", true), spec.list("fields", FlattenSpec::field));
        }

        private static Field field(SpecObject spec) {
            if (spec.json().isTextual()) {
                return new Field(spec.textHere(), spec.textHere(), false);
            }
            String name = spec.objectHere().text("name");
            return new Field(name, spec.text("expr", name), spec.text("type").equals("path"));
        }
    }

    public static final InputFormatSpec JSON_LINES = of(Kind.JSON);
    public static final InputFormatSpec ROWS = of(Kind.ROWS);
    public static final InputFormatSpec SEGMENTS = of(Kind.SEGMENTS);

    private static InputFormatSpec of(Kind kind) {
        return new InputFormatSpec(kind, List.of(), false, ',', LIST_DELIMITER, false, false, FlattenSpec.DEFAULT);
    }

    /** From {@code parser}, as Druid has it. */
    static InputFormatSpec readParser(SpecObject parser) {
        SpecObject parse = parser.object("parseSpec");
        if (parser.text("type", "hadoopyString").equals("parquet")) {
            return parquet(parser.flag("binaryAsString", false), FlattenSpec.read(parse.object("flattenSpec")));
        }
        String format = parse.text("format");
        return switch (format) {
            case "csv", "tsv" -> {
                if (parse.texts("columns").isEmpty()) {
                    throw new SpecException(parse.at("columns"), "is missing: name the columns of the file");
                }
                yield delimited(format, parse);
            }
            case "json", "jsonLowercase" ->
                json(FlattenSpec.read(parse.object("flattenSpec")), format.equals("jsonLowercase"));
            default -> throw unknown(parse, format);
        };
    }

    /** From a source of the pipeline. */
    static InputFormatSpec readSource(SpecObject source) {
        String format = source.text("format");
        return switch (format) {
            case "csv", "tsv" -> {
                if (source.texts("columns").isEmpty() != source.flag("header", false)) {
                    throw new SpecException(source.path(), "needs either [columns] or [header]: true");
                }
                yield delimited(format, source);
            }
            case "json" -> json(FlattenSpec.read(source.object("flatten")), false);
            case "parquet" -> parquet(source.flag("binaryAsString", false), FlattenSpec.DEFAULT);
            default -> throw unknown(source, format);
        };
    }

    private static SpecException unknown(SpecObject spec, String format) {
        return new SpecException(spec.at("format"), "has unknown value [" + format + "]");
    }

    private static InputFormatSpec json(FlattenSpec flatten, boolean lowercase) {
        return new InputFormatSpec(Kind.JSON, List.of(), false, ',', LIST_DELIMITER, lowercase, false, flatten);
    }

    private static InputFormatSpec parquet(boolean binaryAsString, FlattenSpec flatten) {
        return new InputFormatSpec(Kind.PARQUET, List.of(), false, ',', LIST_DELIMITER, false, binaryAsString, flatten);
    }

    private static InputFormatSpec delimited(String format, SpecObject spec) {
        String delimiter = format.equals("csv") ? "," : spec.text("delimiter", "\t");
        if (delimiter.length() != 1) {
            throw new SpecException(spec.at("delimiter"), "must be one character, it is [" + delimiter + "]");
        }
        return new InputFormatSpec(
                Kind.valueOf(format.toUpperCase(Locale.ROOT)),
                spec.texts("columns"),
                spec.flag("header", false),
                delimiter.charAt(0),
                spec.text("listDelimiter", LIST_DELIMITER),
                false,
                false,
                FlattenSpec.DEFAULT);
    }
}
