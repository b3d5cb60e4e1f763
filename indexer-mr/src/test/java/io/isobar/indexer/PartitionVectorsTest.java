package io.isobar.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.catalog.ReleaseSegment;
import io.isobar.catalog.ShardSpec;
import io.isobar.segment.Interval;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What Druid's own jobs make of rows, which its tests tell: the same partitions come out of whole runs. {@code
 * range-partitions.json} has rows (time, host, country, a metric) and the ranges of each day.
 */
class PartitionVectorsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Market and quality of the rows that each of six days has, {@code placement} is the same in all. */
    private static final List<String> SOLD = List.of(
            "spot automotive",
            "spot business",
            "spot entertainment",
            "spot health",
            "spot mezzanine",
            "spot news",
            "spot premium",
            "spot technology",
            "spot travel",
            "total_market mezzanine",
            "total_market premium",
            "upfront mezzanine",
            "upfront premium");

    @TempDir
    Path directory;

    static Stream<JsonNode> ranges() throws IOException {
        try (InputStream in = PartitionVectorsTest.class.getResourceAsStream("range-partitions.json")) {
            List<JsonNode> cases = new ArrayList<>();
            JSON.readTree(Objects.requireNonNull(in)).forEach(cases::add);
            return cases.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("ranges")
    void cutsRangesWhereDruidDoes(JsonNode vector) throws IOException {
        List<String> rows = new ArrayList<>();
        for (JsonNode text : vector.get("rows")) {
            String[] fields = text.textValue().split(",", -1);
            ObjectNode row = JSON.createObjectNode().put("t", fields[0]).put("host", fields[1]);
            if (!fields[2].isEmpty()) {
                row.put("country", fields[2]); // Druid's parser took nothing as null
            }
            rows.add(row.put("visited_num", fields[3]).toString());
        }

        IndexReport report = run(
                rows,
                "yyyyMMddHH",
                "\"intervals\": [\"" + vector.get("interval").textValue() + "\"]",
                "[\"host\", \"country\"]",
                vector.get("partitionsSpec"));

        assertThat(rangesOf(report)).isEqualTo(vector.get("ranges"));
    }

    private static JsonNode rangesOf(IndexReport report) {
        Map<Interval, ArrayNode> chunks = new TreeMap<>();
        for (ReleaseSegment segment : report.segments()) {
            ArrayNode ranges = chunks.computeIfAbsent(segment.id().interval(), chunk -> JSON.createArrayNode());
            assertThat(segment.shardSpec().partition()).isEqualTo(ranges.size());
            ArrayNode range = ranges.addArray();
            if (segment.shardSpec() instanceof ShardSpec.SingleDimension single) {
                assertThat(single.dimension()).isEqualTo("host");
                range.add(single.start()).add(single.end());
            } else {
                ShardSpec.DimensionRange tuples = (ShardSpec.DimensionRange) segment.shardSpec();
                range.add(tuple(tuples.start())).add(tuple(tuples.end()));
            }
        }
        ArrayNode all = JSON.createArrayNode();
        chunks.values().forEach(all::add);
        return all;
    }

    private static JsonNode tuple(@Nullable List<@Nullable String> values) {
        return JSON.valueToTree(values);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    1   | 2011-04-10/2011-04-11 | 13
                    100 | 2011-04-10/2011-04-16 | 1,1,1,1,1,1
                    1   | 2011-04-10/2011-04-16 | 13,13,12,13,13,11
                    1   |                       | 13,13,12,13,13,11
                    """)
    void countsHashedShardsAsDruidsSketchDoes(int target, @Nullable String interval, String shards) throws IOException {
        List<String> rows = new ArrayList<>();
        for (int day = 10; day < 16; day++) {
            for (String sold : SOLD) {
                int times = sold.equals(day == 10 ? "spot automotive" : day == 14 ? "upfront premium" : "")
                        ? day == 10 ? 4 : 2
                        : 1;
                for (int i = 0; i < times; i++) {
                    rows.add(sold("2011-04-" + day + "T00:00:00.000Z", sold));
                }
            }
        }
        JsonNode partitions = JSON.createObjectNode().put("targetRowsPerSegment", target);

        IndexReport report = run(
                rows,
                "auto",
                interval == null ? "\"segmentGranularity\": \"day\"" : "\"intervals\": [\"" + interval + "\"]",
                "[\"market\", \"quality\", \"placement\", \"placementish\"]",
                partitions);

        assertThat(shardsOfChunks(report)).isEqualTo(shards);
    }

    @Test
    void findsTheDayOfATimeZone() throws IOException {
        List<String> rows = new ArrayList<>();
        SOLD.forEach(sold -> rows.add(sold("2011-04-10T00:00:00.000-07:00", sold)));

        IndexReport report = run(
                rows,
                "auto",
                "\"segmentGranularity\": {\"type\": \"period\", \"period\": \"P1D\", \"timeZone\": \"America/Los_Angeles\"}",
                "[\"market\", \"quality\", \"placement\", \"placementish\"]",
                JSON.createObjectNode().put("targetRowsPerSegment", 1));

        assertThat(shardsOfChunks(report)).isEqualTo("13");
        assertThat(report.replaced()).containsExactly(Interval.parse("2011-04-10T07:00:00Z/2011-04-11T07:00:00Z"));
    }

    private static String shardsOfChunks(IndexReport report) {
        Map<Interval, String> shards = new TreeMap<>();
        report.segments()
                .forEach(segment -> shards.put(
                        segment.id().interval(), String.valueOf(((ShardSpec.Hashed) segment.shardSpec()).buckets())));
        return String.join(",", shards.values());
    }

    private static String sold(String time, String marketAndQuality) {
        String[] words = marketAndQuality.split(" ", -1);
        ObjectNode row = JSON.createObjectNode()
                .put("t", time)
                .put("market", words[0])
                .put("quality", words[1])
                .put("placement", "preferred")
                .put("visited_num", 1);
        row.putArray("placementish").add(words[1].substring(0, 1)).add("preferred");
        return row.toString();
    }

    private IndexReport run(
            List<String> rows, String timeFormat, String granularity, String dimensions, JsonNode partitions)
            throws IOException {
        Path input = Files.write(directory.resolve("rows.json"), rows);
        return new LocalRun(directory.resolve("run"))
                .run("""
                {"type": "index_hadoop", "spec": {
                  "dataSchema": {"dataSource": "test",
                    "parser": {"type": "string", "parseSpec": {"format": "json",
                      "timestampSpec": {"column": "t", "format": "%s"}, "dimensionsSpec": {"dimensions": %s}}},
                    "metricsSpec": [{"type": "longSum", "name": "visited_num", "fieldName": "visited_num"}],
                    "granularitySpec": {"queryGranularity": "none", %s}},
                  "ioConfig": {"type": "hadoop", "inputSpec": {"type": "static", "paths": "%s"}},
                  "tuningConfig": {"type": "hadoop", "partitionsSpec": %s}}}""".formatted(timeFormat, dimensions, granularity, input, partitions));
    }
}
