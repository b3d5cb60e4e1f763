package io.isobar.indexer.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionsSpecTest {
    private static final String DAY = "\"segmentGranularity\": \"day\"";

    @Test
    void withoutASpecShardsOfFiveMillionRowsAreHashed() {
        assertThat(rule("{}")).isEqualTo(new PartitionsSpec.Hashed(Optional.empty(), 5_000_000, List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"targetRowsPerSegment", "targetPartitionSize", "maxRowsPerSegment"})
    void hashedTargetsHaveThreeNames(String name) {
        assertThat(rule("{\"type\": \"hashed\", \"%s\": 7, \"numShards\": -1}".formatted(name)))
                .isEqualTo(new PartitionsSpec.Hashed(Optional.empty(), 7, List.of()));
    }

    @Test
    void partitionDimensionsCountOnlyWithNumShardsAsInDruid() {
        assertThat(
                        rule(
                                "{\"numShards\": 3, \"partitionDimensions\": [\"a\"], \"partitionFunction\": \"MURMUR3_32_ABS\"}"))
                .isEqualTo(new PartitionsSpec.Hashed(Optional.of(3), 5_000_000, List.of("a")));
        IndexSpecFile file = parse("{\"targetRowsPerSegment\": 3, \"partitionDimensions\": [\"a\"]}", DAY);
        assertThat(file.spec().tuning().partitions().rule())
                .isEqualTo(new PartitionsSpec.Hashed(Optional.empty(), 3, List.of()));
        assertThat(file.notices()).anyMatch(notice -> notice.path().endsWith("partitionsSpec.partitionDimensions"));
    }

    @Test
    void rangesMayBeHalfAsLargeAgainAsTheTargetButNotMoreThanTheMost() {
        assertThat(rule("{\"type\": \"single_dim\", \"targetPartitionSize\": 11, \"partitionDimension\": \"a\"}"))
                .isEqualTo(new PartitionsSpec.Ranges(true, List.of("a"), 11, 16, false));
        assertThat(rule("{\"type\": \"dimension\", \"maxPartitionSize\": 11, \"assumeGrouped\": true}"))
                .isEqualTo(new PartitionsSpec.Ranges(true, List.of(), 11, 11, true));
        assertThat(rule("{\"type\": \"range\", \"maxRowsPerSegment\": 11, \"partitionDimensions\": [\"b\", \"a\"]}"))
                .isEqualTo(new PartitionsSpec.Ranges(false, List.of("b", "a"), 11, 11, false));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"targetRowsPerSegment": 1, "targetPartitionSize": 1}        | means the same as [targetRowsPerSegment]
                    {"targetRowsPerSegment": 1, "numShards": 1}                  | excludes [targetRowsPerSegment]
                    {"targetRowsPerSegment": 0}                                  | must be 1 or more
                    {"targetRowsPerSegment": 3000000000}                         | must be at most 2147483647
                    {"numShards": 1, "partitionDimensions": ["a", "a"]}          | names a dimension twice
                    {"numShards": 2, "partitionDimensions": ["c"]}               | Partition dimension [c] of [partitionsSpec] is no dimension
                    {"numShards": 2, "partitionFunction": "md5"}                 | must be [murmur3_32_abs]
                    {"type": "single_dim"}                                       | has neither [targetRowsPerSegment] nor
                    {"type": "single_dim", "targetRowsPerSegment": 2, "maxPartitionSize": 1} | has both [targetRowsPerSegment] and [maxPartitionSize]
                    {"type": "range", "targetRowsPerSegment": 1}                 | partitionDimensions] is missing
                    {"type": "range", "targetRowsPerSegment": 1, "partitionDimensions": ["z"]} | Partition dimension [z]
                    {"type": "range", "targetPartitionSize": 1}                  | has neither [targetRowsPerSegment] nor
                    """)
    void whatCannotBeMeantIsRefused(String partitions, String reason) {
        assertThatThrownBy(() -> parse(partitions, DAY))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "intervals": ["2001-01-01/2001-01-01"]                                          | is empty
                    "type": "arbitrary", "intervals": ["2001-01-01/2001-01-03", "2001-01-02/2001-01-04"] | overlap
                    "type": "arbitrary"                                                             | is missing
                    "segmentGranularity": "second", "intervals": ["2001-01-01/2001-03-01"]          | more than [100000] chunks
                    """)
    void intervalsThatMakeNoChunksAreRefusedByName(String granularity, String reason) {
        assertThatThrownBy(() -> parse("{}", granularity))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("granularitySpec.intervals")
                .hasMessageContaining(reason);
    }

    @Test
    void samplingAndExtendableShardsAreRead() {
        PartitionsSpec spec = IndexSpecFile.parse(
                        file("{}", DAY)
                                .replace(
                                        "\"tuningConfig\": {",
                                        "\"tuningConfig\": {\"forceExtendableShardSpecs\": true, \"determinePartitionsSamplingFactor\": 9, ")
                                .getBytes(StandardCharsets.UTF_8),
                        false)
                .spec()
                .tuning()
                .partitions();

        assertThat(spec.extendable()).isTrue();
        assertThat(spec.samplingFactor()).isEqualTo(9);
        assertThat(parse("{}", DAY).spec().tuning().partitions().samplingFactor())
                .isOne();
    }

    private static PartitionsSpec.Rule rule(String partitions) {
        return parse(partitions, DAY).spec().tuning().partitions().rule();
    }

    private static IndexSpecFile parse(String partitions, String granularity) {
        return IndexSpecFile.parse(file(partitions, granularity).getBytes(StandardCharsets.UTF_8), false);
    }

    private static String file(String partitions, String granularity) {
        return """
                {"dataSchema": {"dataSource": "test",
                    "parser": {"type": "string", "parseSpec": {"format": "json",
                      "timestampSpec": {"column": "t"}, "dimensionsSpec": {"dimensions": ["a", "b"]}}},
                    "granularitySpec": {%s}},
                  "ioConfig": {"type": "hadoop", "inputSpec": {"type": "static", "paths": "/x"}},
                  "tuningConfig": {"type": "hadoop", "partitionsSpec": %s}}""".formatted(granularity, partitions);
    }
}
