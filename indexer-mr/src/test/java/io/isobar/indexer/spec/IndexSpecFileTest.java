package io.isobar.indexer.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isobar.segment.Interval;
import io.isobar.segment.build.Dimension;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IndexSpecFileTest {
    private static final String SCHEMA = """
            "dataSchema": {
              "dataSource": "flights",
              "parser": {"type": "string", "parseSpec": {"format": "csv", "columns": ["t", "a", "n"],
                "timestampSpec": {"column": "t", "format": "iso"},
                "dimensionsSpec": {"dimensions": ["a", {"type": "long", "name": "l"}]}}},
              "metricsSpec": [{"type": "count", "name": "count"}, {"type": "longSum", "name": "n", "fieldName": "n"}],
              "granularitySpec": {"segmentGranularity": "DAY", "queryGranularity": "HOUR",
                "intervals": ["2001-01-01/2001-01-03"]}
            }""";
    private static final String IO =
            "\"ioConfig\": {\"type\": \"hadoop\", \"inputSpec\": {\"type\": \"static\", \"paths\": \"a.csv,b/{1,2}.csv\"}}";

    @Test
    void readsATaskWithDruidsDefaults() {
        IngestionSpec spec = parse("{\"type\": \"index_hadoop\", \"spec\": {" + SCHEMA + ", " + IO + "}}")
                .spec();

        assertThat(spec.dataSource()).isEqualTo("flights");
        assertThat(spec.timestamp()).isEqualTo(new TimestampSpec("t", "iso", Optional.empty()));
        assertThat(spec.dimensions().listed()).extracting(Dimension::name).containsExactly("a", "l");
        assertThat(spec.granularity().rollup()).isTrue();
        assertThat(spec.granularity().chunks())
                .containsExactly(Interval.parse("2001-01-01/2001-01-02"), Interval.parse("2001-01-02/2001-01-03"));
        assertThat(spec.input()).contains(new InputPaths.Listed(List.of("a.csv", "b/{1,2}.csv")));
        assertThat(spec.tuning().partitions().rule())
                .isEqualTo(new PartitionsSpec.Hashed(Optional.empty(), 5_000_000, List.of()));
        assertThat(spec.tuning().maxParseExceptions()).isZero();
        assertThat(spec.tuning().workingPath()).isEqualTo("/tmp/druid-indexing");
    }

    @Test
    void readsTheCommandLineFormAlike() {
        IndexSpecFile bare = parse("{" + SCHEMA + ", " + IO + "}");
        IndexSpecFile task = parse("{\"type\": \"index_hadoop\", \"spec\": {" + SCHEMA + ", " + IO + "}}");

        assertThat(bare.spec()).isEqualTo(task.spec());
    }

    @Test
    void readsThePartsOfOneSegment() {
        IndexSpecFile file = parse("""
                {"druidVersion": "33.0.0", "timestampSpec": {"column": "ts", "format": "auto", "missingValue": null},
                 "dimensionsSpec": {"dimensions": [{"type": "string", "name": "a", "multiValueHandling": "SORTED_ARRAY",
                   "createBitmapIndex": true}], "dimensionExclusions": [], "includeAllDimensions": false,
                   "useSchemaDiscovery": false},
                 "metricsSpec": [{"type": "count", "name": "count"}], "queryGranularity": {}, "rollup": false,
                 "interval": "2024-01-01T00:00:00.000Z/2024-01-02T00:00:00.000Z",
                 "indexSpec": {"bitmap": {"type": "roaring"}, "dimensionCompression": "lz4",
                   "stringDictionaryEncoding": {"type": "utf8"}, "metricCompression": "lz4", "longEncoding": "longs"},
                 "inputRows": 500}""");

        Interval day = Interval.parse("2024-01-01/2024-01-02");
        assertThat(file.spec().granularity().chunks()).containsExactly(day);
        assertThat(file.toSegmentSpec(day).rollup()).isFalse();
        assertThat(file.toSegmentSpec(day).queryGranularity().bucketStart(17)).isEqualTo(17);
        assertThat(file.notices()).extracting(Notice::path).containsExactly("druidVersion", "inputRows");
    }

    @Test
    void reportsFieldsWithoutMeaningHere() {
        IndexSpecFile file = parse("{" + SCHEMA + ", " + IO
                + ", \"tuningConfig\": {\"type\": \"hadoop\", \"useCombiner\": true, \"maxRowsInMemory\": 7}}");

        assertThat(file.notices())
                .extracting(Notice::path)
                .containsExactly("tuningConfig.useCombiner", "tuningConfig.maxRowsInMemory");
        assertThat(file.notices().get(0))
                .hasToString("[tuningConfig.useCombiner] has no effect: map tasks add rows up wherever the sums"
                        + " are exact");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"partitionsSpec": {"type": "dynamic"}}             | tuningConfig.partitionsSpec.type = dynamic
                    {"partitionsSpec": {"type": "dynamic"}}             | tuningConfig.partitionsSpec.type = dynamic
                    {"indexSpec": {"complexMetricCompression": "lz4"}}  | tuningConfig.indexSpec.complexMetricCompression
                    """)
    void refusesWhatDruidCanAndIsobarCannot(String tuning, String path) {
        assertThatThrownBy(() -> parse("{" + SCHEMA + ", " + IO + ", \"tuningConfig\": " + tuning + "}"))
                .isInstanceOf(SpecException.class)
                .hasMessageStartingWith("Field [" + path + "] is known to Druid and not possible here: ");
    }

    @Test
    void refusesNamesThatNoDruidHadAndNamesTheNearest() {
        String typo = "{" + SCHEMA + ", " + IO + ", \"tuningConfig\": {\"partitionsSpec\": {\"numShard\": 2}}}";

        assertThatThrownBy(() -> parse(typo))
                .isInstanceOf(SpecException.class)
                .hasMessage("Field [tuningConfig.partitionsSpec.numShard] is unknown: did you mean [numShards]?"
                        + " Remove it, or run with --lenient");
        assertThat(IndexSpecFile.parse(typo.getBytes(StandardCharsets.UTF_8), true)
                        .notices())
                .extracting(Notice::path)
                .containsExactly("tuningConfig.partitionsSpec.numShard");
    }

    @Test
    void tellsAllProblemsAtOnce() {
        assertThatThrownBy(() -> parse("{" + SCHEMA + ", " + IO + ", \"tuningConfg\": {}, \"idd\": 1}"))
                .isInstanceOfSatisfying(
                        SpecException.class, e -> assertThat(e.problems()).hasSize(2));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"partitionsSpec": {"numShards": 2, "targetRowsPerSegment": 5}} | tuningConfig.partitionsSpec.numShards
                    {"partitionsSpec": {"maxRowsPerSegment": 2, "targetPartitionSize": 5}} | tuningConfig.partitionsSpec.maxRowsPerSegment
                    {"partitionsSpec": {"numShards": 0}}                | tuningConfig.partitionsSpec.numShards
                    {"maxParseExceptions": "many"}                      | tuningConfig.maxParseExceptions
                    {"jobProperties": []}                               | tuningConfig.jobProperties
                    {"type": "kafka"}                                   | tuningConfig.type
                    """)
    void namesThePathOfAValueThatCannotBe(String tuning, String path) {
        assertThatThrownBy(() -> parse("{" + SCHEMA + ", " + IO + ", \"tuningConfig\": " + tuning + "}"))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("[" + path + "]");
    }

    @Test
    void minusOneIsDruidsHistoricalNull() {
        IndexSpecFile file = parse("{" + SCHEMA + ", " + IO
                + ", \"tuningConfig\": {\"partitionsSpec\": {\"numShards\": 2, \"targetRowsPerSegment\": -1}}}");

        assertThat(file.spec().tuning().partitions().rule())
                .isEqualTo(new PartitionsSpec.Hashed(Optional.of(2), 5_000_000, List.of()));
    }

    @Test
    void namesLineAndColumnOfWhatIsNotJson() {
        assertThatThrownBy(() -> parse("{\n  \"type\" \"index_hadoop\"}"))
                .isInstanceOf(SpecException.class)
                .hasMessageStartingWith("The spec is not JSON: ")
                .hasMessageEndingWith("at line [2] column [10]");
    }

    @Test
    void aPipelineStandsBesideTheSpecAndExcludesAnInputSpec() {
        String pipeline = """
                "pipeline": {
                  "sources": {"flights": {"format": "parquet", "paths": ["f/*.parquet"]},
                              "airports": {"format": "csv", "header": true, "paths": "airports.csv"}},
                  "stages": [
                    {"name": "clean", "type": "transform", "input": "flights",
                     "columns": [{"name": "hour", "expression": "h"}], "drop": ["h"]},
                    {"name": "origin", "type": "join", "left": "clean", "right": "airports", "how": "left",
                     "on": [{"left": "origin", "right": "iata"}], "take": {"city": "origin_city"}}]}""";
        String schema = SCHEMA.replace(
                "\"parser\"",
                "\"timestampSpec\": {\"column\": \"t\"}, \"dimensionsSpec\":"
                        + " {\"dimensions\": [\"a\"]}, \"parser\"");

        PipelineSpec read = parse(
                        "{\"spec\": {" + schema + ", \"ioConfig\": {\"type\": \"hadoop\"}}, " + pipeline + "}")
                .pipeline()
                .orElseThrow();

        assertThat(read.stages()).extracting(StageSpec::name).containsExactly("clean", "origin");
        assertThatThrownBy(() -> parse("{\"spec\": {" + schema + ", " + IO + "}, " + pipeline + "}"))
                .hasMessageStartingWith("Field [spec.ioConfig.inputSpec] excludes [pipeline]");
        assertThatThrownBy(() -> parse("{\"spec\": {" + schema + "}, "
                        + pipeline.replace("\"airports\", \"how\"", "\"airport\", \"how\"") + "}"))
                .hasMessage("Field [pipeline.stages[1]] reads [airport], which no source or earlier stage is:"
                        + " did you mean [airports]?");
    }

    @Test
    void variablesStandForPartsOfPaths() {
        byte[] json =
                ("{" + SCHEMA + ", " + IO.replace("a.csv", "${data}/a.csv") + "}").getBytes(StandardCharsets.UTF_8);

        assertThat(IndexSpecFile.parse(json, false, Map.of("data", "/d")).spec().input())
                .contains(new InputPaths.Listed(List.of("/d/a.csv", "b/{1,2}.csv")));
        assertThatThrownBy(() -> IndexSpecFile.parse(json, false, Map.of("dat", "/d")))
                .hasMessage(
                        "Field [ioConfig.inputSpec.paths] has the variable [data], which has no value: known are [dat]");
    }

    private static IndexSpecFile parse(String json) {
        return IndexSpecFile.parse(json.getBytes(StandardCharsets.UTF_8), false);
    }
}
