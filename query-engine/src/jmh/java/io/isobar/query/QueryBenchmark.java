package io.isobar.query;

import io.isobar.segment.Interval;
import io.isobar.segment.Segment;
import io.isobar.segment.SegmentId;
import io.isobar.segment.build.BuildRow;
import io.isobar.segment.build.Dimension;
import io.isobar.segment.build.IndexSpec;
import io.isobar.segment.build.Metric;
import io.isobar.segment.build.SegmentBuilder;
import io.isobar.segment.build.SegmentSpec;
import io.isobar.segment.time.Granularity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Rows a second that one thread reads of one mapped segment, by the kind of question. Run:
 * {@code mvn -Pjmh -Dfast -pl query-engine -am verify -DskipTests}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class QueryBenchmark {
    private static final int ROWS = 1_000_000;
    private static final Interval DAY = Interval.parse("2001-01-01/2001-01-02");
    private static final String SUM =
            "'aggregations':[{'type':'doubleSum','name':'fare','fieldName':'fare'}],'granularity':'all'";

    /** What is asked. */
    public enum Question {
        SUM_OF_DOUBLES("'queryType':'timeseries'," + SUM),
        SUM_OF_ONE_VALUE_IN_300(
                "'queryType':'timeseries','filter':{'type':'selector','dimension':'origin','value':'A7'}," + SUM),
        SUM_WHERE_A_NUMBER_IS_IN_BOUNDS("'queryType':'timeseries','filter':{'type':'bound','dimension':'hour',"
                + "'lower':'6','upper':'12','ordering':'numeric'}," + SUM),
        TOP_10_OF_300("'queryType':'topN','dimension':'origin','metric':'fare','threshold':10," + SUM),
        TOP_10_OF_50000("'queryType':'topN','dimension':'tail','metric':'fare','threshold':10," + SUM),
        GROUP_BY_90000_PAIRS("'queryType':'groupBy','dimensions':['origin','destination']," + SUM),
        GROUP_BY_NUMBER_AND_TEXT("'queryType':'groupBy','dimensions':['hour','origin']," + SUM);

        private final Query query;

        Question(String fields) {
            String json = "{'dataSource':'flights','intervals':'2001-01-01/2001-01-02'," + fields + "}";
            query = Query.parse(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        }
    }

    @Param
    private Question question = Question.SUM_OF_DOUBLES;

    private final QueryEngine engine = new QueryEngine();
    private final SegmentId id = new SegmentId("flights", DAY, "v1", 0);
    private Segment segment;

    /** Builds the segment. */
    @Setup
    public void open() throws IOException {
        Path directory = Files.createTempDirectory("query-benchmark");
        SegmentSpec spec = new SegmentSpec(
                DAY,
                Granularity.NONE,
                false,
                List.of(
                        Dimension.string("origin"),
                        Dimension.string("destination"),
                        Dimension.string("tail"),
                        new Dimension("hour", Dimension.Type.LONG, false, Dimension.MultiValueHandling.ARRAY)),
                List.of(Metric.of(Metric.Kind.DOUBLE_SUM, "fare", "fare")),
                IndexSpec.defaults(),
                Optional.empty());
        SplittableRandom random = new SplittableRandom(1);
        try (SegmentBuilder builder = new SegmentBuilder(spec, directory.resolve("scratch"), 512L << 20)) {
            for (int i = 0; i < ROWS; i++) {
                Object[] dimensions = {
                    "A" + random.nextInt(300),
                    "B" + random.nextInt(300),
                    "T" + random.nextInt(50_000),
                    (long) random.nextInt(24)
                };
                Object[] metrics = {random.nextInt(10_000) / 8.0};
                builder.add(new BuildRow(DAY.start() + random.nextInt(86_400) * 1000L, dimensions, metrics));
            }
            builder.writeTo(directory.resolve("segment"));
        }
        segment = Segment.open(directory.resolve("segment"));
    }

    /** One run over all rows. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public PartialResult run() {
        return engine.run(question.query, id, segment);
    }
}
