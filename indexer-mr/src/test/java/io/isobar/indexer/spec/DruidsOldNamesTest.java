package io.isobar.indexer.spec;

import static io.isobar.indexer.spec.TaskSpecs.bytes;
import static io.isobar.indexer.spec.TaskSpecs.parse;
import static io.isobar.indexer.spec.TaskSpecs.set;
import static io.isobar.indexer.spec.TaskSpecs.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.segment.build.Metric;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names and types that Druid has given up, or took for others, mean here what they meant to it. */
class DruidsOldNamesTest {
    @Test
    void singleDimensionPartitionsMayHaveTargetAndLimitAsInOldDruids() {
        ObjectNode task = task();
        set(task, "spec.tuningConfig", """
                {"partitionsSpec": {"type": "dimension", "partitionDimension": null, "targetPartitionSize": 100,
                  "maxPartitionSize": 120, "assumeGrouped": false, "numShards": -1}}""");

        assertThat(parse(task).spec().tuning().partitions().rule())
                .isEqualTo(new PartitionsSpec.Ranges(true, List.of(), 100, 120, false));
    }

    @Test
    void randomIsTheOldNameOfHashed() {
        ObjectNode task = task();
        set(task, "spec.tuningConfig", "{\"partitionsSpec\": {\"type\": \"random\", \"targetPartitionSize\": 100}}");

        assertThat(parse(task).spec().tuning().partitions().rule())
                .isEqualTo(new PartitionsSpec.Hashed(Optional.empty(), 100, List.of()));
    }

    @Test
    void partitionsOfTypeNoneAreHashedAsInDruid() {
        ObjectNode none = task();
        set(none, "spec.tuningConfig.partitionsSpec", "{\"type\": \"none\", \"numShards\": 2}");
        ObjectNode hashed = task();
        set(hashed, "spec.tuningConfig.partitionsSpec", "{\"type\": \"hashed\", \"numShards\": 2}");

        assertThat(parse(none).spec()).isEqualTo(parse(hashed).spec());
    }

    @Test
    void aParseSpecWithoutAFormatIsOneOfTsvAsInDruid() {
        String columns = "\"type\": \"tsv\", \"columns\": [\"timestamp\", \"page\", \"user\", \"added\"]";
        ObjectNode without = task();
        set(without, "spec.dataSchema.parser.parseSpec", "{\"format\": null, " + columns + "}");
        ObjectNode with = task();
        set(with, "spec.dataSchema.parser.parseSpec", "{\"format\": \"tsv\", " + columns + "}");

        assertThat(parse(without).spec()).isEqualTo(parse(with).spec());
    }

    @Test
    void minAndMaxAreTheOldNamesOfThoseOfDoubles() {
        ObjectNode task = task();
        set(task, "spec.dataSchema.metricsSpec.0", "{\"type\": \"min\", \"fieldName\": \"added\"}");
        set(task, "spec.dataSchema.metricsSpec.1", """
                {"type": "filtered", "filter": {"type": "true"},
                 "aggregator": {"type": "max", "name": "added", "fieldName": "added"}}""");

        assertThat(parse(task).spec().metrics())
                .extracting(Metric::kind)
                .containsExactly(Metric.Kind.DOUBLE_MIN, Metric.Kind.DOUBLE_MAX);
    }

    @ParameterizedTest
    @CsvSource({"sketchBuild, false", "sketchMerge, true"})
    void sketchBuildAndSketchMergeAreTheOldNamesOfThetaSketches(String old, boolean ofSketches) {
        ObjectNode plain = task();
        set(
                plain,
                "spec.dataSchema.metricsSpec.1",
                "{\"type\": \"thetaSketch\", \"size\": 1024, \"isInputThetaSketch\": " + ofSketches + "}");
        ObjectNode task = task();
        set(task, "spec.dataSchema.metricsSpec.1", "{\"type\": \"" + old + "\", \"size\": 1024}");

        assertThat(parse(task).spec()).isEqualTo(parse(plain).spec());

        set(task, "spec.dataSchema.metricsSpec.1", "{\"isInputThetaSketch\": \"" + !ofSketches + "\"}");
        assertThat(parse(task).spec()).isEqualTo(parse(plain).spec());
    }

    @ParameterizedTest
    @ValueSource(strings = {"hashed", "random", "none"})
    void dimensionsOfHashedPartitionsWithoutTheirNumberHaveNoEffect(String type) {
        ObjectNode task = task();
        set(
                task,
                "spec.tuningConfig.partitionsSpec",
                "{\"type\": \"" + type + "\", \"numShards\": null, \"partitionDimensions\": [\"page\"]}");

        assertThat(parse(task).notices())
                .extracting(Notice::path)
                .contains("spec.tuningConfig.partitionsSpec.partitionDimensions");
    }

    @Test
    void aFirstValueMayHaveTheFilterOfNullsThatDruidGaveUp() {
        ObjectNode task = task();
        set(task, "spec.dataSchema.metricsSpec.1", "{\"type\": \"stringFirst\", \"filterNullValues\": true}");

        assertThat(parse(task).notices())
                .extracting(Notice::path)
                .containsExactly("spec.dataSchema.metricsSpec[1].filterNullValues");
    }

    @ParameterizedTest
    @CsvSource({
        "avro_hadoop, json",
        "avro_hadoop, tsv",
        "orc, json",
        "orc, avro",
        "parquet, json",
        "parquet, avro",
        "parquet-avro, parquet"
    })
    void ofAParseSpecOfAnotherFormatTimeAndDimensionsCount(String parser, String format) {
        ObjectNode plain = task();
        set(plain, "spec.dataSchema.parser", "{\"type\": \"" + parser + "\"}");
        set(plain, "spec.dataSchema.parser.parseSpec", "{\"format\": \"timeAndDims\"}");
        ObjectNode task = plain.deepCopy();
        set(
                task,
                "spec.dataSchema.parser.parseSpec",
                "{\"format\": \"" + format
                        + "\", \"columns\": [\"page\"], \"flattenSpec\": {\"useFieldDiscovery\": false}}");
        IndexSpecFile file = parse(task);

        assertThat(file.spec()).isEqualTo(parse(plain).spec());
        assertThat(file.notices())
                .extracting(Notice::path)
                .containsExactly(
                        "spec.dataSchema.parser.parseSpec.columns", "spec.dataSchema.parser.parseSpec.flattenSpec");
    }

    @ParameterizedTest
    @CsvSource({
        "spec.dataSchema.parser.parseSpec.dimensionsSpec.dimensions.0, int, string",
        "spec.dataSchema.granularitySpec, hourly, uniform",
        "spec.tuningConfig.partitionsSpec, hash, hashed",
        "spec.dataSchema.parser, hadoop, hadoopyString"
    })
    void aTypeForWhichDruidTookTheDefaultIsAnErrorUnlessLenient(String place, String type, String standard) {
        ObjectNode task = task();
        set(
                task,
                "spec.dataSchema.parser.parseSpec.dimensionsSpec",
                "{\"dimensions\": [{\"type\": \"string\", \"name\": \"page\"}]}");
        set(task, "spec.tuningConfig", "{\"partitionsSpec\": {\"type\": \"hashed\"}}");
        IngestionSpec plain = parse(task).spec();
        set(task, place, "{\"type\": \"" + type + "\"}");

        assertThatThrownBy(() -> parse(task))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining(".type] has unknown value [" + type + "]: ")
                .hasMessageEndingWith("Druid takes it for [" + standard + "]: write that, or run with --lenient");
        IndexSpecFile lenient = IndexSpecFile.parse(bytes(task.toString()), true);
        assertThat(lenient.spec()).isEqualTo(plain);
        assertThat(lenient.notices())
                .singleElement()
                .asString()
                .endsWith("has unknown value [" + type + "]: as in Druid it is [" + standard + "]");
    }
}
