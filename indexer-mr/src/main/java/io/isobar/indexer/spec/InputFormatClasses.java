package io.isobar.indexer.spec;

import io.isobar.indexer.spec.InputFormatSpec.Kind;
import java.util.Map;
import java.util.Set;

/**
 * Druid's specs name a class of Hadoop's beside the paths. Isobar reads files by classes of its own; a name that fits the
 * format is taken, and one that contradicts it is an error, since one of the two is a mistake.
 */
final class InputFormatClasses {
    private static final Set<Kind> TEXT = Set.of(Kind.JSON, Kind.CSV, Kind.TSV, Kind.REGEX);
    private static final Map<String, Set<Kind>> BY_CLASS = Map.of(
            "TextInputFormat", TEXT,
            "CombineTextInputFormat", TEXT,
            "AvroValueInputFormat", Set.of(Kind.AVRO),
            "DruidParquetInputFormat", Set.of(Kind.PARQUET),
            "DruidParquetAvroInputFormat", Set.of(Kind.PARQUET),
            "OrcInputFormat", Set.of(Kind.ORC),
            "OrcNewInputFormat", Set.of(Kind.ORC));

    private InputFormatClasses() {}

    /** Checks an inputSpec and its children. */
    static void check(SpecObject inputSpec, Kind kind) {
        String name = inputSpec.text("inputFormat", "");
        if (!name.isEmpty()) {
            Set<Kind> kinds = BY_CLASS.get(name.substring(name.lastIndexOf('.') + 1));
            if (kinds == null) {
                throw new SpecException(
                        inputSpec.at("inputFormat"),
                        "has value [%s], which isn't read here: files are text, Avro, ORC or Parquet, as the parser says; remove the field if they are, otherwise convert them"
                                .formatted(name));
            }
            if (!kinds.contains(kind)) {
                throw new SpecException(
                        inputSpec.at("inputFormat"),
                        "has value [%s], and the parser reads [%s]: correct one of them".formatted(name, kind));
            }
        }
        if (inputSpec.has("children")) {
            inputSpec.objects("children").forEach(child -> check(child, kind));
        }
    }
}
