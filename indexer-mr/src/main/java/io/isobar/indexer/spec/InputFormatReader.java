package io.isobar.indexer.spec;

import com.fasterxml.jackson.core.JsonParser;
import io.isobar.indexer.spec.InputFormatSpec.BinarySpec;
import io.isobar.indexer.spec.InputFormatSpec.Kind;
import io.isobar.indexer.spec.InputFormatSpec.ParquetReading;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads how files become rows: from Druid's {@code parser}, from its {@code inputFormat}, from a source of a pipeline. */
final class InputFormatReader {
    private InputFormatReader() {}

    /** A parser with its parseSpec. */
    static InputFormatSpec parser(SpecObject parser) {
        SpecObject parse = parser.object("parseSpec");
        FlattenSpec flatten = FlattenSpec.read(parse.object("flattenSpec"));
        String type = parser.text("type", "hadoopyString");
        BinarySpec binary = new BinarySpec(
                parser.flag("binaryAsString", false),
                parser.flag("fromPigAvroStorage", false),
                parser.flag("extractUnionsByType", false),
                type.equals("parquet-avro") ? ParquetReading.DRUID_AVRO : ParquetReading.DRUID,
                Optional.empty());
        return switch (type) {
            case "parquet", "parquet-avro" -> InputFormatSpec.binary(Kind.PARQUET, binary, flatten);
            case "orc" -> InputFormatSpec.binary(Kind.ORC, binary, flatten);
            case "avro_hadoop" -> InputFormatSpec.binary(Kind.AVRO, binary, flatten);
            default -> text(parse, flatten).in(charset(parser));
        };
    }

    private static InputFormatSpec text(SpecObject parse, FlattenSpec flatten) {
        String format = parse.text("format", "tsv"); // as Druid has it
        return switch (format) {
            case "json", "jsonLowercase" -> json(parse, flatten, format.equals("jsonLowercase"));
            case "csv" -> delimited(Kind.CSV, parse, parse.flag("hasHeaderRow", false));
            case "tsv" -> delimited(Kind.TSV, parse, parse.flag("hasHeaderRow", false));
            case "regex" -> regex(parse, parse.text("listDelimiter", LineSpec.LIST_DELIMITER), true);
            default -> throw new SpecException(parse.at("format"), "has unknown value [" + format + "]");
        };
    }

    /** An inputFormat. */
    static InputFormatSpec inputFormat(SpecObject format) {
        FlattenSpec flatten = FlattenSpec.read(format.object("flattenSpec"));
        BinarySpec bytes = BinarySpec.of(format.flag("binaryAsString", false), ParquetReading.DRUID);
        String type = format.text("type");
        return switch (type) {
            case "json" -> json(format, flatten, false);
            case "csv" -> delimited(Kind.CSV, format, headerOf(format));
            case "tsv" -> delimited(Kind.TSV, format, headerOf(format));
            case "regex" -> regex(format, Pattern.quote(format.text("listDelimiter", LineSpec.LIST_DELIMITER)), false);
            case "parquet" -> InputFormatSpec.binary(Kind.PARQUET, bytes, flatten);
            case "orc" -> InputFormatSpec.binary(Kind.ORC, bytes, flatten);
            case "avro_ocf" -> InputFormatSpec.binary(Kind.AVRO, avro(format), flatten);
            default -> throw new SpecException(format.at("type"), "has unknown value [" + type + "]");
        };
    }

    /** A source of a pipeline: an inputFormat in few words. */
    static InputFormatSpec source(SpecObject source) {
        String format = source.text("format");
        return switch (format) {
            case "csv", "tsv" -> {
                if (source.texts("columns").isEmpty() != source.flag("header", false)) {
                    throw new SpecException(source.path(), "needs either [columns] or [header]: true");
                }
                yield delimited(format.equals("csv") ? Kind.CSV : Kind.TSV, source, source.flag("header", false));
            }
            case "json" -> json(source, FlattenSpec.read(source.object("flatten")), false);
            case "regex" -> regex(source, Pattern.quote(source.text("listDelimiter", LineSpec.LIST_DELIMITER)), false);
            case "avro" -> InputFormatSpec.binary(Kind.AVRO, avro(source), FlattenSpec.read(source.object("flatten")));
            case "orc", "parquet" ->
                InputFormatSpec.binary(
                        format.equals("orc") ? Kind.ORC : Kind.PARQUET,
                        BinarySpec.of(source.flag("binaryAsString", false), ParquetReading.MEANT),
                        FlattenSpec.read(source.object("flatten")));
            default -> throw new SpecException(source.at("format"), "has unknown value [" + format + "]");
        };
    }

    private static InputFormatSpec json(SpecObject spec, FlattenSpec flatten, boolean lowercase) {
        Map<String, Boolean> features = new HashMap<>();
        SpecObject named = spec.object("featureSpec");
        named.json().fieldNames().forEachRemaining(name -> {
            named.reading(name, json -> JsonParser.Feature.valueOf(name));
            features.put(name, named.flag(name, false));
        });
        return InputFormatSpec.lines(Kind.JSON, new LineSpec.Json(lowercase, features), flatten);
    }

    private static InputFormatSpec delimited(Kind kind, SpecObject spec, boolean header) {
        List<String> columns = spec.texts("columns");
        if (columns.isEmpty() && !header) {
            throw new SpecException(spec.at("columns"), "is missing: name the columns of the file");
        }
        boolean csv = kind == Kind.CSV;
        LineSpec lines = spec.readingHere(json -> new LineSpec.Delimited(
                columns,
                Math.toIntExact(spec.count("skipHeaderRows").orElse(0L)),
                header,
                csv ? "," : spec.text("delimiter", "\t"),
                spec.text("listDelimiter", LineSpec.LIST_DELIMITER),
                csv,
                spec.flag("tryParseNumbers", false)));
        return InputFormatSpec.lines(kind, lines, FlattenSpec.DEFAULT);
    }

    private static boolean headerOf(SpecObject format) {
        return format.flag("findColumnsFromHeader", format.flag("hasHeaderRow", false));
    }

    private static InputFormatSpec regex(SpecObject spec, String listDelimiter, boolean emptyIsNull) {
        LineSpec lines = spec.readingHere(json -> new LineSpec.Regex(
                Pattern.compile(spec.text("pattern")),
                spec.texts("columns"),
                Pattern.compile(listDelimiter),
                emptyIsNull));
        return InputFormatSpec.lines(Kind.REGEX, lines, FlattenSpec.DEFAULT);
    }

    private static BinarySpec avro(SpecObject spec) {
        return new BinarySpec(
                spec.flag("binaryAsString", false),
                false,
                spec.flag("extractUnionsByType", false),
                ParquetReading.DRUID,
                spec.has("schema") ? Optional.of(spec.object("schema").json().toString()) : Optional.empty());
    }

    private static Charset charset(SpecObject parser) {
        Charset charset = parser.readingHere(json -> Charset.forName(parser.text("encoding", "UTF-8")));
        boolean linesEndAsInAscii =
                charset.canEncode() && "\r\n".equals(new String("\r\n".getBytes(charset), StandardCharsets.US_ASCII));
        if (!linesEndAsInAscii) {
            throw new SpecException(
                    parser.at("encoding"),
                    "has value [" + charset + "], in which lines don't end in the bytes of ASCII: convert the files");
        }
        return charset;
    }
}
