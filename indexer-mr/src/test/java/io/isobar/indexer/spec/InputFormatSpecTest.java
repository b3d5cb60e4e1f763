package io.isobar.indexer.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isobar.indexer.spec.InputFormatSpec.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputFormatSpecTest {
    @ParameterizedTest
    @CsvSource(delimiter = '@', quoteCharacter = '`', textBlock = """
                    hadoopyString @ "format": "json"                            @ JSON
                    string        @ "format": "jsonLowercase"                   @ JSON
                    string        @ "format": "csv", "columns": ["a"]           @ CSV
                    string        @ "format": "tsv", "hasHeaderRow": true       @ TSV
                    string        @ "format": "regex", "pattern": "(.)"         @ REGEX
                    avro_hadoop   @ "format": "avro"                            @ AVRO
                    avro_hadoop   @ "format": "timeAndDims"                     @ AVRO
                    parquet       @ "format": "parquet"                         @ PARQUET
                    parquet-avro  @ "format": "avro"                            @ PARQUET
                    orc           @ "format": "orc"                             @ ORC
                    orc           @ "format": "timeAndDims"                     @ ORC
                    """)
    void readsTheParsersOfDruid(String type, String parseSpec, Kind kind) {
        assertThat(parser("{\"type\": \"%s\", \"parseSpec\": {%s}}".formatted(type, parseSpec))
                        .kind())
                .isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '@', quoteCharacter = '`', textBlock = """
                    {"type": "json", "assumeNewlineDelimited": true, "keepNullColumns": false} @ JSON
                    {"type": "csv", "findColumnsFromHeader": true, "skipHeaderRows": 2}        @ CSV
                    {"type": "tsv", "columns": ["a"], "delimiter": "|", "tryParseNumbers": true} @ TSV
                    {"type": "regex", "pattern": "(.)", "columns": ["a"]}                      @ REGEX
                    {"type": "avro_ocf", "binaryAsString": true, "extractUnionsByType": true}  @ AVRO
                    {"type": "parquet", "flattenSpec": {"fields": []}}                         @ PARQUET
                    {"type": "orc", "binaryAsString": true}                                    @ ORC
                    """)
    void readsTheInputFormatsOfDruid(String inputFormat, Kind kind) {
        assertThat(format(inputFormat).kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '@', quoteCharacter = '`', textBlock = """
                    "format": "json", "flatten": {"fields": ["a"]}                       @ JSON
                    "format": "csv", "header": true                                      @ CSV
                    "format": "tsv", "columns": ["a"]                                    @ TSV
                    "format": "regex", "pattern": "(.)", "columns": ["a"]                @ REGEX
                    "format": "avro", "extractUnionsByType": true                        @ AVRO
                    "format": "orc", "flatten": {"useFieldDiscovery": false}             @ ORC
                    "format": "parquet", "binaryAsString": true, "flatten": {}           @ PARQUET
                    """)
    void sourcesOfAPipelineHaveTheSameFormats(String source, Kind kind) {
        String spec = """
                {"dataSchema": {"dataSource": "x", "dimensionsSpec": {"dimensions": ["a"]}}, "pipeline": {
                  "sources": {"s": {"paths": ["x"], %s}},
                  "stages": [{"name": "t", "type": "transform", "input": "s", "drop": ["b"]}]}}""".formatted(source);

        IndexSpecFile file = IndexSpecFile.parse(spec.getBytes(StandardCharsets.UTF_8), false);

        assertThat(file.pipeline().orElseThrow().sources().get("s").format().kind())
                .isEqualTo(kind);
    }

    @Test
    void aHeaderRowCountsBehindTheLinesThatAreSkipped() {
        assertThat(parser("{\"parseSpec\": {\"format\": \"csv\", \"hasHeaderRow\": true, \"skipHeaderRows\": 2}}")
                        .line()
                        .headerLines())
                .isEqualTo(3);
    }

    @Test
    void onlyWhatTheSpecAsksForIsReadWhenItListsItsDimensions() {
        String spec = """
                {"dataSchema": {"dataSource": "x", "timestampSpec": {"column": "t"},
                   "dimensionsSpec": {"dimensions": ["a"]},
                   "metricsSpec": [{"type": "longSum", "name": "n", "fieldName": "b"}],
                   "transformSpec": {"transforms": [{"type": "expression", "name": "a", "expression": "c + d"}] %s}},
                 "ioConfig": {"inputFormat": {"type": "json"}}}""";

        FlattenSpec listed = read(spec.formatted("")).flatten();
        FlattenSpec filtered = read(spec.formatted(
                        ", \"filter\": {\"type\": \"selector\", \"dimension\": \"e\", \"value\": \"1\"}"))
                .flatten();

        assertThat(listed.needed()).containsExactlyInAnyOrder("t", "a", "b", "c", "d");
        assertThat(listed.discover()).isFalse();
        assertThat(filtered.discover()).isTrue();
    }

    @Test
    void takesCharsetsInWhichLinesEndAsInAscii() {
        String parser = "{\"encoding\": \"%s\", \"parseSpec\": {\"format\": \"json\"}}";

        assertThat(parser(parser.formatted("windows-1252")).charset()).hasToString("windows-1252");
        assertThatThrownBy(() -> parser(parser.formatted("UTF-16")))
                .hasMessageContaining("[dataSchema.parser.encoding] has value [UTF-16], in which lines don't end");
        assertThatThrownBy(() -> parser(parser.formatted("klingon"))).isInstanceOf(SpecException.class);
    }

    @Test
    void theFormatOfTheFilesIsNamedOnce() {
        assertThatThrownBy(() -> read("{\"dataSchema\": {\"dataSource\": \"x\"}}"))
                .hasMessage("Field [dataSchema.parser] is missing: it says how the files are read;"
                        + " or give [ioConfig.inputFormat]");
        assertThatThrownBy(() -> read("{\"dataSchema\": {\"dataSource\": \"x\", \"parser\": {\"parseSpec\":"
                        + " {\"format\": \"json\"}}}, \"ioConfig\": {\"inputFormat\": {\"type\": \"json\"}}}"))
                .hasMessage(
                        "Field [dataSchema.parser] excludes [ioConfig.inputFormat]: name the format of the files once");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '@', quoteCharacter = '`', textBlock = """
                    {"parseSpec": {"format": "javascript", "function": "x"}}  @ dataSchema.parser.parseSpec.format = javascript
                    {"parseSpec": {"format": "timeAndDims"}}                  @ dataSchema.parser.parseSpec.format = timeAndDims
                    {"parseSpec": {"format": "orc"}}                          @ dataSchema.parser.parseSpec.format = orc
                    {"type": "map", "parseSpec": {"format": "json"}}          @ dataSchema.parser.type = map
                    {"type": "protobuf", "parseSpec": {"format": "json"}}     @ dataSchema.parser.type = protobuf
                    """)
    void refusesByNameWhatHasNoFilesOrNoEngine(String parser, String path) {
        assertThatThrownBy(() -> parser(parser))
                .isInstanceOf(SpecException.class)
                .hasMessageStartingWith("Field [" + path + "] is known to Druid and not possible here: ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '@', quoteCharacter = '`', textBlock = """
                    {"type": "csv"}                                                   @ columns] is missing
                    {"type": "csv", "columns": ["a", "a"]}                            @ column [a] is listed twice
                    {"type": "tsv", "columns": ["a"], "delimiter": "\\u0001"}         @ another than [listDelimiter]
                    {"type": "tsv", "columns": ["a"], "delimiter": ""}                @ one character or more
                    {"type": "regex", "pattern": "a+"}                                @ [pattern] has no groups
                    {"type": "regex", "pattern": "(a+"}                               @ Unclosed group
                    {"type": "json", "featureSpec": {"ALLOW_ALL": true}}              @ featureSpec.ALLOW_ALL
                    {"type": "json", "flattenSpec": {"fields": ["a", "a"]}}           @ Field [a] is listed twice
                    """)
    void saysWhatIsWrongWithAFormat(String inputFormat, String problem) {
        assertThatThrownBy(() -> format(inputFormat))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining(problem);
    }

    @ParameterizedTest
    @CsvSource({
        "orc, org.apache.orc.mapreduce.OrcInputFormat",
        "parquet, org.apache.druid.data.input.parquet.DruidParquetInputFormat",
        "avro_ocf, org.apache.druid.data.input.avro.AvroValueInputFormat",
        "json, org.apache.hadoop.mapreduce.lib.input.CombineTextInputFormat"
    })
    void aClassOfHadoopBesideThePathsMustFitTheFormat(String type, String className) {
        String spec = """
                {"dataSchema": {"dataSource": "x"}, "ioConfig": {"inputFormat": {"type": "%s"}, "inputSpec":
                  {"type": "multi", "children": [{"type": "static", "paths": "a", "inputFormat": "%s"}]}}}""";

        assertThat(read(spec.formatted(type, className)).lines().isPresent()).isEqualTo(type.equals("json"));
        for (String other : List.of("json", "orc", "parquet", "avro_ocf")) {
            if (!other.equals(type)) {
                assertThatThrownBy(() -> read(spec.formatted(other, className)))
                        .hasMessageContaining("[ioConfig.inputSpec.children[0].inputFormat] has value [" + className);
            }
        }
    }

    @Test
    void aDimensionIsNotListedAndExcluded() {
        assertThatThrownBy(
                        () -> read(
                                "{\"dataSchema\": {\"dataSource\": \"x\", \"dimensionsSpec\": {\"dimensions\": [\"a\"],"
                                        + " \"dimensionExclusions\": [\"a\"]}}, \"ioConfig\": {\"inputFormat\": {\"type\": \"json\"}}}"))
                .hasMessageContaining("Dimension [a] is both listed and excluded");
    }

    private static InputFormatSpec parser(String parser) {
        return read("{\"dataSchema\": {\"dataSource\": \"x\", \"parser\": %s}}".formatted(parser));
    }

    private static InputFormatSpec format(String inputFormat) {
        return read("{\"dataSchema\": {\"dataSource\": \"x\"}, \"ioConfig\": {\"inputFormat\": %s}}"
                .formatted(inputFormat));
    }

    private static InputFormatSpec read(String spec) {
        return IndexSpecFile.parse(spec.getBytes(StandardCharsets.UTF_8), false)
                .spec()
                .format();
    }
}
