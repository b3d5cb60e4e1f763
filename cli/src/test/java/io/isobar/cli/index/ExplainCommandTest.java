package io.isobar.cli.index;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.isobar.cli.CommandRun;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainCommandTest {
    private static final String SPEC = """
            {"type": "index_hadoop", "pipeline": {
              "sources": {
                "shown": {"format": "json", "timestampSpec": {"column": "at"}, "inputSpec": {"type": "granularity",
                  "dataGranularity": "hour", "inputPath": "${data}/shown"}},
                "clicks": {"format": "json", "timestampSpec": {"column": "at"}, "inputSpec": {"type": "granularity",
                  "dataGranularity": "hour", "inputPath": "${data}/clicks"}},
                "names": {"format": "csv", "header": true, "paths": ["${data}/names.csv"]},
                "unread": {"format": "json", "paths": ["/nowhere"]}},
              "stages": [
                {"name": "clean", "type": "transform", "input": "shown", "drop": ["x"]},
                {"name": "clicked", "type": "join", "left": "clean", "right": "clicks", "how": "left", "prefix": "c_",
                 "on": [{"left": "id", "right": "id"}], "window": {"after": "PT1H"}},
                {"name": "named", "type": "lookup", "input": "clicked", "table": "names", "prefix": "n_",
                 "on": [{"left": "k", "right": "code"}]},
                {"name": "hourly", "type": "group", "input": "clicked", "by": ["k"], "window": "hour",
                 "aggregations": [{"type": "count", "name": "n"}]}]},
              "outputs": [%s, %s]}
            """.formatted(
                    output("named", "rows", "\"dimensionsSpec\": {\"dimensions\": [\"k\"]}"),
                    output("hourly", "hours", "\"metricsSpec\": []"));

    @TempDir
    private Path directory;

    private final CommandRun isobar = new CommandRun();

    private static String output(String stage, String dataSource, String schema) {
        return """
                {"stage": "%s", "spec": {"dataSchema": {"dataSource": "%s", %s,
                   "timestampSpec": {"column": "__time", "format": "millis"},
                   "granularitySpec": {"intervals": ["2020-01-02/P1D"]}},
                 "tuningConfig": {"maxRowsInMemory": 5, "partitionsSpec": {"numShards": 2}}}}""".formatted(stage, dataSource, schema);
    }

    @Test
    void saysWhichJobsRunWhatIsFusedIntoThemAndWhichAreShared() throws Exception {
        Path spec = Files.writeString(directory.resolve("spec.json"), SPEC);

        assertThat(isobar.run("explain", "" + spec, "--set", "data=/raw")).isZero();

        assertThat(isobar.out())
                .contains(
                        "Datasource [rows]: [2020-01-02T00:00:00.000Z/2020-01-03T00:00:00.000Z]",
                        "note: [outputs[0].spec.tuningConfig.maxRowsInMemory] has no effect",
                        "[1/2] join clicked",
                        "reads   [clicks] json /raw/clicks",
                        "of [2020-01-02T00:00:00.000Z/2020-01-03T01:00:00.000Z]",
                        "then transform clean: drop [x]",
                        "left join of [clean] with [clicks] from PT0S before to PT1H after",
                        "[2/2] build segments",
                        "then lookup named: inner on [k] = [code], table [names]",
                        "Datasource [hours]",
                        "was run for [rows]",
                        "[2/4] group hourly",
                        "[3/4] find dimensions",
                        "[4/4] build segments")
                .doesNotContain("unread", "nowhere");
    }

    @Test
    void saysWhichStagesShareAJobAsTheyGoByOneKey() throws Exception {
        Path spec = Files.writeString(directory.resolve("spec.json"), """
                {"pipeline": {
                   "sources": {"shown": {"format": "json", "paths": "/raw/shown"}, "users": {"format": "json", "paths": "/raw/users"}},
                   "stages": [
                     {"name": "once", "type": "dedup", "input": "shown", "by": ["user"]},
                     {"name": "clean", "type": "transform", "input": "once", "drop": ["x"]},
                     {"name": "joined", "type": "join", "left": "clean", "right": "users", "take": {"age": "age"},
                      "on": [{"left": "user", "right": "id"}]},
                     {"name": "sums", "type": "group", "input": "joined", "by": ["user"], "aggregations": []}]},
                 "outputs": [%s]}""".formatted(
                        output("sums", "rows", "\"dimensionsSpec\": {\"dimensions\": [\"k\"]}")));

        assertThat(isobar.run("explain", "" + spec)).as(isobar.err()).isZero();

        assertThat(isobar.out())
                .contains(
                        "[1/2] dedup once + join joined + group sums",
                        "reads   [users] json /raw/users",
                        "reads   [shown] json /raw/shown",
                        "by      [user]",
                        "does    once: keeps the first row of each key; transform clean: drop [x]; joined: inner join of [clean] with"
                                + " [users]; sums: aggregates []",
                        "[2/2] build segments",
                        "reads   [sums] rows of an earlier job");
    }

    @Test
    void withAConfigurationItCountsTheInput() throws Exception {
        Path spec = Files.writeString(directory.resolve("spec.json"), SPEC);
        Files.createDirectories(directory.resolve("clicks/y=2020/m=01/d=03/H=00"));
        Files.writeString(directory.resolve("clicks/y=2020/m=01/d=03/H=00/a.json"), "{}\n");
        Files.createDirectories(directory.resolve("clicks/y=2020/m=01/d=03/H=01"));
        Files.writeString(directory.resolve("clicks/y=2020/m=01/d=03/H=01/too-late.json"), "{}\n");
        Files.writeString(directory.resolve("names.csv"), "code,name\n");
        Path config = Files.writeString(directory.resolve("indexer.properties"), """
                dc.name = east
                indexer.store = file:///nowhere
                control.database.url = jdbc:h2:mem:none
                control.database.user = isobar
                """);

        assertThat(isobar.run("explain", "" + spec, "--set", "data=" + directory, "--config", "" + config, "--json"))
                .as(isobar.err())
                .isZero();

        JsonNode job = new JsonMapper().readTree(isobar.out()).at("/outputs/0/jobs/0");
        assertThat(job.at("/title").asText()).isEqualTo("join clicked");
        assertThat(job.at("/inputs/0/name").asText()).isEqualTo("clicks");
        assertThat(job.at("/inputs/0/fileCount").asInt()).isEqualTo(1);
        assertThat(job.at("/inputs/0/bytes").asInt()).isEqualTo(3);
        assertThat(job.at("/inputs/1/fileCount").asInt()).isZero();
    }

    @Test
    void aStageThatReadsNothingKnownIsNamed() throws Exception {
        Path spec = Files.writeString(
                directory.resolve("spec.json"), SPEC.replace("\"input\": \"shown\"", "\"input\": \"show\""));

        assertThat(isobar.run("explain", "" + spec, "--set", "data=/raw")).isEqualTo(1);

        assertThat(isobar.err())
                .contains(
                        "Field [pipeline.stages[0]] reads [show], which no source or earlier stage is: did you mean [shown]?");
    }

    @Test
    void aSpecWithoutInputCannotBeRun() throws Exception {
        Path spec = Files.writeString(directory.resolve("spec.json"), """
                {"dataSchema": {"dataSource": "rows", "parser": {"type": "string", "parseSpec": {"format": "json",
                   "timestampSpec": {"column": "t"}, "dimensionsSpec": {"dimensions": ["k"]}}}, "metricsSpec": [],
                   "granularitySpec": {"intervals": ["2020-01-02/2020-01-03"]}},
                 "ioConfig": {"type": "hadoop"}, "tuningConfig": {"type": "hadoop"}}""");

        assertThat(isobar.run("explain", "" + spec)).isEqualTo(1);

        assertThat(isobar.err())
                .contains("Field [ioConfig.inputSpec] is missing: name the input there, or give a [pipeline]");
    }
}
