package io.isobar.indexer.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isobar.segment.Interval;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Specs that were written for Druid 0.6 are run as they are. */
class Druid06FormTest {
    private static final String OLD = """
            {"dataSource": "hits",
             "timestampSpec": {"column": "at", "format": "yyyy-MM-dd"},
             "dataSpec": {"format": "tsv", "delimiter": "|", "columns": ["at", "host", "ms"], "dimensions": ["host"]},
             "granularitySpec": {"type": "uniform", "intervals": ["2014-01-01/2014-01-02"], "gran": "hour"},
             "pathSpec": {"type": "static", "paths": "/raw/hits"},
             "rollupSpec": {"aggs": [{"type": "count", "name": "rows"}, {"type": "max", "name": "slowest", "fieldName": "ms"}],
               "rollupGranularity": "minute", "rowFlushBoundary": 500000},
             "partitionsSpec": {"targetPartitionSize": 1000, "partitionDimension": "host"},
             "workingPath": "/tmp/work", "leaveIntermediate": "true", "jobProperties": {"a": "b"}}""";

    private static final String LATER = """
            {"dataSchema": {"dataSource": "hits",
               "parser": {"type": "string", "parseSpec": {"format": "tsv", "delimiter": "|", "columns": ["at", "host", "ms"],
                 "timestampSpec": {"column": "at", "format": "yyyy-MM-dd"}, "dimensionsSpec": {"dimensions": ["host"]}}},
               "metricsSpec": [{"type": "count", "name": "rows"}, {"type": "doubleMax", "name": "slowest", "fieldName": "ms"}],
               "granularitySpec": {"type": "uniform", "intervals": ["2014-01-01/2014-01-02"], "segmentGranularity": "hour",
                 "queryGranularity": "minute"}},
             "ioConfig": {"type": "hadoop", "inputSpec": {"type": "static", "paths": "/raw/hits"}},
             "tuningConfig": {"type": "hadoop", "workingPath": "/tmp/work", "leaveIntermediate": true,
               "jobProperties": {"a": "b"},
               "partitionsSpec": {"type": "dimension", "targetPartitionSize": 1000, "partitionDimension": "host"}}}""";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s",
                "{\"type\": \"index_hadoop\", \"config\": %s}",
                "{\"type\": \"index_hadoop\", \"schema\": %s, \"hadoopCoordinates\": \"org.apache.hadoop:hadoop-core:1.0.3\"}"
            })
    void aSpecOfDruid06MeansWhatItsLaterFormMeans(String envelope) {
        assertThat(parse(envelope.formatted(OLD)).spec()).isEqualTo(parse(LATER).spec());
    }

    @Test
    void itsTaskMayHaveADataSchemaAlready() {
        assertThat(parse("{\"type\": \"index_hadoop\", \"schema\": " + LATER + "}")
                        .spec())
                .isEqualTo(parse(LATER).spec());
    }

    @Test
    void theFormIsToldByTheNamesOfTheFile() {
        assertThat(parse("{\"type\": \"index_hadoop\", \"config\": " + OLD + "}")
                        .notices())
                .extracting(Notice::path)
                .containsExactlyInAnyOrder("config", "config.rollupSpec.rowFlushBoundary");
    }

    @Test
    void itsOlderNamesOfTimeAndIntervalsAreRead() {
        String older = OLD.replace(
                        "\"timestampSpec\": {\"column\": \"at\", \"format\": \"yyyy-MM-dd\"}",
                        "\"timestampColumn\": \"at\", \"timestampFormat\": \"yyyy-MM-dd\"")
                .replace(
                        "\"granularitySpec\": {\"type\": \"uniform\", \"intervals\": [\"2014-01-01/2014-01-02\"], \"gran\": \"hour\"}",
                        "\"intervals\": [\"2014-01-01/2014-01-02\"], \"segmentGranularity\": \"hour\"");

        assertThat(parse(older).spec()).isEqualTo(parse(LATER).spec());
    }

    @Test
    void theOlderNamesOfTimeAreReadInItsOwnObjectToo() {
        String older = OLD.replace("\"column\": \"at\"", "\"timestampColumn\": \"at\"")
                .replace("\"format\": \"yyyy-MM-dd\"", "\"timestampFormat\": \"yyyy-MM-dd\"");

        assertThat(parse(older).spec()).isEqualTo(parse(LATER).spec());
    }

    @Test
    void withoutASizeOfPartitionsATimeChunkIsOneSegment() {
        String one = OLD.replace("\"targetPartitionSize\": 1000, ", "");

        assertThat(parse(one).spec().tuning().partitions().rule())
                .isEqualTo(new PartitionsSpec.Hashed(Optional.of(1), 5_000_000, List.of()));
    }

    @Test
    void aSliceTakesThePlaceOfItsIntervals() {
        List<Interval> slice = List.of(Interval.parse("2014-02-01/2014-02-02"));

        assertThat(IndexSpecFile.parseAll(bytes(OLD), false, Map.of(), List.of(slice)))
                .singleElement()
                .satisfies(file ->
                        assertThat(file.spec().granularity().intervals()).isEqualTo(slice));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    "type": "max"          | "type": "maxx"          | config.rollupSpec.aggs[1].type
                    "type": "static"       | "type": "statics"       | config.pathSpec.type
                    "format": "tsv"        | "format": "tsx"         | config.dataSpec.format
                    "gran": "hour"         | "gran": "hours"         | config.granularitySpec.gran
                    "rollupGranularity": "minute" | "rollupGranularity": "min" | config.rollupSpec.rollupGranularity
                    "leaveIntermediate"    | "leaveIntermediates"    | config.leaveIntermediates
                    "rowFlushBoundary"     | "rowFlushBoundry"       | config.rowFlushBoundry
                    "format": "yyyy-MM-dd" | "format": "yyyy-qq"     | config.timestampSpec.format
                    """)
    void whatIsWrongIsNamedByItsPlaceInTheFile(String right, String wrong, String path) {
        assertThat(OLD).contains(right);

        assertThatThrownBy(() -> parse("{\"type\": \"index_hadoop\", \"config\": " + OLD.replace(right, wrong) + "}"))
                .isInstanceOf(SpecException.class)
                .hasMessageStartingWith("Field [" + path + "] ");
    }

    @Test
    void besideADataSchemaItsFieldsHaveNoEffectAsInDruid06() {
        String both = LATER.replaceFirst("\\{", "{\"pathSpec\": {\"type\": \"static\"}, ");

        assertThat(parse(both).notices()).extracting(Notice::path).containsExactly("pathSpec");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"config\": {}", "\"schema\": {\"a\": 1}", "\"payload\": {}"})
    void nothingBesideADataSchemaIsTheOldForm(String field) {
        String both = LATER.replaceFirst("\\{", "{" + field + ", ");

        assertThat(IndexSpecFile.parse(bytes(both), true).spec())
                .isEqualTo(parse(LATER).spec());
    }

    @ParameterizedTest
    @CsvSource({"targetPartitionSizes, is unknown", "numShards, needs [partitionsSpec.type]"})
    void aPartitionsSpecWithoutASizeHasNothingElse(String field, String problem) {
        String without = OLD.replace("\"targetPartitionSize\": 1000", "\"" + field + "\": 7");
        assertThat(without).isNotEqualTo(OLD);

        assertThatThrownBy(() -> parse(without))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("partitionsSpec." + field + "] " + problem);
    }

    private static IndexSpecFile parse(String json) {
        return IndexSpecFile.parse(bytes(json), false);
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
