package io.isobar.indexer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.indexer.spec.IndexSpecFile;
import io.isobar.indexer.spec.InputFormatSpec;
import io.isobar.segment.Interval;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

        assertThat(plan.jobs()).extracting(ShuffleJob::title).containsExactly("dedup once", "group sums + join joined");
    }

    @Test
    void stagesByOneKeyShareAJob() {
        PipelinePlan plan = PipelinePlan.of(PipelineFiles.file(FILES, """
                {"name": "once", "type": "dedup", "input": "flights", "by": ["k"]},
                {"name": "clean", "type": "transform", "input": "once", "drop": ["x"]},
                {"name": "joined", "type": "join", "left": "clean", "right": "unread", "take": {"v": "v"},
                 "on": [{"left": "k", "right": "kk"}]},
                {"name": "again", "type": "join", "left": "airports", "right": "joined", "take": {"v": "w"},
                 "on": [{"left": "iata", "right": "k"}]},
                {"name": "sums", "type": "group", "input": "again", "by": ["iata"], "aggregations": []}"""));

        assertThat(plan.jobs())
                .extracting(ShuffleJob::title)
                .containsExactly("dedup once + join joined + join again + group sums");
        ShuffleJob job = plan.job("sums");
        assertThat(job.inputs()).extracting(Dataset::base).containsExactly("unread", "flights", "airports");
        assertThat(List.of(job.side(0), job.side(1), job.side(2))).containsExactly(0, 1, 2);
        assertThat(plan.rows()).extracting(Dataset::base).containsExactly("sums");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "another key            | dedup | \"by\": [\"id\"]             | \"by\": [\"k\"]",
                "another order of fields| dedup | \"by\": [\"id\", \"k\"]      | \"by\": [\"k\", \"id\"]",
                "a window of the second | dedup | \"by\": [\"k\"]              | \"by\": [\"k\"], \"window\": \"hour\"",
                "a window of the first  | group | \"by\": [\"k\"], \"window\": \"hour\" | \"by\": [\"k\"]"
            })
    void stagesThatWantRowsOtherwiseHaveJobsOfTheirOwn(String why, String type, String first, String second) {
        PipelinePlan plan =
                PipelinePlan.of(PipelineFiles.file(BY_TIME.formatted("l", "l"), """
                {"name": "first", "type": "%s", "input": "l", %s},
                {"name": "second", "type": "group", "input": "first", %s}""".formatted(type, first, second)));

        assertThat(plan.jobs()).as(why).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"inner, 1", "left, 2", "full, 2"})
    void rowsWithoutAKeyAreTogetherAfterAnInnerJoinOnlyAsThereAreNone(String how, int jobs) {
        PipelinePlan plan = PipelinePlan.of(PipelineFiles.file(FILES, """
                {"name": "joined", "type": "join", "left": "flights", "right": "unread", "how": "%s", "take": {"v": "v"},
                 "on": [{"left": "k", "right": "k"}]},
                {"name": "once", "type": "dedup", "input": "joined", "by": ["k"]}""".formatted(how)));

        assertThat(plan.jobs()).hasSize(jobs);
    }

    @Test
    void aLeftJoinKeepsThemTogetherIfTheStageBeforeItDoes() {
        PipelinePlan plan = PipelinePlan.of(PipelineFiles.file(FILES, """
                {"name": "once", "type": "dedup", "input": "flights", "by": ["k"]},
                {"name": "joined", "type": "join", "left": "once", "right": "unread", "how": "left", "take": {"v": "v"},
                 "on": [{"left": "k", "right": "k"}]},
                {"name": "sums", "type": "group", "input": "joined", "by": ["k"], "aggregations": []}"""));

        assertThat(plan.jobs()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"drop\": [\"k\"]",
                "\"rename\": {\"k\": \"z\"}",
                "\"rename\": {\"z\": \"k\"}",
                "\"defaults\": {\"k\": \"z\"}",
                "\"columns\": [{\"name\": \"k\", \"expression\": \"z\"}]"
            })
    void aKeyThatIsChangedOnTheWayIsAnother(String change) {
        PipelinePlan plan = PipelinePlan.of(PipelineFiles.file(FILES, """
                {"name": "once", "type": "dedup", "input": "flights", "by": ["k"]},
                {"name": "changed", "type": "transform", "input": "once", %s},
                {"name": "sums", "type": "group", "input": "changed", "by": ["k"], "aggregations": []}""".formatted(change)));

        assertThat(plan.jobs()).hasSize(2);
    }

    @Test
    void rowsThatOthersNeedAreWritten() {
        IndexSpecFile file = PipelineFiles.file(FILES, """
                {"name": "once", "type": "dedup", "input": "flights", "by": ["k"]},
                {"name": "sums", "type": "group", "input": "once", "by": ["k"], "aggregations": []}""");

        assertThat(PipelinePlan.of(file).jobs()).hasSize(1);
        assertThat(PipelinePlan.of(file, Set.of("once")).jobs()).hasSize(2);
        assertThat(PipelinePlan.neededBySeveral(List.of(file))).isEmpty();
        assertThat(PipelinePlan.neededBySeveral(List.of(file, file))).contains("once", "sums");
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
