package io.isobar.indexer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.catalog.ReleaseSegment;
import io.isobar.catalog.ShardSpec;
import io.isobar.indexer.input.RowOutcome;
import io.isobar.indexer.progress.IndexListener;
import io.isobar.indexer.progress.StageReport;
import io.isobar.indexer.spec.Notice;
import io.isobar.segment.Interval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole runs with every kind of partitions: what is in the segments together never changes. */
class PartitionsRunTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DAYS = "\"intervals\": [\"2001-01-01/2001-01-04\"]";
    private static final List<String> COLUMNS = List.of("__time", "host", "tags", "n", "x", "count", "v");
    private static final List<String> HOSTS = List.of("", "a", "A", "é", "\uE000", "\uD83D\uDE00", "m", "z");

    private static final List<String> ROWS = rows(new Random(11), 1_500);

    @TempDir
    static Path shared;

    /** What one shard a day has. */
    private static List<String> whole = List.of();

    @TempDir
    Path directory;

    private LocalRun local;
    private Path input;

    @BeforeAll
    static void buildOneShard() throws IOException {
        Path rows = Files.write(shared.resolve("rows.json"), ROWS);
        LocalRun run = new LocalRun(shared.resolve("run"));
        whole = SegmentContents.read(run.run(spec(rows, DAYS, "{\"numShards\": 1}")), COLUMNS, run.store(), shared)
                .rows();
    }

    @BeforeEach
    void prepare() throws IOException {
        local = new LocalRun(directory.resolve("run"));
        input = directory.resolve("rows.json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"targetRowsPerSegment\": 40}",
                "{\"numShards\": 4, \"partitionDimensions\": [\"host\", \"n\"]}",
                "{\"numShards\": 3, \"partitionDimensions\": [\"tags\"]}",
                "{\"type\": \"single_dim\", \"targetRowsPerSegment\": 50}",
                "{\"type\": \"dimension\", \"maxPartitionSize\": 60, \"partitionDimension\": \"host\", \"assumeGrouped\": true}",
                "{\"type\": \"range\", \"targetRowsPerSegment\": 30, \"partitionDimensions\": [\"host\", \"n\"]}",
                "{\"type\": \"range\", \"maxRowsPerSegment\": 25, \"partitionDimensions\": [\"x\"]}"
            })
    void everyKindHasTheRowsAndTheSumsOfOneShard(String partitions) throws IOException {
        Files.write(input, ROWS);

        IndexReport report = run(spec(DAYS, partitions));

        assertThat(contents(report)).containsExactlyInAnyOrderElementsOf(whole);
        assertThat(report.segments()).hasSizeGreaterThan(2);
        assertThat(report.replaced()).as("a day without rows is replaced, too").hasSize(3);
        everyChunkIsComplete(report);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"numShards\": 4, \"partitionDimensions\": [\"host\", \"n\"]}",
                "{\"type\": \"single_dim\", \"targetRowsPerSegment\": 50}"
            })
    void intervalsThatAreFoundGiveTheSameFiles(String partitions) throws IOException {
        Files.write(input, ROWS);
        List<String> hashes = hashes(run(spec(DAYS, partitions)));

        IndexReport discovered = run(spec("\"segmentGranularity\": \"day\"", partitions));

        assertThat(hashes(discovered)).isEqualTo(hashes);
        assertThat(discovered.replaced()).as("the day without rows isn't found").hasSize(2);
    }

    @Test
    void partitionsFollowFromTheRowsAndNotFromTheirOrderOrTheNumberOfFiles() throws IOException {
        List<String> rows = rows(new Random(12), 2_000);
        String partitions =
                "{\"type\": \"range\", \"targetRowsPerSegment\": 30, \"partitionDimensions\": [\"host\", \"n\"]}";
        Files.write(input, rows);
        List<String> hashes = hashes(run(sampled(spec(DAYS, partitions), 3)));

        Collections.shuffle(rows, new Random(13));
        Files.write(input, rows);

        assertThat(hashes(run(sampled(spec(DAYS, partitions), 3)))).isEqualTo(hashes);
    }

    @Test
    void aSurveyOfWhatAJobBeforeItWroteTellsHowMuchItRead() throws IOException {
        Files.write(input, ROWS);

        List<StageReport> stages = run(spec(
                        DAYS,
                        "{\"type\": \"range\", \"targetRowsPerSegment\": 30, \"partitionDimensions\": [\"host\", \"n\"]}"))
                .stages();

        assertThat(stages)
                .extracting(StageReport::stage)
                .containsExactly("group rows", "determine partitions", "build segments");
        assertThat(stages.get(0).rowsIn()).isEqualTo(ROWS.size());
        assertThat(stages.get(1).rowsIn())
                .as("counts of values, of which each row has one")
                .isBetween(1L, stages.get(0).rowsOut());
    }

    @Test
    void withoutRollupEveryRowCountsForTheSizeOfARange() throws IOException {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            rows.add(row("2001-01-01T00:00:00Z", "h" + i % 20, 1L, 1).toString());
        }
        Files.write(input, rows);

        IndexReport report = run(spec(
                DAYS + ", \"rollup\": false",
                "{\"type\": \"single_dim\", \"targetRowsPerSegment\": 50, \"partitionDimension\": \"host\"}"));

        assertThat(report.segments()).extracting(ReleaseSegment::rows).containsExactly(50L, 50L, 50L, 50L);
    }

    @Test
    void forcedExtendableShardSpecsAreNumbered() throws IOException {
        Files.write(input, rows(new Random(14), 300));

        IndexReport report = run(spec(DAYS, "{\"type\": \"single_dim\", \"targetRowsPerSegment\": 30}")
                .replace("\"tuningConfig\": {", "\"tuningConfig\": {\"forceExtendableShardSpecs\": true, "));

        assertThat(report.segments())
                .allSatisfy(segment -> assertThat(segment.shardSpec()).isInstanceOf(ShardSpec.Numbered.class));
        everyChunkIsComplete(report);
    }

    @Test
    void nothingIsSaidOfShardsByWhichABrokerWouldMissRows() throws IOException {
        Files.write(input, rows(new Random(15), 300));
        List<ShardSpec> multiValues = specs(run(spec(DAYS, "{\"numShards\": 3, \"partitionDimensions\": [\"tags\"]}")));
        List<ShardSpec> floating = specs(run(spec(DAYS, "{\"numShards\": 3, \"partitionDimensions\": [\"x\"]}")));
        List<ShardSpec> single = specs(run(spec(DAYS, "{\"numShards\": 3, \"partitionDimensions\": [\"host\"]}")));

        assertThat(multiValues).hasOnlyElementsOfType(ShardSpec.Numbered.class);
        assertThat(floating).hasOnlyElementsOfType(ShardSpec.Numbered.class);
        assertThat(single).hasOnlyElementsOfType(ShardSpec.Hashed.class);
    }

    @Test
    void aHashBucketWithAFrequentValueIsSplit() throws IOException {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            String host = i % 10 == 0 ? "h" + i : "frequent";
            rows.add(row("2001-01-01T00:%02d:00Z".formatted(i % 60), host, (long) i, 1)
                    .toString());
        }
        Files.write(input, rows);
        String spec = spec(DAYS, "{\"numShards\": 4, \"partitionDimensions\": [\"host\"]}")
                .replace(
                        "\"tuningConfig\": {",
                        "\"tuningConfig\": {\"jobProperties\": {\"isobar.rows-worth-splitting\": \"100\"}, ");
        List<Notice> notices = new ArrayList<>();

        IndexReport report = IndexRun.run(local.config(spec), new IndexListener() {
            @Override
            public void notice(Notice notice) {
                notices.add(notice);
            }
        });

        Map<Integer, Long> segmentsOfBucket = report.segments().stream()
                .collect(Collectors.groupingBy(
                        segment -> ((ShardSpec.Hashed) segment.shardSpec()).bucket(), Collectors.counting()));
        assertThat(segmentsOfBucket.values()).containsExactlyInAnyOrder(1L, 1L, 1L, 4L);
        assertThat(report.segments()).allMatch(segment -> segment.rows() < 400);
        assertThat(notices)
                .extracting(Notice::text)
                .anyMatch(text -> text.contains("because of a frequent value of [host]"));
        everyChunkIsComplete(report);

        IndexReport unsplit = run(spec.replace("\"100\"", "\"-1\""));
        assertThat(unsplit.stages()).as("no survey").hasSize(1);
        assertThat(unsplit.segments()).anyMatch(segment -> segment.rows() >= 900);
    }

    @Test
    void aRangeOfOneFrequentValueIsSplitAndToldOf() throws IOException {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            String host = i % 10 == 0 ? "h" + i : "frequent";
            rows.add(row("2001-01-01T00:%02d:00Z".formatted(i % 60), host, (long) i, 1)
                    .toString());
        }
        Files.write(input, rows);

        IndexReport report = run(spec(
                DAYS, "{\"type\": \"single_dim\", \"targetRowsPerSegment\": 100, \"partitionDimension\": \"host\"}"));

        Map<ShardSpec, Long> byStart = new HashMap<>();
        for (ShardSpec spec : specs(report)) {
            ShardSpec.SingleDimension single = (ShardSpec.SingleDimension) spec;
            byStart.merge(new ShardSpec.SingleDimension("host", single.start(), single.end(), 0, 0), 1L, Long::sum);
        }
        assertThat(byStart.values()).contains(9L);
        assertThat(report.segments()).allMatch(segment -> segment.rows() <= 150);
        everyChunkIsComplete(report);
    }

    @Test
    void triesTheDimensionsThatHaveOneValueInEveryRow() throws IOException {
        Files.write(input, rows(new Random(16), 600));

        Set<String> dimensions =
                specs(run(spec(DAYS, "{\"type\": \"single_dim\", \"targetRowsPerSegment\": 20}"))).stream()
                        .map(spec -> ((ShardSpec.SingleDimension) spec).dimension())
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(dimensions)
                .isSubsetOf("host", "n")
                .as("tags has several values")
                .isNotEmpty();
    }

    @Test
    void aDimensionWithSeveralValuesIsRefusedForRanges() throws IOException {
        Files.write(input, rows(new Random(17), 300));

        assertThatThrownBy(() -> run(sampled(
                        spec(
                                DAYS,
                                "{\"type\": \"range\", \"targetRowsPerSegment\": 9, \"partitionDimensions\": [\"tags\"]}"),
                        50)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(
                        "Chunk [2001-01-01T00:00:00.000Z/2001-01-02T00:00:00.000Z] can't be cut into ranges:"
                                + " each of the dimensions [[tags]] has rows with several values");
    }

    @Test
    void aSampleFindsRangesOfAboutTheSizeThatIsAskedForAndMissesNoChunk() throws IOException {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            rows.add(row("2001-01-01T00:00:00Z", "h%04d".formatted(i), 1L, 1).toString());
        }
        rows.add(row("2001-01-03T00:00:00Z", "h", 1L, 1).toString());
        Files.write(input, rows);

        IndexReport report = run(sampled(
                spec(
                        "\"segmentGranularity\": \"day\"",
                        "{\"type\": \"single_dim\", \"targetRowsPerSegment\": 500, \"partitionDimension\": \"host\"}"),
                10));

        assertThat(report.replaced()).hasSize(2);
        assertThat(report.segments()).hasSizeBetween(4, 6).allMatch(segment -> segment.rows() < 750);
        assertThat(report.storedRows()).isEqualTo(2_001);
    }

    @Test
    void oneChunkForAllTimes() throws IOException {
        Files.write(input, ROWS);

        IndexReport report = run(spec("\"segmentGranularity\": \"all\"", "{\"numShards\": 2}"));

        assertThat(report.replaced()).containsExactly(Interval.ETERNITY);
        assertThat(contents(report)).containsExactlyInAnyOrderElementsOf(whole);
    }

    @Test
    void rowsOnTheEdgesOfArbitraryIntervalsAreInTheRightOnes() throws IOException {
        Files.write(
                input,
                List.of(
                        row("2001-01-01T05:59:59.999Z", "before", 1L, 1).toString(),
                        row("2001-01-01T06:00:00Z", "first", 1L, 1).toString(),
                        row("2001-01-01T17:59:59.999Z", "last", 1L, 1).toString(),
                        row("2001-01-01T18:00:00Z", "next", 1L, 1).toString(),
                        row("2001-01-03T00:00:00Z", "after", 1L, 1).toString()));

        IndexReport report = run(spec(
                "\"type\": \"arbitrary\", \"intervals\": [\"2001-01-01T18/2001-01-03\", \"2001-01-01T06/2001-01-01T18\"]",
                "{\"type\": \"single_dim\", \"maxRowsPerSegment\": 10, \"partitionDimension\": \"host\"}"));

        assertThat(report.segments())
                .extracting(segment -> segment.id().interval().toString(), ReleaseSegment::rows)
                .containsExactly(
                        tuple("2001-01-01T06:00:00.000Z/2001-01-01T18:00:00.000Z", 2L),
                        tuple("2001-01-01T18:00:00.000Z/2001-01-03T00:00:00.000Z", 1L));
        assertThat(report.rows()).containsEntry(RowOutcome.THROWN_AWAY, 2L);
    }

    @Test
    void daysOfATimeZoneHave23And25Hours() throws IOException {
        List<String> rows = new ArrayList<>();
        for (String day : List.of("2001-03-31", "2001-04-01", "2001-10-28", "2001-10-29")) {
            for (int hour = 0; hour < 24; hour++) {
                rows.add(row("%sT%02d:30:00Z".formatted(day, hour), "h", (long) rows.size(), 1)
                        .toString());
            }
        }
        Files.write(input, rows);

        IndexReport report = run(spec(
                "\"segmentGranularity\": {\"type\": \"period\", \"period\": \"P1D\", \"timeZone\": \"America/Los_Angeles\"},"
                        + " \"intervals\": [\"2001-04-01T08:00Z/2001-04-02T07:00Z\", \"2001-10-28T07:00Z/2001-10-29T08:00Z\"]",
                "{\"type\": \"range\", \"targetRowsPerSegment\": 100, \"partitionDimensions\": [\"n\"]}"));

        assertThat(report.segments())
                .extracting(segment -> segment.id().interval().toString(), ReleaseSegment::rows)
                .containsExactly(
                        tuple("2001-04-01T08:00:00.000Z/2001-04-02T07:00:00.000Z", 16L),
                        tuple("2001-10-28T07:00:00.000Z/2001-10-29T08:00:00.000Z", 25L));
    }

    private static List<String> rows(Random random, int count) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ObjectNode row = JSON.createObjectNode()
                    .put("t", "2001-01-%02dT%02d:00:00Z".formatted(1 + 2 * random.nextInt(2), random.nextInt(3)))
                    .put("v", random.nextInt(10));
            if (random.nextInt(6) > 0) {
                row.put("host", HOSTS.get(random.nextInt(HOSTS.size())));
            }
            if (random.nextInt(6) > 0) {
                row.put("n", random.nextInt(12) - 4);
            }
            if (random.nextInt(6) > 0) {
                row.put("x", random.nextInt(4) / 2.0);
            }
            ArrayNode tags = row.putArray("tags");
            for (int left = random.nextInt(3); left > 0; left--) {
                tags.add("t" + random.nextInt(3));
            }
            rows.add(row.toString());
        }
        return rows;
    }

    private static ObjectNode row(String time, String host, long n, long v) {
        return JSON.createObjectNode()
                .put("t", time)
                .put("host", host)
                .put("n", n)
                .put("v", v);
    }

    /** Druid shows a chunk when it has as many segments as their shard specs tell, numbered from 0. */
    private static void everyChunkIsComplete(IndexReport report) {
        report.segments().stream()
                .collect(Collectors.groupingBy(segment -> segment.id().interval()))
                .forEach((interval, chunk) -> {
                    for (int i = 0; i < chunk.size(); i++) {
                        assertThat(chunk.get(i).id().partition()).isEqualTo(i);
                        assertThat(partitions(chunk.get(i).shardSpec())).isEqualTo(chunk.size());
                    }
                });
    }

    private static int partitions(ShardSpec spec) {
        if (spec instanceof ShardSpec.Hashed hashed) {
            return hashed.partitions();
        }
        if (spec instanceof ShardSpec.SingleDimension single) {
            return single.corePartitions();
        }
        if (spec instanceof ShardSpec.DimensionRange range) {
            return range.corePartitions();
        }
        return ((ShardSpec.Numbered) spec).partitions();
    }

    private IndexReport run(String spec) throws IOException {
        return local.run(spec);
    }

    private List<String> contents(IndexReport report) throws IOException {
        return SegmentContents.read(report, COLUMNS, local.store(), directory).rows();
    }

    private static List<ShardSpec> specs(IndexReport report) {
        return report.segments().stream().map(ReleaseSegment::shardSpec).toList();
    }

    private static List<String> hashes(IndexReport report) {
        return report.segments().stream().map(ReleaseSegment::sha256).toList();
    }

    private static String sampled(String spec, int factor) {
        return spec.replace(
                "\"tuningConfig\": {", "\"tuningConfig\": {\"determinePartitionsSamplingFactor\": " + factor + ", ");
    }

    private String spec(String granularity, String partitions) {
        return spec(input, granularity, partitions);
    }

    private static String spec(Path input, String granularity, String partitions) {
        return """
                {"type": "index_hadoop", "spec": {
                  "dataSchema": {"dataSource": "test",
                    "parser": {"type": "string", "parseSpec": {"format": "json",
                      "timestampSpec": {"column": "t", "format": "iso"}, "dimensionsSpec": {"dimensions": ["host", "tags",
                        {"type": "long", "name": "n"}, {"type": "double", "name": "x"}]}}},
                    "metricsSpec": [{"type": "count", "name": "count"}, {"type": "longSum", "name": "v", "fieldName": "v"}],
                    "granularitySpec": {"queryGranularity": "HOUR", %s}},
                  "ioConfig": {"type": "hadoop", "inputSpec": {"type": "static", "paths": "%s"}},
                  "tuningConfig": {"type": "hadoop", "partitionsSpec": %s}}}""".formatted(granularity, input, partitions);
    }
}
