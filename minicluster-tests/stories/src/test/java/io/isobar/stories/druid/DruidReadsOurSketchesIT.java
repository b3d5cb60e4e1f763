package io.isobar.stories.druid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isobar.segment.Interval;
import io.isobar.segment.build.BuildRow;
import io.isobar.segment.build.Dimension;
import io.isobar.segment.build.IndexSpec;
import io.isobar.segment.build.Metric;
import io.isobar.segment.build.SegmentBuilder;
import io.isobar.segment.build.SegmentSpec;
import io.isobar.segment.time.Granularity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sketches, and first and last values, that we aggregated at build: Druid answers from them what the rows tell. */
class DruidReadsOurSketchesIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Interval DAY = Interval.parse("2001-01-01/P1D");
    private static final int ROWS = 60_000;
    private static final String METRICS = """
            [{"type": "thetaSketch", "name": "users", "fieldName": "user"},
             {"type": "HLLSketchBuild", "name": "usersToo", "fieldName": "user"},
             {"type": "quantilesDoublesSketch", "name": "delays", "fieldName": "delay"},
             {"type": "stringFirst", "name": "firstUser", "fieldName": "user"},
             {"type": "stringLast", "name": "lastUser", "fieldName": "user"},
             {"type": "longFirst", "name": "firstGate", "fieldName": "gate"},
             {"type": "doubleLast", "name": "lastDelay", "fieldName": "delay"}]""";
    private static final String ALL = """
            {"queryType": "timeseries", "dataSource": "sketches", "granularity": "all", "intervals": ["2001-01-01/P1D"],
             "aggregations": [
               {"type": "thetaSketch", "name": "users", "fieldName": "users"},
               {"type": "HLLSketchMerge", "name": "usersToo", "fieldName": "usersToo"},
               {"type": "quantilesDoublesSketch", "name": "delays", "fieldName": "delays"}],
             "postAggregations": [
               {"type": "quantilesDoublesSketchToQuantile", "name": "median", "fraction": 0.5,
                "field": {"type": "fieldAccess", "fieldName": "delays"}}]}""";
    private static final String BY_CITY = """
            {"queryType": "groupBy", "dataSource": "sketches", "granularity": "all", "intervals": ["2001-01-01/P1D"],
             "dimensions": ["city"], "aggregations": [
               {"type": "stringFirst", "name": "firstUser", "fieldName": "firstUser"},
               {"type": "stringLast", "name": "lastUser", "fieldName": "lastUser"},
               {"type": "longFirst", "name": "firstGate", "fieldName": "firstGate"},
               {"type": "doubleLast", "name": "lastDelay", "fieldName": "lastDelay"}]}""";

    @TempDir
    Path temp;

    private record Flight(long time, String city, String user, long gate, double delay) {}

    @ParameterizedTest
    @EnumSource
    void druidAnswersFromThemWhatTheRowsTell(DruidJudge.Druid version) throws Exception {
        List<Flight> flights = flights();
        DruidJudge druid = new DruidJudge(version, temp);
        druid.ask(build(flights), List.of(), List.of(JSON.readTree(ALL), JSON.readTree(BY_CITY)));

        JsonNode answers = druid.answers().get(0).path("answers");

        JsonNode all = answers.get(0).get(0).path("result");
        Set<String> users = new HashSet<>();
        flights.forEach(flight -> users.add(flight.user));
        assertThat(all.path("users").doubleValue()).isEqualTo(users.size());
        assertThat(all.path("usersToo").doubleValue()).isCloseTo(users.size(), within(0.05 * users.size()));
        double[] delays = flights.stream().mapToDouble(Flight::delay).sorted().toArray();
        int rank = Arrays.binarySearch(delays, all.path("median").doubleValue());
        assertThat(rank / (double) ROWS).isCloseTo(0.5, within(0.03));
        JsonNode cities = answers.get(1);
        assertThat(cities).hasSize(20);
        for (JsonNode city : cities) {
            JsonNode event = city.path("event");
            List<Flight> there = flights.stream()
                    .filter(flight -> flight.city.equals(event.path("city").textValue()))
                    .sorted(Comparator.comparingLong(Flight::time))
                    .toList();
            Flight first = there.get(0);
            Flight last = there.get(there.size() - 1);
            assertThat(event.path("firstUser").textValue()).isEqualTo(first.user);
            assertThat(event.path("lastUser").textValue()).isEqualTo(last.user);
            assertThat(event.path("firstGate").longValue()).isEqualTo(first.gate);
            assertThat(event.path("lastDelay").doubleValue()).isEqualTo(last.delay);
        }
    }

    /** No two at the same time, in no order. */
    private static List<Flight> flights() {
        SplittableRandom random = new SplittableRandom(3);
        List<Flight> flights = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            long time = DAY.start() + (i * 7_919L % ROWS) * 1_440 + random.nextInt(1_440);
            flights.add(new Flight(
                    time,
                    "city-" + random.nextInt(20),
                    "user-" + random.nextInt(5_000),
                    random.nextInt(100),
                    random.nextDouble() * 180));
        }
        return flights;
    }

    private Path build(List<Flight> flights) throws IOException {
        List<Metric> metrics = new ArrayList<>();
        JSON.readTree(METRICS).forEach(metric -> metrics.add(Metric.fromJson(metric)));
        SegmentSpec spec = new SegmentSpec(
                DAY,
                Granularity.HOUR,
                true,
                List.of(Dimension.string("city")),
                metrics,
                IndexSpec.defaults(),
                Optional.empty());
        Path built = temp.resolve("sketches");
        try (SegmentBuilder builder = new SegmentBuilder(spec, temp.resolve("scratch"), 1 << 20)) {
            for (Flight flight : flights) {
                builder.add(new BuildRow(flight.time, new Object[] {flight.city}, new Object[] {
                    flight.user, flight.user, flight.delay, flight.user, flight.user, flight.gate, flight.delay
                }));
            }
            builder.writeTo(built);
        }
        return built;
    }
}
