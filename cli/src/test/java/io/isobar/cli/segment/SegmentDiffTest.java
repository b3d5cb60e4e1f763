package io.isobar.cli.segment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isobar.cli.CommandRun;
import io.isobar.segment.Interval;
import io.isobar.segment.build.BuildRow;
import io.isobar.segment.build.Dimension;
import io.isobar.segment.build.IndexSpec;
import io.isobar.segment.build.Metric;
import io.isobar.segment.build.SegmentBuilder;
import io.isobar.segment.build.SegmentSpec;
import io.isobar.segment.testing.GoldenSegment;
import io.isobar.segment.time.Granularity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentDiffTest {
    private static final Interval DAY = Interval.parse("2001-01-01/P1D");
    private static final String AUTO = "{\"longEncoding\":\"auto\"}";

    @TempDir
    private Path temp;

    private final CommandRun isobar = new CommandRun();

    @Test
    void aSegmentIsTheSameAsItself() {
        String segment = GoldenSegment.number(10).segment().toString();

        assertThat(isobar.run("segment", "diff", segment, segment)).isZero();

        assertThat(isobar.out()).contains("rows      the same in 400 rows", "The segments are the same.");
    }

    @Test
    void anotherEncodingIsADifferenceUnlessItIsIgnored() throws IOException {
        String plain = build("plain", "{}", 1.5, "a").toString();
        String packed = build("packed", AUTO, 1.5, "a").toString();

        assertThat(isobar.run("segment", "diff", plain, packed)).isEqualTo(1);
        assertThat(isobar.out())
                .contains(
                        "rows      the same in 2 rows",
                        "encoding  differs",
                        "values of [n]: version=2 compression=lz4 encoding=longs, version=2 compression=lz4"
                                + " encoding=table of 1 values");

        assertThat(isobar.run("segment", "diff", "--ignore-encoding", plain, packed))
                .isZero();
    }

    @Test
    void showsTheFirstValuesThatDiffer() throws IOException {
        String one = build("one", "{}", 1.5, "a").toString();
        String other = build("other", "{}", 2.5, "b").toString();

        assertThat(isobar.run("segment", "diff", one, other, "--json")).isEqualTo(1);

        JsonNode found = new ObjectMapper().readTree(isobar.out());
        assertThat(found.path("same").booleanValue()).isFalse();
        assertThat(found.path("schema")).isEmpty();
        assertThat(found.path("differentRows").intValue()).isEqualTo(1);
        assertThat(found.path("differentByColumn")).hasToString("{\"city\":1,\"sum\":1}");
        assertThat(found.path("first"))
                .hasToString("[{\"row\":0,\"column\":\"city\",\"first\":\"a\",\"second\":\"b\"},"
                        + "{\"row\":0,\"column\":\"sum\",\"first\":1.5,\"second\":2.5}]");
    }

    @Test
    void numbersWithinTheToleranceAreEqual() throws IOException {
        String one = build("one", "{}", 1000, "a").toString();
        String other = build("other", "{}", 1000.001, "a").toString();

        assertThat(isobar.run("segment", "diff", one, other)).isEqualTo(1);
        assertThat(isobar.run("segment", "diff", one, other, "--tolerance", "1e-5"))
                .isZero();
    }

    @Test
    void namesWhatTheSegmentsSayOfThemselves() {
        String rolledUp = GoldenSegment.number(1).segment().toString();
        String not = GoldenSegment.number(2).segment().toString();

        assertThat(isobar.run("segment", "diff", rolledUp, not, "--limit", "0")).isEqualTo(1);

        assertThat(isobar.out())
                .contains("rows: 396, 500", "rollup: true, false", "query granularity: \"HOUR\", {\"type\":\"none\"}");
    }

    @Test
    void wrongUsageIsTwo() {
        String segment = GoldenSegment.number(1).segment().toString();

        assertThat(isobar.run("segment", "diff", segment, "/no/such")).isEqualTo(2);
        assertThat(isobar.err()).contains("No segment [/no/such]");
        assertThat(isobar.run("segment", "diff", segment)).isEqualTo(2);
        assertThat(isobar.run("segment", "diff", segment, segment, "--tolerance", "-1"))
                .isEqualTo(2);
    }

    private Path build(String name, String indexSpec, double sum, String city) throws IOException {
        SegmentSpec spec = new SegmentSpec(
                DAY,
                Granularity.NONE,
                false,
                List.of(new Dimension("city", Dimension.Type.STRING, true, Dimension.MultiValueHandling.SORTED_ARRAY)),
                List.of(Metric.of(Metric.Kind.DOUBLE_SUM, "sum", "sum"), Metric.of(Metric.Kind.LONG_SUM, "n", "n")),
                IndexSpec.fromJson(new ObjectMapper().readTree(indexSpec)),
                Optional.empty());
        try (SegmentBuilder builder = new SegmentBuilder(spec, temp.resolve("scratch-" + name), 1 << 20)) {
            builder.add(new BuildRow(DAY.start(), new Object[] {city}, new Object[] {sum, 7L}));
            builder.add(new BuildRow(DAY.start() + 1, new Object[] {"same"}, new Object[] {0.5, 7L}));
            builder.writeTo(temp.resolve(name));
        }
        return temp.resolve(name);
    }
}
