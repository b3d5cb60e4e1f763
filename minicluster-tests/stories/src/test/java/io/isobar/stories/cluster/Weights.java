package io.isobar.stories.cluster;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.isobar.catalog.ReleaseSegment;
import io.isobar.catalog.SealedBatch;
import io.isobar.catalog.ShardSpec;
import io.isobar.catalog.View;
import io.isobar.catalog.control.BatchLedger;
import io.isobar.catalog.control.ControlDatabase;
import io.isobar.catalog.control.Home;
import io.isobar.catalog.store.SegmentDigest;
import io.isobar.catalog.store.SegmentStore;
import io.isobar.cli.quickstart.judge.Question;
import io.isobar.cli.segment.SegmentAnswers;
import io.isobar.query.Query;
import io.isobar.segment.Interval;
import io.isobar.segment.Segment;
import io.isobar.segment.SegmentId;
import io.isobar.segment.build.BuildRow;
import io.isobar.segment.build.Dimension;
import io.isobar.segment.build.IndexSpec;
import io.isobar.segment.build.Metric;
import io.isobar.segment.build.SegmentBuilder;
import io.isobar.segment.build.SegmentSpec;
import io.isobar.segment.build.SegmentSummary;
import io.isobar.segment.build.SegmentZip;
import io.isobar.segment.time.Granularity;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A table whose answers tell which release they come from: each row carries the number of its edition, and weights that
 * are random per edition and day, so that no mixture of two editions has the sum of either.
 */
public final class Weights {
    /** The name of the table. */
    public static final String DATA_SOURCE = "weights";

    private static final Instant FIRST_DAY = Instant.parse("2024-03-01T00:00:00Z");
    private static final int DAYS = 8;
    private static final int ROWS_A_DAY = 25;
    private static final long DAY = 86_400_000L;
    private static final String HOME = "east";
    private static final JsonFactory JSON = new JsonFactory();

    private final ControlDatabase control;
    private final SegmentStore home;
    private final Path homeFiles;
    private final Path scratch;
    private int editions;

    Weights(ControlDatabase control, SegmentStore home, Path homeFiles, Path scratch) {
        this.control = control;
        this.home = home;
        this.homeFiles = homeFiles;
        this.scratch = scratch;
    }

    /** What clients ask: the whole table in one row, and a row for each day. */
    public static List<Question> questions() {
        return List.of(
                new Question("the-whole", query("all", DATA_SOURCE)),
                new Question("day-by-day", query("day", DATA_SOURCE)));
    }

    /** Builds the next edition, which replaces the whole table, and seals it; returns the fingerprint of its input. */
    public String seal() throws IOException {
        editions++;
        String input = "edition-" + editions;
        BatchLedger batches = control.batches();
        long epoch = batches.home(DATA_SOURCE).map(Home::epoch).orElseGet(() -> batches.claimHome(DATA_SOURCE, HOME));
        String version = batches.begin(DATA_SOURCE, input, epoch, FIRST_DAY).version();
        List<ReleaseSegment> segments = new ArrayList<>();
        List<Interval> replaced = new ArrayList<>();
        for (int day = 0; day < DAYS; day++) {
            Interval interval = day(day);
            replaced.add(interval);
            segments.add(segment(new SegmentId(DATA_SOURCE, interval, version, 0), editions, day));
        }
        batches.seal(new SealedBatch(DATA_SOURCE, input, version, replaced, segments, HOME, epoch));
        return input;
    }

    /** What a release must answer to each question: worked out here, from the home's files, past all servers. */
    public Map<String, String> answers(View view) throws IOException {
        Map<String, String> answers = new HashMap<>();
        try (SegmentAnswers segments = new SegmentAnswers()) {
            for (ReleaseSegment segment : view.segments().values()) {
                segments.add(
                        segment.id(), Segment.open(homeFiles.resolve("segments").resolve(segment.path())));
            }
            for (Question question : questions()) {
                StringWriter text = new StringWriter();
                try (JsonGenerator out = JSON.createGenerator(text)) {
                    segments.answer(Query.parse(question.query().getBytes(StandardCharsets.UTF_8)), out);
                }
                answers.put(question.name(), text.toString());
            }
        }
        return answers;
    }

    private static Interval day(int day) {
        long start = FIRST_DAY.toEpochMilli() + day * DAY;
        return new Interval(start, start + DAY);
    }

    private ReleaseSegment segment(SegmentId id, int edition, int day) throws IOException {
        SplittableRandom random = new SplittableRandom(edition * 1000L + day);
        Path directory = scratch.resolve("edition-" + edition + "-day-" + day);
        SegmentSummary summary;
        try (SegmentBuilder builder = new SegmentBuilder(
                spec(id.interval()), Files.createDirectories(scratch.resolve("building")), 1 << 20)) {
            for (int row = 0; row < ROWS_A_DAY; row++) {
                long weight = random.nextLong(1L << 40);
                builder.add(
                        new BuildRow(id.interval().start() + row * 1000L, new Object[] {"seg-" + day}, new Object[] {
                            null, weight, (long) edition, (long) edition
                        }));
            }
            summary = builder.writeTo(directory);
        }
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        SegmentZip.pack(directory, zip);
        SegmentDigest digest = SegmentDigest.of(new ByteArrayInputStream(zip.toByteArray()));
        home.put(new ByteArrayInputStream(zip.toByteArray()), digest.sha256());
        return new ReleaseSegment(
                id,
                new ShardSpec.Numbered(0, 1),
                summary.dimensions(),
                summary.metrics(),
                summary.rows(),
                digest.bytes(),
                summary.bytes(),
                digest.sha256(),
                digest.crc32c());
    }

    private static SegmentSpec spec(Interval interval) {
        return new SegmentSpec(
                interval,
                Granularity.NONE,
                false,
                List.of(Dimension.string("segment")),
                List.of(
                        Metric.of(Metric.Kind.COUNT, "rows", null),
                        Metric.of(Metric.Kind.LONG_SUM, "weight", "weight"),
                        Metric.of(Metric.Kind.LONG_MIN, "lowest_edition", "edition"),
                        Metric.of(Metric.Kind.LONG_MAX, "highest_edition", "edition")),
                IndexSpec.defaults(),
                Optional.empty());
    }

    private static String query(String granularity, String dataSource) {
        return """
                {"queryType": "timeseries", "dataSource": "%s", "granularity": "%s",
                 "intervals": ["2024-03-01/2024-03-09"],
                 "aggregations": [
                   {"type": "longSum", "name": "rows", "fieldName": "rows"},
                   {"type": "longSum", "name": "weight", "fieldName": "weight"},
                   {"type": "longMin", "name": "lowest_edition", "fieldName": "lowest_edition"},
                   {"type": "longMax", "name": "highest_edition", "fieldName": "highest_edition"}]}
                """.formatted(dataSource, granularity);
    }
}
