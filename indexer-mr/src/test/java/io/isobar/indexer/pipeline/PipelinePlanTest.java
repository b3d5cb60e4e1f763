package io.isobar.indexer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.indexer.spec.IndexSpecFile;
import io.isobar.indexer.spec.InputFormatSpec;
import io.isobar.segment.Interval;
import java.util.List;
import org.junit.jupiter.api.Test;

class PipelinePlanTest {
    private static final String FILES = """
            "flights": {"format": "json", "paths": ["f"]}, "airports": {"format": "csv", "header": true, "paths": ["a"]},
            "unread": {"format": "json", "paths": ["u"]}""";
    private static final String BY_TIME = """
            "%s": {"format": "json", "timestampSpec": {"column": "t"},
              "inputSpec": {"type": "granularity", "dataGranularity": "hour", "inputPath": "/in/%s"}}""";

    @Test
    void transformsAndLookupsRunWhereTheirRowsAreReadAndJoinsAreJobs() {
        PipelinePlan plan = PipelinePlan.of(PipelineFiles.file(FILES, """
                {"name": "clean", "type": "transform", "input": "flights", "drop": ["x"]},
                {"name": "unused", "type": "join", "left": "clean", "right": "unread", "prefix": "u_",
                 "on": [{"left": "origin", "right": "iata"}]},
                {"name": "origin", "type": "join", "left": "clean", "right": "airports", "how": "left",
                 "on": [{"left": "origin", "right": "iata"}], "take": {"city": "origin_city"}},
                {"name": "looked", "type": "lookup", "input": "origin", "table": "airports",
                 "on": [{"left": "destination", "right": "iata"}], "take": {"city": "city"}},
                {"name": "last", "type": "transform", "input": "looked", "drop": ["y"]}"""));

        assertThat(plan.jobs()).extracting(ShuffleJob::title).containsExactly("join origin");
        ShuffleJob job = plan.job("origin");
        assertThat(job.inputs()).extracting(Dataset::base).containsExactly("airports", "flights");
        assertThat(List.of(job.side(0), job.side(1))).containsExactly(JoinStage.RIGHT, JoinStage.LEFT);
        assertThat(job.inputs().get(1).steps()).hasSize(1);
        assertThat(plan.rows()).hasSize(1);
        assertThat(plan.rows().get(0).format().kind()).isEqualTo(InputFormatSpec.Kind.ROWS);
        assertThat(plan.rows().get(0).steps()).hasSize(2);
        assertThat(plan.sources()).containsExactly("airports", "flights");
    }

    @Test
    void aUnionHasTheRowsOfAllItsInputsAndStagesAfterItRunOnEach() {
        PipelinePlan plan = PipelinePlan.of(PipelineFiles.file(FILES, """
                {"name": "both", "type": "union", "inputs": ["flights", "unread", "flights"]},
                {"name": "clean", "type": "transform", "input": "both", "drop": ["x"]},
                {"name": "once", "type": "dedup", "input": "clean", "by": ["id"]}"""));

        assertThat(plan.job("once").inputs()).extracting(Dataset::base).containsExactly("flights", "unread", "flights");
        assertThat(plan.job("once").inputs()).allMatch(input -> input.steps().size() == 1);
    }

    @Test
    void aStageThatTwoOthersReadIsOneJob() {
        PipelinePlan plan = PipelinePlan.of(PipelineFiles.file(FILES, """
                {"name": "once", "type": "dedup", "input": "flights", "by": ["id"]},
                {"name": "sums", "type": "group", "input": "once", "by": ["k"], "aggregations": []},
                {"name": "joined", "type": "join", "left": "once", "right": "sums", "prefix": "s_",
                 "on": [{"left": "k", "right": "k"}]}"""));

        assertThat(plan.jobs()).extracting(ShuffleJob::name).containsExactly("once", "sums", "joined");
    }

    @Test
    void aWindowLoadsTheTimeAroundTheBatchThatItNeeds() {
        IndexSpecFile file = byTime("left");

        PipelinePlan plan = PipelinePlan.of(file);

        assertThat(plan.times())
                .containsEntry("impressions", List.of(Interval.parse("2020-01-02T00:00/2020-01-03T00:00")))
                .containsEntry("clicks", List.of(Interval.parse("2020-01-01T23:50/2020-01-03T01:00")));
        assertThat(plan.job("joined").inputs().get(0).steps())
                .singleElement()
                .extracting(step -> ((RowStep.ReadTime) step).within().orElseThrow())
                .isEqualTo(plan.times().get("clicks"));
    }

    @Test
    void aFullJoinNeedsTheLeftRowsThatMayPairWithTheRightOnesOfTheBatch() {
        PipelinePlan plan = PipelinePlan.of(byTime("full"));

        assertThat(plan.times())
                .containsEntry("impressions", List.of(Interval.parse("2020-01-01T23:00/2020-01-03T00:10")))
                .containsEntry("clicks", List.of(Interval.parse("2020-01-01T23:50/2020-01-03T01:00")));
    }

    @Test
    void aGroupNeedsWholeWindowsAndNeedsAddUpAlongTheWay() {
        PipelinePlan plan = PipelinePlan.of(PipelineFiles.file(
                BY_TIME.formatted("impressions", "i") + "," + BY_TIME.formatted("clicks", "c"), """
                {"name": "sums", "type": "group", "input": "clicks", "by": ["k"], "window": "P2D",
                 "aggregations": [{"type": "count", "name": "n"}]},
                {"name": "joined", "type": "join", "left": "impressions", "right": "sums", "prefix": "s_",
                 "on": [{"left": "k", "right": "k"}], "window": {"after": "P1D"}}"""));

        assertThat(plan.times()).containsEntry("clicks", List.of(Interval.parse("2020-01-01/2020-01-05")));
    }

    @Test
    void jobsAreEqualIfAllBeforeThemIs() {
        ShuffleJob one = PipelinePlan.of(byTime("left")).job("joined");

        assertThat(PipelinePlan.of(byTime("left")).job("joined")).isEqualTo(one).hasSameHashCodeAs(one);
        assertThat(PipelinePlan.of(byTime("full")).job("joined")).isNotEqualTo(one);
    }

    private static IndexSpecFile byTime(String how) {
        return PipelineFiles.file(
                BY_TIME.formatted("impressions", "i") + "," + BY_TIME.formatted("clicks", "c"), """
                {"name": "joined", "type": "join", "left": "impressions", "right": "clicks", "how": "%s", "prefix": "c_",
                 "on": [{"left": "id", "right": "id"}], "window": {"before": "PT10M", "after": "PT1H"}}""".formatted(how));
    }
}
