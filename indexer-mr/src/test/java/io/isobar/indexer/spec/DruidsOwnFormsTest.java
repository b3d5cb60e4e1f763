package io.isobar.indexer.spec;

import static io.isobar.indexer.spec.TaskSpecs.parse;
import static io.isobar.indexer.spec.TaskSpecs.set;
import static io.isobar.indexer.spec.TaskSpecs.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.segment.build.Dimension;
import io.isobar.segment.build.Metric;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Specs that some Druid ran are run, or refused with the reason: whatever form they have, and whatever lies about in them. */
class DruidsOwnFormsTest {
    @Test
    void aPayloadAsTheOverlordGivesItBackSaysNothingNew() {
        IndexSpecFile plain = parse(task());
        ObjectNode task = task();
        task.put("id", "index_hadoop_wiki_2024").put("groupId", "g").put("dataSource", "wiki");
        task.putNull("hadoopDependencyCoordinates").putNull("classpathPrefix");
        task.putObject("context");
        set(task, "spec", "{\"uniqueId\": \"1f\", \"context\": {}}");
        set(task, "spec.dataSchema", "{\"timestampSpec\": null, \"dimensionsSpec\": null}");
        set(task, "spec.dataSchema.transformSpec", "{\"filter\": null, \"transforms\": []}");
        set(task, "spec.dataSchema.granularitySpec", "{\"rollup\": true, \"queryGranularity\": {\"type\": \"none\"}}");
        set(task, "spec.ioConfig", "{\"metadataUpdateSpec\": null, \"segmentOutputPath\": null}");
        set(task, "spec.tuningConfig", """
                {"workingPath": null, "version": "2024-01-01T00:00:00.000Z", "shardSpecs": {},
                 "partitionsSpec": {"type": "hashed", "numShards": null, "partitionDimensions": [],
                   "partitionFunction": "murmur3_32_abs", "maxRowsPerSegment": 5000000},
                 "indexSpec": {"bitmap": {"type": "roaring"}, "dimensionCompression": "lz4", "metricCompression": "lz4",
                   "stringDictionaryEncoding": {"type": "utf8"}, "longEncoding": "longs", "segmentLoader": null},
                 "indexSpecForIntermediatePersists": {"bitmap": {"type": "roaring"}},
                 "appendableIndexSpec": {"type": "onheap", "preserveExistingMetrics": false},
                 "maxRowsInMemory": 1000000, "maxBytesInMemory": 0, "useMaxMemoryEstimates": false,
                 "leaveIntermediate": false, "cleanupOnFailure": true, "overwriteFiles": false,
                 "ignoreInvalidRows": false, "jobProperties": {}, "combineText": false, "useCombiner": false,
                 "numBackgroundPersistThreads": 0, "forceExtendableShardSpecs": false, "useExplicitVersion": false,
                 "allowedHadoopPrefix": [], "logParseExceptions": false, "maxParseExceptions": 0,
                 "useYarnRMJobStatusFallback": true, "awaitSegmentAvailabilityTimeoutMillis": 0,
                 "determinePartitionsSamplingFactor": 1}""");
        set(task, "spec.dataSchema.metricsSpec.1", "{\"expression\": null}");

        assertThat(parse(task).spec()).isEqualTo(plain.spec());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    spec.tuningConfig.partitionsSpec | {"type": "hashed", "assumeGrouped": true} | spec.tuningConfig.partitionsSpec.assumeGrouped | only objects of type
                    spec.tuningConfig.partitionsSpec | {"partitionDimension": "page"} | spec.tuningConfig.partitionsSpec.partitionDimension | only objects of type
                    spec.tuningConfig.partitionsSpec | {"maxTotalRows": 5} | spec.tuningConfig.partitionsSpec.maxTotalRows | it is of Druid's native
                    spec.dataSchema.granularitySpec  | {"type": "arbitrary"} | spec.dataSchema.granularitySpec.segmentGranularity | only objects of type uniform
                    spec.dataSchema.parser.parseSpec | {"delimiter": ";"} | spec.dataSchema.parser.parseSpec.delimiter | only objects of type tsv
                    spec.ioConfig                    | {"appendToExisting": false} | spec.ioConfig.appendToExisting | it is of Druid's native
                    spec                             | {"jobProperties": {}} | spec.jobProperties | it belongs in [spec.tuningConfig]
                    spec.dataSchema.metricsSpec.0    | {"fieldName": "page"} | spec.dataSchema.metricsSpec[0].fieldName | only objects of type
                    spec.dataSchema.metricsSpec.1    | {"filter": {"type": "true"}} | spec.dataSchema.metricsSpec[1].filter | only objects of type filtered
                    spec.dataSchema.parser           | {"typeString": "struct<a:int>"} | spec.dataSchema.parser.typeString | only objects of type orc
                    """)
    void whatDruidPassedOverIsPassedOverAndTold(String place, String fields, String path, String why) {
        ObjectNode task = task();
        set(task, place, fields);

        assertThat(parse(task).notices()).singleElement().satisfies(notice -> {
            assertThat(notice.path()).isEqualTo(path);
            assertThat(notice.text()).startsWith("has no effect: " + why).endsWith("Druid passes over it here too");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    spec.dataSchema   | {"MetricsSpec": []}      | did you mean [metricsSpec]?
                    spec.tuningConfig | {"maxRowInMemory": 1}    | did you mean [maxRowsInMemory]?
                    spec.tuningConfig | {"jobProperties ": {}}   | did you mean [jobProperties]?
                    pipeline          | {"tuningConfig": {}}     | known here are [
                    """)
    void namesThatNoDruidHadAreErrors(String place, String fields, String hint) {
        ObjectNode task = task();
        set(task, place, fields);

        assertThatThrownBy(() -> parse(task))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("] is unknown: " + hint);
    }

    @Test
    void numbersAndFlagsMayStandInQuotes() {
        ObjectNode task = task();
        set(task, "spec.tuningConfig", """
                {"partitionsSpec": {"type": "hashed", "numShards": "3"}, "maxParseExceptions": "10", "leaveIntermediate": "True",
                 "logParseExceptions": 1, "indexSpec": {"stringDictionaryEncoding": {"type": "frontCoded", "bucketSize": "8"}}}""");
        set(task, "spec.dataSchema", "{\"dataSource\": 7}");
        set(task, "spec.dataSchema.granularitySpec", "{\"rollup\": \"false\"}");
        set(task, "spec.dataSchema.metricsSpec.1", "{\"type\": \"thetaSketch\", \"size\": \"1024\"}");
        IngestionSpec spec = parse(task).spec();

        assertThat(spec.tuning().partitions().rule())
                .isEqualTo(new PartitionsSpec.Hashed(Optional.of(3), 5_000_000, List.of()));
        assertThat(spec.tuning().maxParseExceptions()).isEqualTo(10);
        assertThat(spec.tuning().leaveIntermediate()).isTrue();
        assertThat(spec.tuning().logParseExceptions()).isTrue();
        assertThat(spec.tuning().indexSpec().dictionary().bucketSize()).isEqualTo(8);
        assertThat(spec.dataSource()).isEqualTo("7");
        assertThat(spec.granularity().rollup()).isFalse();
        assertThat(spec.metrics()).extracting(Metric::toJson).last().asString().contains("\"size\":1024");
    }

    @Test
    void emptyTextIsNoNumberAndNoFlag() {
        ObjectNode task = task();
        set(task, "spec.tuningConfig", "{\"maxParseExceptions\": \"\", \"ignoreInvalidRows\": \"\"}");

        assertThat(parse(task).spec().tuning().maxParseExceptions()).isZero();
    }

    @Test
    void aTypeInCapitalsIsAStringAsInDruid() {
        ObjectNode task = task();
        set(task, "spec.dataSchema.parser.parseSpec.dimensionsSpec", """
                {"dimensions": [{"type": "STRING", "name": "page"}, {"type": "LONG", "name": "size"}]}""");
        IndexSpecFile file = parse(task);

        assertThat(file.spec().dimensions().listed())
                .extracting(Dimension::type)
                .containsExactly(Dimension.Type.STRING, Dimension.Type.STRING);
        assertThat(file.notices()).singleElement().asString().contains("write [long] if you mean that");
    }

    @ParameterizedTest
    @CsvSource({
        "approxHistogram, quantilesDoublesSketch",
        "fixedBucketsHistogram, quantilesDoublesSketch",
        "KllFloatsSketchMerge, quantilesDoublesSketch",
        "distinctCount, HLLSketchBuild",
        "cardinality, hyperUnique",
        "expression, 'if(condition, x, null)'",
        "timeMin, longMin",
        "variance, doubleSum",
        "stringAny, First"
    })
    void metricsThatAreNotThereAreRefusedWithWhatToTakeInstead(String type, String instead) {
        ObjectNode task = task();
        set(task, "spec.dataSchema.metricsSpec.1", "{\"type\": \"" + type + "\"}");

        assertThatThrownBy(() -> parse(task))
                .isInstanceOf(SpecException.class)
                .hasMessageStartingWith("Field [spec.dataSchema.metricsSpec[1].type = " + type + "] is known to Druid")
                .hasMessageContaining(instead);
    }

    @Test
    void jobPropertiesAreTextsAndNothingElse() {
        ObjectNode task = task();
        set(task, "spec.tuningConfig", "{\"jobProperties\": {\"a\": 1024, \"b\": true, \"c\": \"x\"}}");

        assertThat(parse(task).spec().tuning().jobProperties())
                .containsEntry("a", "1024")
                .containsEntry("b", "true")
                .containsEntry("c", "x");
        for (String value : List.of("null", "{}", "[1]")) {
            set(task, "spec.tuningConfig", "{\"jobProperties\": {\"a\": " + value + "}}");
            assertThatThrownBy(() -> parse(task))
                    .isInstanceOf(SpecException.class)
                    .hasMessageStartingWith("Field [spec.tuningConfig.jobProperties.a] ");
        }
    }

    @Test
    void propertiesByWhichDruidsTasksFoundTheirClassesArePassedOverAndTold() {
        ObjectNode task = task();
        set(task, "spec.tuningConfig", """
                {"jobProperties": {"mapreduce.job.classloader": "false", "mapreduce.job.user.classpath.first": true,
                  "mapreduce.job.queuename": "daily"}}""");
        IndexSpecFile file = parse(task);

        assertThat(file.spec().tuning().jobProperties()).containsOnlyKeys("mapreduce.job.queuename");
        assertThat(file.notices())
                .extracting(Notice::path)
                .containsExactlyInAnyOrder(
                        "spec.tuningConfig.jobProperties.mapreduce.job.classloader",
                        "spec.tuningConfig.jobProperties.mapreduce.job.user.classpath.first");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"filePattern": "*.gz"}       | spec.ioConfig.inputSpec.filePattern
                    {"pathFormat": "yyyy/qq"}     | spec.ioConfig.inputSpec.pathFormat
                    """)
    void patternsOfPathsAreReadBeforeARunBegins(String fields, String path) {
        ObjectNode task = task();
        set(task, "spec.ioConfig.inputSpec", "{\"type\": \"granularity\", \"inputPath\": \"/raw\"}");
        set(task, "spec.ioConfig.inputSpec", fields);

        assertThatThrownBy(() -> parse(task))
                .isInstanceOf(SpecException.class)
                .hasMessageStartingWith("Field [" + path + "] can't be used: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\": \"insensitive_contains\", \"value\": \"A\"}",
                "{\"type\": \"contains\", \"value\": \"A\", \"caseSensitive\": true}",
                "{\"type\": \"fragment\", \"values\": [\"a\", \"b\"]}",
                "{\"type\": \"regex\", \"pattern\": \"^a\"}"
            })
    void rowsMayBeFilteredByASearch(String query) {
        ObjectNode task = task();
        set(
                task,
                "spec.dataSchema.transformSpec.filter",
                "{\"type\": \"search\", \"dimension\": \"page\", \"query\": " + query + "}");

        assertThat(parse(task).spec().transform().filter()).isPresent();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"type": "javascript", "dimension": "page", "function": "f"}                        | .type = javascript
                    {"type": "selector", "dimension": "page", "value": "a", "extractionFn": {"type": "upper"}} | .extractionFn
                    {"type": "not", "field": {"type": "extraction", "dimension": "page", "value": "a"}} | .field.type = extraction
                    {"type": "or", "fields": [{"type": "true"}, {"type": "javascript"}]}                | .fields[1].type = javascript
                    """)
    void whatAFilterCannotAskIsRefusedWithWhatToAskInstead(String filter, String place) {
        ObjectNode task = task();
        set(task, "spec.dataSchema.transformSpec", "{\"filter\": " + filter + "}");

        assertThatThrownBy(() -> parse(task))
                .isInstanceOf(SpecException.class)
                .hasMessageStartingWith("Field [spec.dataSchema.transformSpec.filter" + place
                        + "] is known to Druid and not possible here: ")
                .hasMessageEndingWith("use a filter of type [expression], which computes the value");
    }

    @Test
    void aTimeForRowsWithoutOneMayBeMilliseconds() {
        ObjectNode task = task();
        set(task, "spec.dataSchema.parser.parseSpec.timestampSpec", "{\"missingValue\": 0}");

        assertThat(parse(task).spec().timestamp().missingValue()).contains("0");
    }

    @Test
    void ofAFieldThatIsGivenTwiceTheLastOneCountsAsInDruid() {
        String twice = task().toString()
                .replace("\"dataSource\":\"wiki\"", "\"dataSource\":\"old\",\n\"dataSource\":\"wiki\"");
        IndexSpecFile file = parse(twice);

        assertThat(file.spec()).isEqualTo(parse(task()).spec());
        assertThat(file.notices())
                .containsExactly(new Notice(
                        "spec.dataSchema.dataSource",
                        "is given twice, the second time in line [2]: as in Druid, the last one counts"));
    }

    @Test
    void twoTypesOfOneObjectAreAnError() {
        String twice = task().toString().replace("\"type\":\"static\"", "\"type\":\"static\",\"type\":\"granularity\"");

        assertThatThrownBy(() -> parse(twice))
                .isInstanceOf(SpecException.class)
                .hasMessage(
                        "Field [spec.ioConfig.inputSpec.type] is given twice, first as [static], and as [granularity] in"
                                + " line [1]: remove one of them");
    }

    @ParameterizedTest
    @ValueSource(strings = {"}", " EOF", "\n{\"type\": \"index_hadoop\"}"})
    void textBehindTheSpecIsPassedOverAndTold(String behind) {
        assertThat(parse(task() + behind).notices())
                .containsExactly(new Notice("line 1", "ends the spec: the text behind it is passed over, as by Druid"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ufeff", "// a comment\n", "/* a licence */ ", "\n\n  "})
    void whatMayStandBeforeASpecIsNoHindrance(String before) {
        assertThat(parse(before + task()).notices()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    ``           | The spec is empty
                    []           | The spec is not a JSON object
                    {"a": NaN}   | The spec is not JSON: Non-standard token 'NaN' at line [1]
                    {"task": "a", "payload": {"type": "index_hadoop"}} | Field [payload] holds the task as Druid's Overlord gives it
                    {"type": "index_parallel", "spec": {}} | Field [type] has value [index_parallel], only [index_hadoop] is possible: other
                    {'a': 1}     | The spec is not JSON: Unexpected character
                    """)
    void whatIsNoSpecIsToldInOneSentence(String text, String message) {
        assertThatThrownBy(() -> parse(text)).isInstanceOf(SpecException.class).hasMessageStartingWith(message);
    }
}
